import { awayByPerson, type Away } from '../absence/away.ts';
import { addDays, addMonths, dayOf, daysOf, type Day, type Month } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import { allPatterns, patternsOn } from '../pattern/onDay.ts';
import { shiftIdOf, type Shift } from '../shift/contract.ts';
import { hoursOn } from '../shift/hours.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { badSeams, badTurns, type Span } from './clashes.ts';
import { headless } from './headless.ts';
import { problem, type Problem } from './problem.ts';

export type { Problem } from './problem.ts';

/**
 * All that is wrong with a month, day by day, the hard things of a day first. What is over at `at` is not looked at: it
 * can no longer be put right, and an office that begins in the middle of a month publishes the rest of it. The days of
 * the neighbouring months that touch it are looked at with it, and what is wrong between is said in this one.
 *
 * @param at now, by the book's clock
 */
export function problemsOf(world: World, month: Month, zone: string, at: string): Problem[] {
  const now = msOf(at);
  const near = [...world.tables.shift.values()].filter(({ day }) => isNear(day, month)).map(spanOf);
  near.sort((a, b) => a.from - b.from || (a.shift.id < b.shift.id ? -1 : 1));
  const isOwn = ({ shift, until }: Span) => shift.day.startsWith(month) && until > now;
  const needed = new Map(allPatterns(world).map((pattern) => [pattern.id, pattern.needed]));
  const away = awayByPerson(world);
  return [
    ...missing(world, month, zone, at),
    ...badSeams(near, isOwn, (from, until) => isPlanned(world, from, until)),
    ...near
      .filter(isOwn)
      .flatMap((one) => [
        ...vacant(one.shift, needed.get(one.shift.patternId) ?? []),
        ...badHolders(world, one, away),
      ]),
    ...badTurns(near, isOwn),
    ...headless(world, month, zone, at, away),
  ].sort((a, b) => (a.day === b.day ? Number(b.hard) - Number(a.hard) : a.day < b.day ? -1 : 1));
}

function spanOf(shift: Shift): Span {
  return { shift, from: msOf(shift.startsAt), until: msOf(shift.endsAt) };
}

/** The main line's shifts that nobody has planned. One that begins after today is not over. */
function missing(world: World, month: Month, zone: string, at: string): Problem[] {
  const today = dayOf(at, zone);
  return daysOf(month)
    .filter((day) => day >= addDays(today, -1))
    .flatMap((day) =>
      patternsOn(world, day)
        .filter(({ id, line }) => line === 'main' && !world.tables.shift.has(shiftIdOf(id, day)))
        .filter((pattern) => day > today || msOf(hoursOn(world, pattern, day, zone).endsAt) > msOf(at))
        .map(({ id }) => problem('gap', { id: shiftIdOf(id, day), day })),
    );
}

/** Whether every shift of the main line is planned from one day to another: else it is missing, which is said of it. */
function isPlanned(world: World, from: Day, until: Day): boolean {
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const main = patternsOn(world, day).filter(({ line }) => line === 'main');
    if (!main.every(({ id }) => world.tables.shift.has(shiftIdOf(id, day)))) return false;
  }
  return true;
}

function vacant(shift: Shift, needed: readonly Post[]): Problem[] {
  return needed.filter((post) => !shift.posts[post]).map((post) => problem('empty', shift, { post }));
}

function badHolders(
  world: World,
  { shift, from, until }: Span,
  away: ReadonlyMap<string, readonly Away[]>,
): Problem[] {
  const found: Problem[] = [];
  for (const [name, personId] of Object.entries(shift.posts)) {
    if (personId === null) continue;
    const post = name as Post;
    const person = world.tables.person.get(personId);
    const isFit = person && person.retiredAt === null && person.posts.includes(post);
    const isAway = away.get(personId)?.some((one) => one.from < until && one.until > from);
    if (!isFit) found.push(problem('unfit', shift, { post, personId }));
    else if (isAway) found.push(problem('absent', shift, { post, personId }));
  }
  return found;
}

/** The month, and of its neighbours the days that can touch it. */
function isNear(day: Day, month: Month): boolean {
  return day.startsWith(month) || (day >= `${addMonths(month, -1)}-27` && day <= `${addMonths(month, 1)}-03`);
}
