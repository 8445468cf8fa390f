import { dayTypeOf } from '../../shared/calendar/dayType.ts';
import { daysOf, weekdayOf, type Day } from '../../shared/days.ts';
import { POSTS, postNames, type Pattern, type Post } from '../../shared/pattern/contract.ts';
import { allPatterns, patternsOn } from '../../shared/pattern/onDay.ts';
import { shiftIdOf, type Posts, type Shift } from '../../shared/shift/contract.ts';
import type { World } from '../../shared/world.ts';
import type { Paper, PaperRow } from './contract.ts';

/** What the paper of a month is made of. */
export interface RosterSource {
  readonly world: World;
  /** `2026-04` */
  readonly month: string;
  /** The telephone number of a person; null when there is none, or whoever asks may not have it. */
  readonly phoneOf: (personId: string) => string | null;
  /** The day on which it is made, in the unit's zone. */
  readonly today: Day;
}

/**
 * The month's roster as offices print it and hang it up (docs/rules.md, "Duty"): a row for each shift, a column of
 * telephone numbers beside those who are to be called, days of rest shaded, who was replaced in the last column.
 */
export function rosterPaper(source: RosterSource): Paper {
  const { world, month, today } = source;
  const [year, number] = month.split('-').map(Number) as [number, number];
  const days = daysOf(month).map((day) => ({ day, patterns: patternsOf(world, day) }));
  const isDivided = days.some(({ patterns }) => patterns.length > 1);
  const unit = world.tables.unit.get('unit');
  const name = unit?.name ?? '';
  return {
    name: `${number}月`,
    title: `${name}${year}年${number}月值班安排表`,
    columns: columnsOf(isDivided),
    rows: days.flatMap((one) => rowsOf(source, one.day, one.patterns, isDivided)),
    foot: footOf(source, unit?.dutyPhone ?? null),
    signed: `${name}    ${spelled(today)}`,
  };
}

const WITH_PHONE: readonly Post[] = ['leader', 'primary', 'second'];

function columnsOf(isDivided: boolean): Paper['columns'] {
  const posts = POSTS.flatMap((post) => {
    const own = {
      head: post === 'leader' ? '带班领导(职务)' : postNames[post].zh,
      width: post === 'leader' ? 20 : 11,
    };
    const phone = { head: post === 'leader' ? '联系电话' : '电话', width: 14 };
    return WITH_PHONE.includes(post) ? [own, phone] : [own];
  });
  const shift = isDivided ? [{ head: '班次', width: 11 }] : [];
  return [
    { head: '日期', width: 9 },
    { head: '星期', width: 14 },
    ...shift,
    ...posts,
    { head: '备注', width: 18 },
  ];
}

/** The duty room's shifts of a day, and extra desks that somebody is put in. */
function patternsOf(world: World, day: Day): Pattern[] {
  const planned = patternsOn(world, day);
  const extra = allPatterns(world).filter(
    ({ id, line }) =>
      line === 'extra' && !planned.some((one) => one.id === id) && world.tables.shift.has(shiftIdOf(id, day)),
  );
  return [...planned, ...extra];
}

function rowsOf(
  source: RosterSource,
  day: Day,
  patterns: readonly Pattern[],
  isDivided: boolean,
): PaperRow[] {
  const { type, name } = dayTypeOf(source.world, day);
  const week = `星期${'日一二三四五六'[weekdayOf(day)]}`;
  const beside = type === 'makeup' ? '调休上班' : name;
  const first = [
    `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
    beside ? `${week}(${beside})` : week,
  ];
  return patterns.map((pattern, n) => {
    const shift = source.world.tables.shift.get(shiftIdOf(pattern.id, day));
    const cells = [
      ...first,
      ...(isDivided ? [pattern.name.zh] : []),
      ...postsOf(source, shift),
      changesOf(source, shift),
    ];
    const shaded = type === 'restday' || type === 'holiday';
    return { cells, shaded, over: n === 0 ? patterns.length : 1, merged: 2 };
  });
}

function postsOf({ world, phoneOf }: RosterSource, shift: Shift | undefined): string[] {
  return POSTS.flatMap((post) => {
    const id = shift?.posts[post] ?? null;
    const person = id === null ? undefined : world.tables.person.get(id);
    const name = person ? (post === 'leader' ? `${person.name}(${person.post})` : person.name) : '';
    return WITH_PHONE.includes(post) ? [name, (id !== null && phoneOf(id)) || ''] : [name];
  });
}

/** Who was to be there when the month was published: 主班原为张三. */
function changesOf({ world }: RosterSource, shift: Shift | undefined): string {
  const original: Posts | null = shift?.original ?? null;
  if (!shift || !original) return '';
  return POSTS.flatMap((post) => {
    const was = original[post] ?? null;
    if (was === null || was === (shift.posts[post] ?? null)) return [];
    return [`${postNames[post].zh}原为${world.tables.person.get(was)?.name ?? was}`];
  }).join('；');
}

/** The rules that hang beside the list, as townships have them (docs/rules.md, "Duty"). */
const RULES = [
  '1. 实行24小时值班和领导带班，值班人员提前10分钟到岗，当面交接；未交接不得离岗。',
  '2. 带班领导不得离开乡镇驻地，值班人员不得离开值班室；值班电话不得呼叫转移，不得由他人代值。',
  '3. 接报突发事件立即报告带班领导，按规定时限先电话、后书面上报，并跟踪处置到底。',
  '4. 换班、代班须经带班领导同意，并报党政综合办公室备案。',
  '5. 值班日志每班必记，没有情况也要记“本班无异常情况”。',
];

function footOf({ world, month }: RosterSource, dutyPhone: string | null): string[] {
  const roster = world.tables.roster.get(month);
  const note = roster?.note ? [`说明：${roster.note}`] : [];
  const hours = allPatterns(world)
    .filter(({ retired, line }) => !retired && line === 'main')
    .map(
      ({ name, startMinute, minutes }) =>
        `${name.zh} ${clock(startMinute)}—${startMinute + minutes >= 1440 ? '次日' : ''}${clock(startMinute + minutes)}`,
    );
  return [
    `值班电话：${dutyPhone ?? '×××××××'}        值班时间：${hours.join('；')}`,
    '值班要求：',
    ...RULES,
    ...note,
    `制表人：                    审核人：                    签发人：${roster?.publishedBy.name ?? '（未发布）'}`,
  ];
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

function spelled(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
