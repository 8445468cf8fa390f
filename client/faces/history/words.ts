import { sentences } from '../../ui/language.ts';

/** What the history says. */
export const words = sentences({
  title: { zh: '历史', en: 'History' },
  search: { zh: '查找', en: 'Search' },
  searchHint: { zh: '词语或拼音首字母,如 slg', en: 'Words, or pinyin initials such as slg' },
  what: { zh: '查什么', en: 'Look for' },
  incidents: { zh: '事件', en: 'Incidents' },
  reports: { zh: '报告', en: 'Reports' },
  number: { zh: '编号', en: 'Number' },
  name: { zh: '标题', en: 'Title' },
  received: { zh: '接报', en: 'Received' },
  state: { zh: '状态', en: 'State' },
  village: { zh: '村', en: 'Village' },
  said: { zh: '内容', en: 'What was said' },
  archived: { zh: '已归档', en: 'Archived' },
  more: { zh: '更早的', en: 'Earlier ones' },
  none: { zh: '没有查到', en: 'Nothing found' },
  noneNext: { zh: '换个词,或清空查找看全部', en: 'Try other words, or clear the search' },
  away: { zh: '服务器暂时不答,请重试', en: 'The server does not answer: try again' },
  retry: { zh: '重试', en: 'Try again' },
  back: { zh: '返回列表', en: 'Back to the list' },
  recall: { zh: '调回在办', en: 'Recall' },
  recallAsk: {
    zh: '事件、报告和大事记一起回到各屏。',
    en: 'Incident, reports and chronology return to every screen.',
  },
  erase: { zh: '抹除内容', en: 'Erase content' },
  eraseAsk: {
    zh: '永久抹除这起事件及其报告、照片的内容;编号、时间和抹除决定保留,值班账仍可验证。不能撤销。',
    en: 'Erases the content of this incident, its reports and photos for good; numbers, times and the decision stay, and the journal still verifies. It cannot be undone.',
  },
  reason: { zh: '原因', en: 'Reason' },
  reasonNeeded: { zh: '请写明原因', en: 'Give a reason' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已抹除', en: 'Erased' },
  chronology: { zh: '大事记', en: 'Chronology' },
  sources: { zh: '来源报告', en: 'Source reports' },
});

/** The states of a report. */
export const reportStates = sentences({
  submitted: { zh: '待签收', en: 'Waiting' },
  acknowledged: { zh: '已签收', en: 'Acknowledged' },
  verified: { zh: '已核实', en: 'Verified' },
  returned: { zh: '已退回', en: 'Returned' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  merged: { zh: '已并入', en: 'Merged' },
  incident: { zh: '已转事件', en: 'Made an incident' },
});
