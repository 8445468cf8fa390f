import { sentences } from '../../ui/language.ts';

/** What the wall says. */
export const words = sentences({
  duty: { zh: '应急值守', en: 'Duty room' },
  received: { zh: '接报', en: 'Received' },
  since: { zh: '已 {t}', en: 'for {t}' },
  state: { zh: '状态', en: 'State' },
  grade: { zh: '初判', en: 'Grade' },
  ungraded: { zh: '未定', en: 'Open' },
  noGrade: { zh: '不分级', en: 'None' },
  harmed: { zh: '伤亡', en: 'Casualties' },
  harmedMissing: { zh: '伤亡失踪', en: 'Harmed, missing' },
  untold: { zh: '未报', en: 'Not told' },
  people: { zh: '人', en: '' },
  waiting: { zh: '未签收', en: 'Unsigned' },
  waitingNone: { zh: '没有未签收的来报', en: 'Every report is signed' },
  waitingRow: { zh: '已等 {t}', en: '{t}' },
  more: { zh: '还有 {n}', en: '{n} more' },
  others: { zh: '其他在办', en: 'Also open' },
  othersNone: { zh: '没有其他在办事件', en: 'No other open incident' },
  lines: { zh: '大事记', en: 'Chronology' },
  latest: { zh: '最近来报', en: 'Latest reports' },
  latestNone: { zh: '还没有来报', en: 'No report yet' },
  linesNone: { zh: '还没有记录', en: 'Nothing recorded yet' },
  today: { zh: '今天', en: 'Today' },
  todayReports: { zh: '今日来报', en: 'Reports' },
  todayIncidents: { zh: '今日事件', en: 'Incidents' },
  todayClosed: { zh: '今日办结', en: 'Closed' },
  villages: { zh: '{n} 村', en: '{n} {n|village|villages}' },
  online: { zh: '在线', en: 'online' },
  offline: { zh: '离线', en: 'offline' },
  offlineMany: { zh: '{names} 等 {n} 村', en: '{names} and others, {n} in all' },
  presenceUnknown: { zh: '在线情况未知', en: 'online state unknown' },
  neverHeard: { zh: '还没有来报', en: 'no word yet' },
  incidentHere: { zh: '有在办事件', en: 'open incident' },
  deskManned: { zh: '值班台有人', en: 'Desk attended' },
  deskEmpty: { zh: '值班台无人', en: 'Nobody at the desk' },
  deskSilent: { zh: '值班台声音未开', en: 'The desk does not sound' },
  connected: { zh: '已连接 · 更新 {time}', en: 'Connected · updated {time}' },
  connecting: { zh: '正在连接…', en: 'Connecting…' },
  fault: {
    zh: '连接断开，画面停在 {time}，正在自动重连',
    en: 'Connection lost: picture of {time}, reconnecting',
  },
  troubleSince: { zh: '{time} 起', en: 'since {time}' },
  troubleMore: { zh: '另有 {n} 项，见值班台', en: '{n} more, see the desk' },
  exercise: { zh: '演练', en: 'Exercise' },
  demonstration: { zh: '演示', en: 'Demo' },
  exerciseText: { zh: '以下不是真实情况', en: 'Nothing here is real' },
  exerciseOver: { zh: '已结束，以下不是真实情况', en: 'It is over; nothing here is real' },
  realAlarm: { zh: '正式值守有 {n} 条未签收', en: '{n} unsigned in the real book' },
});

/** When there is no picture: what to do, in the words of who stands before it. */
export const noticeWords = sentences({
  noToken: { zh: '这块大屏还没有令牌', en: 'This wall has no token yet' },
  revoked: { zh: '这块大屏的登录已被撤销', en: 'The sign-in of this wall was revoked' },
  steps1: {
    zh: '1. 管理员在值班台打开 设置 › 大屏，生成令牌。',
    en: '1. An administrator makes a token at the desk under Settings › Walls.',
  },
  steps2: {
    zh: '2. 在这台电脑上打开显示出来的地址，或者到 {address} 粘贴。',
    en: '2. Open the address shown there on this computer, or paste it at {address}.',
  },
  silent: { zh: '正在连接服务器…', en: 'Connecting to the server…' },
  silentMore: { zh: '连上以后自动显示，不用操作。', en: 'The picture comes by itself.' },
  noBook: { zh: '没有这个演练，马上回到正式值守', en: 'There is no such exercise: back to the real book' },
  notSetUp: { zh: '还没有首次设置', en: 'Not set up yet' },
  notSetUpMore: { zh: '请到 {address} 完成设置。', en: 'Finish the set-up at {address}.' },
});

/** The figures in a word or two: a label of the wall is never cut. */
export const figureWords = sentences({
  trapped: { zh: '被困', en: 'Trapped' },
  evacuated: { zh: '转移', en: 'Evacuated' },
  onScene: { zh: '现场力量', en: 'On scene' },
  burnedArea: { zh: '过火面积', en: 'Burned' },
  affected: { zh: '受灾', en: 'Affected' },
  distance: { zh: '距居民点', en: 'To homes' },
  windForce: { zh: '风力', en: 'Wind' },
  houses: { zh: '倒损房屋', en: 'Houses' },
  livestock: { zh: '死亡牲畜', en: 'Livestock' },
  loss: { zh: '直接损失', en: 'Loss' },
});

/** What became of a report. */
export const reportStates = sentences({
  submitted: { zh: '未签收', en: 'Not signed' },
  acknowledged: { zh: '已签收', en: 'Signed' },
  verified: { zh: '已核实', en: 'Verified' },
  returned: { zh: '已退回', en: 'Returned' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  merged: { zh: '已并入', en: 'Merged' },
  incident: { zh: '已转事件', en: 'Incident' },
});

export const urgencyWords = sentences({
  critical: { zh: '特急', en: 'Critical' },
  urgent: { zh: '紧急', en: 'Urgent' },
  routine: { zh: '一般', en: 'Routine' },
});
