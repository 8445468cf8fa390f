import { weekdayOf, type Day } from '../days.ts';
import type { World } from '../world.ts';
import { BUILT_IN } from './builtIn.ts';
import type { DayType } from './contract.ts';

/** What a day is, and the holiday's name when it belongs to one. */
export interface DayKind {
  readonly type: DayType;
  readonly name: string | null;
}

/** What a day is by the office's calendar, else by the one built in, else by its place in the week. */
export function dayTypeOf(world: World, day: Day): DayKind {
  const year = day.slice(0, 4);
  const special = (world.tables.calendar.get(year)?.days ?? BUILT_IN[year])?.[day];
  if (special) return special;
  const weekday = weekdayOf(day);
  return { type: weekday === 0 || weekday === 6 ? 'restday' : 'workday', name: null };
}

/** Whether anybody has said what the holidays of that year are: before that only the week is known. */
export function isYearKnown(world: World, year: string): boolean {
  return world.tables.calendar.has(year) || year in BUILT_IN;
}
