import type { DayType } from '../calendar/contract.ts';
import { dayTypeOf } from '../calendar/dayType.ts';
import type { Day } from '../days.ts';
import type { World } from '../world.ts';
import type { Pattern } from './contract.ts';
import { DEFAULT_PATTERNS } from './defaults.ts';

const RETIRED_DEFAULTS: readonly Pattern[] = DEFAULT_PATTERNS.map((one) => ({ ...one, retired: true }));

/**
 * The patterns there are, retired ones as well: those of the office, or the proposal. The proposal stays known to an
 * office that has arranged its own: it may have worked by it until then.
 */
export function allPatterns(world: World): readonly Pattern[] {
  const { pattern } = world.tables;
  if (pattern.size === 0) return DEFAULT_PATTERNS;
  return [...pattern.values(), ...RETIRED_DEFAULTS.filter(({ id }) => !pattern.has(id))];
}

/** The patterns in use, in the office's order. */
export function patternsOf(world: World): Pattern[] {
  return allPatterns(world)
    .filter(({ retired }) => !retired)
    .sort((a, b) => a.order - b.order);
}

/** The patterns whose shifts begin on a day, the earliest first. */
export function patternsOn(world: World, day: Day): Pattern[] {
  return chosen(patternsOf(world), day.slice(5), dayTypeOf(world, day).type);
}

/**
 * Of patterns, those that hold on a day of the year of one type, the earliest first. While a season's main line is in
 * force the main line of the rest of the year is not.
 */
export function chosen(patterns: readonly Pattern[], dayOfYear: string, type: DayType): Pattern[] {
  const there = patterns.filter((one) => one.on.includes(type) && isInSeason(one, dayOfYear));
  const seasonal = there.some(({ line, season }) => line === 'main' && season !== null);
  return there
    .filter(({ line, season }) => !seasonal || line === 'extra' || season !== null)
    .sort((a, b) => a.startMinute - b.startMinute || a.order - b.order);
}

function isInSeason({ season }: Pattern, dayOfYear: string): boolean {
  if (!season) return true;
  const { from, until } = season;
  return from <= until ? dayOfYear >= from && dayOfYear <= until : dayOfYear >= from || dayOfYear <= until;
}
