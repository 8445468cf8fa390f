/** Why something about a roll-call may not happen, in both languages, with what to do. */
export const rollCallRefusals = {
  'rollCall.unknown': {
    zh: '没有这次查岗，或已归档',
    en: 'There is no such roll-call, or it is archived',
  },
  'rollCall.target-unknown': {
    zh: '没有这个点名对象：“{target}”',
    en: 'There is nobody to call by “{target}”',
  },
  'rollCall.target-twice': { zh: '点名对象重复', en: 'Somebody is called twice' },
  'rollCall.running': {
    zh: '对这些对象的点名正在进行，请等它结束',
    en: 'The same roll-call is under way: let it end first',
  },
  'rollCall.future': { zh: '{field}不能晚于现在', en: '{field} cannot be later than now' },
  'rollCall.not-due': { zh: '还没有到点名时间', en: 'It is not yet time' },
  'rollCall.night-empty': {
    zh: '夜间时段的起止时间不能相同',
    en: 'The night cannot end when it begins',
  },
  'rollCall.not-called': {
    zh: '这次点名叫的不是您；别人应答的，请用“代为登记”并写下原话',
    en: 'It is not you who is called: record somebody else’s answer with the words said',
  },
  'rollCall.answered': { zh: '已经应答', en: 'Answered already' },
  'rollCall.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
  'rollCall.waiting': {
    zh: '还在等待应答，请先等点名结束或代为登记',
    en: 'The answer is still awaited: let the roll-call end, or record it',
  },
  'rollCall.not-missed': { zh: '在岗的不用记返岗、不用整改', en: 'Whoever was on post was not missed' },
  'rollCall.returned': { zh: '返岗时间已经登记', en: 'The return is noted already' },
  'rollCall.return-early': {
    zh: '返岗时间不能早于点名时间',
    en: 'The return cannot be before the roll-call',
  },
  'rollCall.task-open': {
    zh: '这一条已有未办结的后续任务',
    en: 'There is an open task for this already',
  },
  'rollCall.no-task': { zh: '没有未办结的后续任务', en: 'There is no open task' },
  'rollCall.closed': { zh: '这次点名已经结束', en: 'This roll-call is over' },
} as const;
