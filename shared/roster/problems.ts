import { awayIn } from '../absence/away.ts';
import { addMonths, daysOf, type Day, type Month } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import { allPatterns, patternsOn } from '../pattern/onDay.ts';
import { shiftIdOf, type Shift } from '../shift/contract.ts';
import { overlap } from '../shift/free.ts';
import { timesOf } from '../shift/plan.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';

/**
 * What is wrong with a month's roster. Hard: it cannot be published (docs/rules.md, "Duty"). `gap` nobody planned the
 * shift; `empty` a post without anybody; `twice` one person in two posts at once; `overlap` two shifts of the duty room
 * at once; `unfit` not on the duty list, or not for that post; `absent` filed as away. Soft: `rest` less than 24 hours
 * after a shift of 24; `principals` secretary and township head both away.
 */
export interface Problem {
  readonly what: 'gap' | 'empty' | 'twice' | 'overlap' | 'unfit' | 'absent' | 'rest' | 'principals';
  readonly hard: boolean;
  readonly day: Day;
  readonly shiftId: string;
  readonly post: Post | null;
  readonly personId: string | null;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * All that is wrong with a month, day by day, the hard things of a day first. What is over at `at` is not looked at: it
 * can no longer be put right, and an office that begins in the middle of a month publishes the rest of it.
 */
export function problemsOf(world: World, month: Month, zone: string, at: string): Problem[] {
  const shifts = [...world.tables.shift.values()];
  const own = shifts.filter(({ day, endsAt }) => day.startsWith(month) && msOf(endsAt) > msOf(at));
  const near = shifts.filter(({ day }) => isNear(day, month)).sort(byStart);
  return [
    ...missing(world, month, zone, at),
    ...overlapping(own, near),
    ...own.flatMap((shift) => [...vacant(world, shift), ...badHolders(world, shift)]),
    ...twice(own, near),
    ...tired(own, near),
    ...headless(world, month, zone, at),
  ].sort((a, b) => (a.day === b.day ? Number(b.hard) - Number(a.hard) : a.day < b.day ? -1 : 1));
}

function problem(
  what: Problem['what'],
  shift: Pick<Shift, 'id' | 'day'>,
  of: Partial<Problem> = {},
): Problem {
  const hard = what !== 'rest' && what !== 'principals';
  return { what, hard, day: shift.day, shiftId: shift.id, post: null, personId: null, ...of };
}

/** The main line's shifts that nobody has planned. */
function missing(world: World, month: Month, zone: string, at: string): Problem[] {
  return daysOf(month).flatMap((day) =>
    patternsOn(world, day)
      .filter(({ id, line }) => line === 'main' && !world.tables.shift.has(shiftIdOf(id, day)))
      .filter((pattern) => msOf(timesOf(pattern, day, zone).endsAt) > msOf(at))
      .map(({ id }) => problem('gap', { id: shiftIdOf(id, day), day })),
  );
}

/** Of the duty room's own shifts one must end where the next begins; the month before and the one after count. */
function overlapping(own: readonly Shift[], near: readonly Shift[]): Problem[] {
  const main = near.filter(({ line }) => line === 'main');
  const mine = new Set(own.map(({ id }) => id));
  return main.flatMap((shift, n) => {
    const next = main[n + 1];
    if (!next || (!mine.has(shift.id) && !mine.has(next.id))) return [];
    return overlap(shift, next) ? [problem('overlap', mine.has(next.id) ? next : shift)] : [];
  });
}

function vacant(world: World, shift: Shift): Problem[] {
  const pattern = allPatterns(world).find(({ id }) => id === shift.patternId);
  return (pattern?.needed ?? [])
    .filter((post) => !shift.posts[post])
    .map((post) => problem('empty', shift, { post }));
}

function badHolders(world: World, shift: Shift): Problem[] {
  return holders(shift).flatMap(([post, personId]) => {
    const person = world.tables.person.get(personId);
    const fit = person && person.retiredAt === null && person.posts.includes(post);
    if (!fit) return [problem('unfit', shift, { post, personId })];
    const away = awayIn(world, personId, shift.startsAt, shift.endsAt);
    return away ? [problem('absent', shift, { post, personId })] : [];
  });
}

/** One person in two posts of one time. Said once, at the later of the two. */
function twice(own: readonly Shift[], near: readonly Shift[]): Problem[] {
  const mine = new Set(own.map(({ id }) => id));
  const found: Problem[] = [];
  for (const turns of byPerson(near).values()) {
    turns.forEach(({ shift, post, personId }, n) => {
      const before = turns.slice(0, n).some((other) => overlap(other.shift, shift));
      if (before && mine.has(shift.id)) found.push(problem('twice', shift, { post, personId }));
    });
  }
  return found;
}

/** Less than 24 hours between the end of a shift of 24 hours and the next one: a warning. */
function tired(own: readonly Shift[], near: readonly Shift[]): Problem[] {
  const mine = new Set(own.map(({ id }) => id));
  const found: Problem[] = [];
  for (const turns of byPerson(near).values()) {
    turns.forEach(({ shift, post, personId }, n) => {
      const before = turns[n - 1]?.shift;
      if (before?.kind !== 'd24' || !mine.has(shift.id) || overlap(before, shift)) return;
      if (msOf(shift.startsAt) - msOf(before.endsAt) < DAY_MS)
        found.push(problem('rest', shift, { post, personId }));
    });
  }
  return found;
}

/** Days on which all those marked as principals are away at once. */
function headless(world: World, month: Month, zone: string, at: string): Problem[] {
  const heads = [...world.tables.person.values()].filter((one) => one.principal && one.retiredAt === null);
  if (heads.length < 2) return [];
  return daysOf(month)
    .filter((day) => {
      const { startsAt, endsAt } = timesOf({ startMinute: 0, minutes: 1440 }, day, zone);
      return msOf(endsAt) > msOf(at) && heads.every(({ id }) => awayIn(world, id, startsAt, endsAt));
    })
    .map((day) => problem('principals', { id: '', day }));
}

interface Turn {
  readonly shift: Shift;
  readonly post: Post;
  readonly personId: string;
}

function byPerson(shifts: readonly Shift[]): Map<string, Turn[]> {
  const turns = new Map<string, Turn[]>();
  for (const shift of shifts) {
    for (const [post, personId] of holders(shift)) {
      const list = turns.get(personId);
      if (list) list.push({ shift, post, personId });
      else turns.set(personId, [{ shift, post, personId }]);
    }
  }
  return turns;
}

function holders({ posts }: Shift): [Post, string][] {
  return Object.entries(posts).filter((entry): entry is [Post, string] => entry[1] !== null);
}

function byStart(a: Shift, b: Shift): number {
  return msOf(a.startsAt) - msOf(b.startsAt) || (a.id < b.id ? -1 : 1);
}

/** The month, and of its neighbours the days that can touch it. */
function isNear(day: Day, month: Month): boolean {
  return day.startsWith(month) || (day >= `${addMonths(month, -1)}-27` && day <= `${addMonths(month, 1)}-03`);
}
