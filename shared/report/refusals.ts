/** Why something about a report may not happen, in both languages, with what to do. */
export const reportRefusals = {
  'report.not-settled': { zh: '这条报告还没有办结', en: 'This report is not settled yet' },
  'report.unknown': { zh: '没有这条报告，或已归档', en: 'There is no such report, or it is archived' },
  'report.already-acknowledged': {
    zh: '{name}已在{time}签收',
    en: 'Already acknowledged by {name} at {time}',
  },
  'report.escalated': { zh: '已经提醒过了', en: 'That was escalated already' },
  'report.not-acknowledged': { zh: '请先签收这条报告', en: 'Acknowledge this report first' },
  'report.closed': {
    zh: '这条报告已办结({state}),不能再改',
    en: 'This report is settled ({state}) and can no longer change',
  },
  'report.not-returned': { zh: '只有退回的报告才能补正', en: 'Only a returned report can be answered' },
  'report.merge-self': { zh: '不能并入自己', en: 'A report cannot be merged into itself' },
  'report.merge-target': {
    zh: '要并入的报告不存在或已并入他处',
    en: 'The report to merge into is unknown or merged itself',
  },
  'report.village-unknown': { zh: '没有这个村', en: 'There is no such village' },
  'report.no-place': { zh: '请选村或在地图上选点', en: 'Choose a village or a point on the map' },
  'report.future': { zh: '{field}不能晚于现在', en: '{field} cannot be later than now' },
  'report.nothing-changed': { zh: '没有要更正的内容', en: 'Nothing to correct' },
  'report.file-unknown': { zh: '这条报告没有登记这个文件', en: 'This report does not name that file' },
  'report.file-taken': { zh: '这个文件属于另一条报告', en: 'This file belongs to another report' },
  'report.incident-unknown': { zh: '没有这个在办事件', en: 'There is no such open incident' },
  'report.channel': { zh: '手机端只能以“手机上报”提交', en: 'A phone can only report through the app' },
} as const;

/** The states in words, for refusals and screens. */
export const reportStates = {
  submitted: { zh: '待签收', en: 'Waiting' },
  acknowledged: { zh: '已签收', en: 'Acknowledged' },
  verified: { zh: '已核实', en: 'Verified' },
  returned: { zh: '已退回', en: 'Returned' },
  falseAlarm: { zh: '误报', en: 'False alarm' },
  merged: { zh: '已并入', en: 'Merged' },
  incident: { zh: '已转事件', en: 'Made an incident' },
} as const;
