/** Why somebody cannot sign, in both languages, with what to do. */
export const attendanceRefusals = {
  'attendance.no-shift': { zh: '没有这个班', en: 'There is no such shift' },
  'attendance.not-published': {
    zh: '这个月的值班表还没有发布，不能签到',
    en: 'The roster of that month is not published: nobody can sign in for it',
  },
  'attendance.not-in-shift': { zh: '{name}不在这个班上', en: '{name} is not in this shift' },
  'attendance.not-you': {
    zh: '只能由{name}本人签到；代签要由值班员写明原因',
    en: 'Only {name} can sign here; the desk may do it for him with the reason',
  },
  'attendance.too-early': { zh: '{time} 起才能签到', en: 'Signing in begins at {time}' },
  'attendance.not-begun': { zh: '这个班还没有开始', en: 'That shift has not begun' },
  'attendance.over': { zh: '这个班已经结束', en: 'That shift is over' },
  'attendance.arrived': { zh: '{name}已经签到', en: '{name} has signed in already' },
  'attendance.not-arrived': { zh: '{name}还没有签到到岗', en: '{name} has not signed in yet' },
  'attendance.left': { zh: '{name}已经离岗', en: '{name} has signed out already' },
  'attendance.again': { zh: '{name}刚刚签过', en: '{name} has just signed' },
  'attendance.not-missing': { zh: '{name}还不算未到岗', en: '{name} does not count as missing' },
  'attendance.noted': { zh: '{name}未到岗已经记下', en: 'That {name} is missing was noted already' },
  'attendance.unknown': { zh: '没有这条记录', en: 'There is no such record' },
  'attendance.acknowledged': { zh: '已经有人知道并处理', en: 'Somebody has taken note of it already' },
  'attendance.kept': { zh: '还没有到归档的时候', en: 'It is not time to archive it' },
} as const;
