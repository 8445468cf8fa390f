/** Why something about a shift may not happen, in both languages, with what to do. */
export const shiftRefusals = {
  'shift.no-pattern': { zh: '{day} 没有这个班次', en: 'There is no such shift on {day}' },
  'shift.no-post': { zh: '这个班次没有“{post}”岗', en: 'That shift has no post “{post}”' },
  'shift.unfit': {
    zh: '{name}不能排在“{post}”：请在值班人员名单里改',
    en: '{name} is not listed for “{post}”: change the duty list first',
  },
  'shift.taken': {
    zh: '{by}刚刚改过这一班，这一格现在是{name}，请看过再改',
    en: '{by} has just changed this shift and {name} is there now: look at it again',
  },
  'shift.taken-empty': {
    zh: '{by}刚刚改过这一班，这一格现在空着，请看过再改',
    en: '{by} has just changed this shift and that post is empty now: look at it again',
  },
  'shift.was-empty': {
    zh: '这一班现在还没有排人，请看过再改',
    en: 'Nobody is planned for this shift now: look at it again',
  },
  'shift.past': {
    zh: '{day} 的班已经过去，不能再改',
    en: 'The shift of {day} is over and can no longer change',
  },
  'shift.published': {
    zh: '{month} 的值班表已发布：请用换班、代班，或由带班领导改派',
    en: 'The roster of {month} is published: use a swap, a substitution, or let the leader change it',
  },
  'shift.not-published': {
    zh: '{month} 的值班表还没有发布，直接改就可以',
    en: 'The roster of {month} is not published: change it directly',
  },
  'shift.unknown': { zh: '没有这个班', en: 'There is no such shift' },
  'shift.nothing-changed': { zh: '没有改动', en: 'Nothing was changed' },
  'shift.twice': { zh: '{name}在同一时间已在另一岗上', en: '{name} is in another post at the same time' },
  'shift.absent': { zh: '{name}这段时间已报备外出', en: '{name} is filed as away at that time' },
  'shift.needed': { zh: '“{post}”岗不能空着', en: 'The post “{post}” cannot be left empty' },
  'shift.fill-twice': { zh: '{day} 的这个班写了两次', en: 'That shift of {day} is given twice' },
} as const;
