import { isoIn, msOf } from './time.ts';

/**
 * Calendar days as `2026-04-05` and months as `2026-04`, always of the unit's zone. They compare as text. Minutes are
 * counted from midnight on the clock of that zone.
 */
export type Day = string;
export type Month = string;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The day on which an instant lies in a zone. */
export function dayOf(instant: string, zone: string): Day {
  return isoIn(msOf(instant), zone).slice(0, 10);
}

/** A day so many days later; earlier with a negative count. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.parse(day)).getUTCDay();
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** A month so many months later. */
export function addMonths(month: Month, count: number): Month {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The days of a month, in order. */
export function daysOf(month: Month): Day[] {
  const days: Day[] = [];
  for (let day = `${month}-01`; monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The days from one to another, both counted. */
export function daysBetween(from: Day, until: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * The instant at which a clock in the zone shows so many minutes after a day's midnight, with its offset. Where the
 * clock jumps over that minute it is the moment of the jump, of a minute that comes twice the first: so a later minute
 * is never an earlier instant, and shifts that follow each other on the clock follow each other in time.
 */
export function instantAt(day: Day, minutes: number, zone: string): string {
  const local = Date.parse(day) + minutes * MINUTE_MS;
  const offsets = [local - DAY_MS, local + DAY_MS].map((ms) => offsetMs(ms, zone));
  const fitting = offsets.map((offset) => local - offset).filter((ms) => ms + offsetMs(ms, zone) === local);
  const [early, late] = offsets.map((offset) => local - offset).sort((a, b) => a - b) as [number, number];
  return isoIn(fitting.length > 0 ? Math.min(...fitting) : jumpBetween(early, late, zone), zone);
}

/** The first millisecond of the offset that holds at `late`, when another one holds at `early`. */
function jumpBetween(early: number, late: number, zone: string): number {
  const after = offsetMs(late, zone);
  let [low, high] = [early, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

function offsetMs(ms: number, zone: string): number {
  return Date.parse(`${isoIn(ms, zone).slice(0, 23)}Z`) - ms;
}
