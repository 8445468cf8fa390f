import type { KindCode } from '../../../shared/kind.ts';
import { sentences, type Sentence } from '../../ui/language.ts';

/** The words on the eight buttons: short enough for a quarter of a phone's width. */
export const shortKinds: Readonly<Partial<Record<KindCode, Sentence>>> = {
  U01: { zh: '火情', en: 'Fire' },
  U02: { zh: '烟雾', en: 'Smoke' },
  N05: { zh: '洪水', en: 'Flood' },
  N07: { zh: '风灾', en: 'Gale' },
  U04: { zh: '道路', en: 'Road' },
  U03: { zh: '人员', en: 'People' },
  A08: { zh: '停电', en: 'Power' },
  U99: { zh: '其他', en: 'Other' },
};

export const formWords = sentences({
  title: { zh: '上报险情', en: 'Report' },
  again: { zh: '修改后重报', en: 'Correct and send' },
  kind: { zh: '什么情况', en: 'What is it' },
  moreKinds: { zh: '更多种类', en: 'More kinds' },
  chooseKind: { zh: '选择种类', en: 'Choose a kind' },
  kindMissing: { zh: '请先选是什么情况', en: 'Choose what it is' },
  place: { zh: '在哪里', en: 'Where' },
  detail: { zh: '几组、什么位置', en: 'Which group, which side' },
  words: { zh: '说几句', en: 'In a few words' },
  wordsHint: {
    zh: '看到什么、多大、离人家多远；急的话可以不写',
    en: 'What, how large, how far from homes; may be left empty',
  },
  noPhotoYet: { zh: '文字先发\n照片有信号再传', en: 'Words go first,\nphotos follow' },
  addPhoto: { zh: '加照片', en: 'Add photos' },
  removePhoto: { zh: '去掉照片 {n}', en: 'Remove photo {n}' },
  photo: { zh: '照片 {n}', en: 'Photo {n}' },
  shrinking: { zh: '正在压缩', en: 'Shrinking' },
  tooMany: { zh: '最多 {n} 张照片', en: 'At most {n} photos' },
  casualties: { zh: '有人员伤亡或转移', en: 'People hurt or moved' },
  casualtiesHint: { zh: '不清楚就空着，没有写 0', en: 'Empty = not known, 0 = none' },
  badCount: { zh: '请填整数', en: 'Whole numbers' },
  times: { zh: '时间', en: 'Time' },
  foundNow: { zh: '现在发现', en: 'Found just now' },
  change: { zh: '改', en: 'Change' },
  found: { zh: '发现时间', en: 'Found' },
  happened: { zh: '发生时间（选填）', en: 'Happened (optional)' },
  future: { zh: '不能晚于现在', en: 'It cannot be later than now' },
  badTime: { zh: '时间不完整', en: 'The time is not complete' },
  save: { zh: '保存，有信号就发', en: 'Save and send' },
  saving: { zh: '正在保存…', en: 'Saving…' },
  saved: { zh: '已存好，有信号就发', en: 'Saved, it goes with the first signal' },
  loose: { zh: '本机存不下，请不要关掉这一页', en: 'This phone could not keep it: leave this page open' },
  wrong: { zh: '有一处没填对：{path}', en: 'One thing is not right: {path}' },
});

export const placeWords = sentences({
  locating: { zh: '正在定位…', en: 'Locating…' },
  gps: { zh: 'GPS ±{m} 米', en: 'GPS ±{m} m' },
  villageOnly: { zh: '按村上报', en: 'By village' },
  locate: { zh: '用我的位置', en: 'Use my position' },
  relocate: { zh: '重新定位', en: 'Locate again' },
  without: { zh: '不用定位', en: 'Without position' },
  coarse: { zh: '误差 {m} 米，请写清位置', en: 'Off by {m} m: describe the place' },
  denied: { zh: '没有允许定位，请写清位置', en: 'Not allowed to locate: describe the place' },
  failed: { zh: '没有定到位，请写清位置', en: 'No position found: describe the place' },
  insecure: { zh: '这个地址不能定位，请写清位置', en: 'No positions at this address: describe the place' },
  noVillage: { zh: '未定村', en: 'no village' },
});

export const casualtyWords = sentences({
  dead: { zh: '死亡', en: 'Dead' },
  missing: { zh: '失踪', en: 'Missing' },
  severe: { zh: '重伤', en: 'Badly hurt' },
  minor: { zh: '轻伤', en: 'Slightly hurt' },
  trapped: { zh: '被困', en: 'Trapped' },
  evacuated: { zh: '转移', en: 'Moved' },
});

/** How far a report has come, as its sender reads it. */
export const stageWords = sentences({
  waiting: { zh: '待发送', en: 'Waiting' },
  sending: { zh: '正在发送', en: 'Sending' },
  refused: { zh: '没有送出', en: 'Not taken' },
  submitted: { zh: '已送达', en: 'Delivered' },
  acknowledged: { zh: '已签收', en: 'Signed' },
  verified: { zh: '已核实', en: 'Verified' },
  returned: { zh: '请补充', en: 'Answer' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  merged: { zh: '已并入', en: 'Merged' },
  incident: { zh: '已转事件', en: 'Incident' },
});

/** The list of what was sent. */
export const sentWords = sentences({
  mine: { zh: '我的上报', en: 'My reports' },
  unheard: { zh: '尚未签收，请打电话', en: 'Not signed for: please call' },
  none: { zh: '还没有上报', en: 'No reports yet' },
  noneStep: { zh: '看到险情，按上面的按钮', en: 'When you see danger, press the button above' },
  report: { zh: '上报', en: 'Report' },
  returned: { zh: '值班室退回', en: 'Returned by the duty room' },
  photosLeft: { zh: '照片待传 {n}', en: '{n} {n|photo|photos} waiting' },
});
