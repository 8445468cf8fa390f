import { refuse, type Params, type Refusal } from '../../../shared/refusal.ts';
import type { ImportProblem } from '../../../shared/roster/imported.ts';

const sentences = {
  'import.no-day': {
    zh: '“{said}”不是日期，或没有这一天',
    en: '“{said}” is no date, or there is no such day',
  },
  'import.outside': {
    zh: '{day} 不在 {month}，不导入这一行',
    en: '{day} is not in {month}: this row is left out',
  },
  'import.weekday': { zh: '{day} 的星期写错了', en: 'The weekday beside {day} is another' },
  'import.no-shift': {
    zh: '{day} 按班次设置没有“{label}”，只有{names}',
    en: '{day} has no shift “{label}”: only {names}',
  },
  'import.which-shift': {
    zh: '{day} 有 {names}，这一行没写是哪个班',
    en: '{day} has {names}: the row does not say which',
  },
  'import.covers': {
    zh: '这一行排全天：{names}都照此排',
    en: 'The row is for the whole day: {names} are filled alike',
  },
  'import.unknown': { zh: '值班人员名单里没有“{name}”', en: '“{name}” is not on the duty list' },
  'import.two-of-name': {
    zh: '名单里有几个“{name}”：请在表里写上职务，或选一个',
    en: 'Several people are called “{name}”: write the office beside the name, or choose',
  },
  'import.too-many': {
    zh: '“{names}”多于岗位，这一格只能排一个人',
    en: '“{names}” are more than there are places for',
  },
  'import.formula': {
    zh: '第 {column} 列是公式，没有读：请改成文字',
    en: 'Column {column} is a formula and was not read: write the words themselves',
  },
  'import.twice': {
    zh: '{day} 的这个班写了两次，人不同',
    en: 'That shift of {day} is given twice, with other people',
  },
  'import.past': { zh: '{day} 的班已经过去，保持原样', en: 'The shift of {day} is over and stays as it is' },
} as const;

export function problem(
  level: ImportProblem['level'],
  code: keyof typeof sentences,
  params: Params = {},
): ImportProblem {
  return { level, ...refuse(sentences, code, params) };
}

/** A refusal of the roster's own, as what stands in the way of a row. */
export function stop({ code, zh, en }: Refusal): ImportProblem {
  return { level: 'stop', code, zh, en };
}
