import { monthOf } from '../days.ts';
import type { Event } from '../entry.ts';
import type { Appliers, Deciders, Due, Noun } from '../noun.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { instantAt, addMonths } from '../days.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { commands } from './contract.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './problems.ts';
import { problemWords } from './words.ts';

/** What can happen to a month. Its shifts are published in the same entry. */
export interface RosterEvents {
  'roster.published': { note: string | null };
  'roster.archived': object;
}

export const rosterRefusals = {
  'roster.published': { zh: '{month} 的值班表已经发布', en: 'The roster of {month} is published already' },
  'roster.over': { zh: '{month} 已经过去', en: '{month} is over' },
  'roster.incomplete': {
    zh: '还不能发布：{first}；共 {count} 处',
    en: 'It cannot be published yet: {first}; {count} in all',
  },
  'roster.running': { zh: '这个月还没有过去', en: 'That month is not over' },
} as const;

/** A month stays in the World until the month after the next is over: it is still asked for, and counted. */
const KEEP_MONTHS = 2;

const decide: Deciders<typeof commands> = {
  'roster.publish'(world, { month, note }, { at, zone }) {
    if (world.tables.roster.has(month)) return refuse(rosterRefusals, 'roster.published', { month });
    if (msOf(instantAt(`${addMonths(month, 1)}-01`, 0, zone)) <= msOf(at))
      return refuse(rosterRefusals, 'roster.over', { month });
    const hard = problemsOf(world, month, zone, at).filter((one) => one.hard);
    const [first] = hard;
    if (first) return incomplete(world, first, hard.length);
    const shifts = shiftsOf(world, month).map(({ id }): Event => ({ type: 'shift.published', id }));
    return [{ type: 'roster.published', id: month, note } as Event, ...shifts];
  },
  'roster.archive'(world, { month }, { at, zone }) {
    if (msOf(leavesAt(month, zone)) > msOf(at)) return refuse(rosterRefusals, 'roster.running');
    const shifts = shiftsOf(world, month).map(({ id }): Event => ({ type: 'shift.archived', id }));
    return [{ type: 'roster.archived', id: month }, ...shifts];
  },
};

const apply: Appliers<RosterEvents> = {
  'roster.published'(rows, { id, note }, { at, by, seq }) {
    rows.put('roster', { id, publishedAt: at, publishedBy: by, note, seq });
  },
  'roster.archived'(rows, { id }) {
    rows.drop('roster', id);
  },
};

function shiftsOf(world: World, month: string) {
  return [...world.tables.shift.values()].filter(({ day }) => monthOf(day) === month);
}

function incomplete(world: World, first: Problem, count: number): Refusal {
  return refuse(rosterRefusals, 'roster.incomplete', { count, first: problemWords(world, first) });
}

function leavesAt(month: string, zone: string): string {
  return instantAt(`${addMonths(month, KEEP_MONTHS + 1)}-01`, 0, zone);
}

/** A month leaves the World when nobody works by it any more; one that was never published too. */
function* due(world: World): Iterable<Due> {
  const zone = world.tables.unit.get('unit')?.zone;
  if (!zone) return;
  const months = new Set([...world.tables.shift.values()].map(({ day }) => monthOf(day)));
  for (const month of months) {
    yield {
      at: leavesAt(month, zone),
      type: 'roster.archive',
      body: { month },
      key: `roster.archive/${month}`,
    };
  }
}

export const noun = { commands, decide, apply, due } satisfies Noun;
