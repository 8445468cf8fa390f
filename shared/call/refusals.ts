/** Why something about a call may not happen, in both languages, with what to do. */
export const callRefusals = {
  'call.unknown': { zh: '没有这条来电，或已归档', en: 'There is no such call, or it is archived' },
  'call.exists': { zh: '这条来电已登记', en: 'This call is in the register already' },
  'call.no-words': { zh: '请写来电内容', en: 'Write what was said' },
  'call.missed': {
    zh: '未接来电要先回电，再转报告或办结',
    en: 'Call back first: a missed call can become nothing and be closed by nobody',
  },
  'call.missed-out': { zh: '去电不会是未接来电', en: 'An outgoing call is not a missed one' },
  'call.village-unknown': { zh: '没有这个村', en: 'There is no such village' },
  'call.leader-unknown': {
    zh: '值班人员名单里没有这位领导',
    en: 'That leader is not on the duty list',
  },
  'call.future': { zh: '来电时间不能晚于现在', en: 'A call cannot be later than now' },
  'call.nothing-changed': { zh: '没有要更正的内容', en: 'Nothing to correct' },
  'call.nothing-said': { zh: '请写处理、批示或结果', en: 'Say what was done, ordered or achieved' },
  'call.closed': { zh: '这条来电已办结', en: 'This call is closed' },
  'call.not-closed': { zh: '这条来电还没有办结', en: 'This call is not closed yet' },
} as const;
