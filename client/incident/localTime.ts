import { isoIn } from '../../shared/time.ts';

const DAY = 24 * 60 * 60_000;

/**
 * What a person typed into a time field, as the latest instant of that time which is not in the future: at 00:10
 * somebody who types 23:50 means yesterday.
 *
 * @param typed `HH:MM` in the unit's zone, or empty
 * @param now milliseconds since 1970 by the book's clock
 * @returns null for an empty field
 */
export function instantOf(typed: string, now: number, zone = 'Asia/Shanghai'): string | null {
  if (!/^\d{2}:\d{2}/.test(typed)) return null;
  const today = isoIn(now, zone);
  const at = Date.parse(`${today.slice(0, 10)}T${typed.slice(0, 5)}:00.000${today.slice(23)}`);
  return isoIn(at > now + 60_000 ? at - DAY : at, zone);
}

/** An instant as a date-and-time field shows it in a zone: `2026-04-05T13:28`. */
export function fieldOf(instant: string | null, zone = 'Asia/Shanghai'): string {
  return instant ? isoIn(Date.parse(instant), zone).slice(0, 16) : '';
}

/** The opposite of `fieldOf`; null for an empty field. */
export function instantOfField(typed: string, now: number, zone = 'Asia/Shanghai'): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed)) return null;
  const offset = isoIn(now, zone).slice(23);
  return isoIn(Date.parse(`${typed.slice(0, 16)}:00.000${offset}`), zone);
}
