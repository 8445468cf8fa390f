import { addDays, dayOf, instantAt, type Day } from '../days.ts';
import type { Pattern } from '../pattern/contract.ts';
import { allPatterns, patternsOn } from '../pattern/onDay.ts';
import { later, msOf } from '../time.ts';
import type { World } from '../world.ts';
import { shiftIdOf, type Shift } from './contract.ts';

type Hours = Pick<Shift, 'startsAt' | 'endsAt'>;

/** From when until when a pattern's shift of a day is, by the clock of the zone. */
export function timesOf(
  { startMinute, minutes }: Pick<Pattern, 'startMinute' | 'minutes'>,
  day: Day,
  zone: string,
): Hours {
  const startsAt = instantAt(day, startMinute, zone);
  return { startsAt, endsAt: instantAt(day, startMinute + minutes, zone) };
}

/**
 * The hours of a shift that is still to be planned. Where an office changed its hour of handover with a new month, the
 * month before it is published by the old one: then the first shift of the new month begins when the last of the old
 * one ends, and no minute is left out or has two.
 */
export function hoursOn(world: World, pattern: Pattern, day: Day, zone: string): Hours {
  const times = timesOf(pattern, day, zone);
  // Within a month all of it is published or nothing.
  if (!day.endsWith('-01') || pattern.line === 'extra') return times;
  const first = patternsOn(world, day).find(({ line }) => line === 'main');
  if (first?.id !== pattern.id) return times;
  const end = publishedUntil(world, addDays(day, -1));
  const fits = end !== null && dayOf(end, zone) === day && msOf(end) < msOf(times.endsAt);
  return fits ? { ...times, startsAt: end } : times;
}

/** When the last published shift of the duty room that begins on a day is over. */
function publishedUntil(world: World, day: Day): string | null {
  const ends = allPatterns(world).flatMap(({ id }) => {
    const shift = world.tables.shift.get(shiftIdOf(id, day));
    return shift?.published && shift.line === 'main' ? [shift.endsAt] : [];
  });
  return ends.length > 0 ? ends.reduce(later) : null;
}
