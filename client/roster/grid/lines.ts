import { dayTypeOf, type DayKind } from '../../../shared/calendar/dayType.ts';
import { addDays, addMonths, daysOf, weekdayOf, type Day, type Month } from '../../../shared/days.ts';
import type { Pattern, Post } from '../../../shared/pattern/contract.ts';
import { allPatterns, patternsOn } from '../../../shared/pattern/onDay.ts';
import { shiftIdOf, type Posts, type Shift } from '../../../shared/shift/contract.ts';
import { hoursOn } from '../../../shared/shift/hours.ts';
import { msOf } from '../../../shared/time.ts';
import type { World } from '../../../shared/world.ts';

/** One line of the month: one shift of one day, planned or not. */
export interface Line {
  /** The shift's id. */
  readonly id: string;
  readonly day: Day;
  readonly kind: DayKind;
  readonly pattern: Pattern;
  readonly startsAt: string;
  readonly endsAt: string;
  /** How many lines the day has, at its first; else 0. */
  readonly span: number;
}

/** Posts of shifts as one command carries them. */
export interface Wish {
  readonly day: Day;
  readonly patternId: string;
  readonly posts: Posts;
  readonly was: Posts;
}

/**
 * The lines of a month, day by day, the earliest shift first. Shifts that were planned by a pattern which holds there
 * no longer are among them: somebody must see them to clear them away.
 */
export function linesOf(world: World, month: Month, zone: string): Line[] {
  const strays = straysOf(world, month);
  return daysOf(month).flatMap((day) => {
    const patterns = [...patternsOn(world, day), ...(strays.get(day) ?? [])];
    const there = new Map(patterns.map((pattern) => [pattern.id, pattern]));
    const kind = dayTypeOf(world, day);
    return [...there.values()].map((pattern, n): Line => {
      const id = shiftIdOf(pattern.id, day);
      const { startsAt, endsAt } = world.tables.shift.get(id) ?? hoursOn(world, pattern, day, zone);
      return { id, day, kind, pattern, startsAt, endsAt, span: n === 0 ? there.size : 0 };
    });
  });
}

function straysOf(world: World, month: Month): Map<Day, Pattern[]> {
  const strays = new Map<Day, Pattern[]>();
  for (const { day, patternId, posts } of world.tables.shift.values()) {
    if (!day.startsWith(month) || !Object.values(posts).some(Boolean)) continue;
    const pattern = allPatterns(world).find(({ id }) => id === patternId);
    if (pattern) strays.set(day, [...(strays.get(day) ?? []), pattern]);
  }
  return strays;
}

/** Whether a line has a post at all, and can still be written in: a shift that is over cannot. */
export function takesPost({ pattern }: Line, post: Post): boolean {
  return pattern.needed.includes(post) || pattern.optional.includes(post);
}

export function isOver({ endsAt }: Pick<Line, 'endsAt'>, at: string): boolean {
  return msOf(endsAt) <= msOf(at);
}

/**
 * Last month's roster for the empty posts of this one: the same weekday counted from the month's beginning (the second
 * Saturday from the second Saturday), the same pattern. Who is no longer listed for the post is left out.
 */
export function copyOfLast(world: World, month: Month, zone: string, at: string): Wish[] {
  return linesOf(world, month, zone).flatMap((line) => {
    const source = sameWeekday(line.day, addMonths(month, -1));
    const before = source && world.tables.shift.get(shiftIdOf(line.pattern.id, source));
    if (!before || isOver(line, at)) return [];
    const posts = fitting(world, line, before);
    const names = Object.keys(posts) as Post[];
    if (names.length === 0) return [];
    const was = Object.fromEntries(names.map((post) => [post, null]));
    return [{ day: line.day, patternId: line.pattern.id, posts, was }];
  });
}

function sameWeekday(day: Day, month: Month): Day | null {
  const nth = Math.floor((Number(day.slice(8)) - 1) / 7);
  const first = `${month}-01`;
  const ahead = (weekdayOf(day) - weekdayOf(first) + 7) % 7;
  const found = addDays(first, ahead + nth * 7);
  return found.startsWith(month) ? found : null;
}

function fitting(world: World, line: Line, before: Shift): Posts {
  const there = world.tables.shift.get(line.id)?.posts ?? {};
  const taken = Object.entries(before.posts).filter(([name, personId]) => {
    const post = name as Post;
    const person = personId && world.tables.person.get(personId);
    if (!person || person.retiredAt !== null || !person.posts.includes(post)) return false;
    return takesPost(line, post) && !there[post];
  });
  return Object.fromEntries(taken);
}
