import { isoIn } from '../../../shared/time.ts';

/** What somebody wrote as a time: nothing, something that is no time, or an instant with the offset of the zone. */
export type ReadTime = { readonly iso: string } | 'empty' | 'bad';

const HOURS = /^(\d{1,2})[:：.点时](\d{2})分?$|^(\d{1,2})(\d{2})$/;
const YESTERDAY = /^(昨天?|y)$/i;
const MONTH_DAY = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/;
const DAY = /^(\d{1,2})日$/;
/** The whole of a text in which day and time stand without a space: 4月5日13时26分. */
const GLUED = /^(昨天?|(?:\d{1,2}月)?\d{1,2}日)(?=\d)/;
const HOUR_MS = 3_600_000;
/** A time of day that is further ahead than this was yesterday's. */
const AHEAD_MS = HOUR_MS;

/**
 * Reads a time as it is written at a desk: `1326`, `13:26`, `4-5 13:26`, `4月5日13时26分`, `昨天 2310`. Without a day
 * it is the last such time; without a year it is the last such day.
 *
 * @param now milliseconds since 1970
 * @param zone the IANA zone in which it is written
 */
export function readTime(text: string, now: number, zone: string): ReadTime {
  const written = text.trim().replace(GLUED, '$1 ');
  if (written === '') return 'empty';
  const parts = written.split(/\s+/);
  const time = timeOf(parts[parts.length - 1] ?? '');
  if (!time || parts.length > 2) return 'bad';
  const day = parts.length === 2 ? dayOf(parts[0] ?? '', now, zone) : lastDay(time, now, zone);
  if (!day) return 'bad';
  const ms = momentOf({ ...day, ...time }, zone);
  return ms === null ? 'bad' : { iso: isoIn(ms, zone) };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
interface Time {
  readonly hour: number;
  readonly minute: number;
}

function timeOf(text: string): Time | null {
  const found = HOURS.exec(text);
  if (!found) return null;
  const hour = Number(found[1] ?? found[3]);
  const minute = Number(found[2] ?? found[4]);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

function dayOf(text: string, now: number, zone: string): Day | null {
  const today = dayIn(now, zone);
  if (YESTERDAY.test(text)) return dayIn(now - 24 * HOUR_MS, zone);
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay) {
    const [month, day] = [Number(monthDay[1]), Number(monthDay[2])];
    const later = month > today.month || (month === today.month && day > today.day);
    return { year: later ? today.year - 1 : today.year, month, day };
  }
  const only = DAY.exec(text);
  if (!only) return null;
  const day = Number(only[1]);
  const months = today.year * 12 + today.month - 1 - (day > today.day ? 1 : 0);
  return { year: Math.floor(months / 12), month: (months % 12) + 1, day };
}

function lastDay(time: Time, now: number, zone: string): Day {
  const today = dayIn(now, zone);
  const ms = momentOf({ ...today, ...time }, zone);
  return ms !== null && ms > now + AHEAD_MS ? dayIn(now - 24 * HOUR_MS, zone) : today;
}

function dayIn(ms: number, zone: string): Day {
  const [year, month, day] = isoIn(ms, zone).slice(0, 10).split('-').map(Number);
  return { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
}

/** The moment at which clocks in the zone show this; null where there is no such day. */
function momentOf({ year, month, day, hour, minute }: Day & Time, zone: string): number | null {
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  const there = new Date(shown);
  if (there.getUTCMonth() !== month - 1 || there.getUTCDate() !== day) return null;
  // The offset of the moment is known only once the moment is: the second look settles it.
  const guess = shown - offsetAt(shown, zone);
  return shown - offsetAt(guess, zone);
}

function offsetAt(ms: number, zone: string): number {
  return Date.parse(`${isoIn(ms, zone).slice(0, 23)}Z`) - ms;
}
