import { addDays, daysBetween, monthOf, weekdayOf, type Day } from '../../../shared/days.ts';
import { isDay } from '../../../shared/calendar/day.ts';
import type { Cell } from '../sheet/task.ts';
import { plain } from './plain.ts';

/** What a cell of the column of dates says. */
export interface DaysRead {
  /** In order; more than one when the cell is a span, as of a holiday. */
  readonly days: readonly Day[];
  /** 0 is Sunday; null when the cell does not say. */
  readonly weekday: number | null;
  /** What is left: 白班, 清明节. */
  readonly rest: string;
}

/**
 * The days of a cell, however an office writes them: a date, a serial number, a day of the month, 4月5日, 4.5, 4/5, 5号, a
 * span 4日-6日. The year, where it is missing, is the one that lies nearest to the month. Null when it is no day.
 *
 * @param month that the table is of
 * @param before the day of the row above; it tells 4.1 from 4.10
 */
export function daysIn(cell: Cell | undefined, month: string, before: Day | null): DaysRead | null {
  if (typeof cell === 'number') return only(numbered(cell, month, before), null, '');
  const text = plain(cell);
  if (text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return only(numbered(Number(text), month, before), null, '');
  const first = dateAt(text, month);
  if (!first) return null;
  const after = text.slice(first.length);
  const span = /^\s*[-—–~至到]+\s*/.exec(after);
  const last = span ? dateAt(after.slice(span[0].length), monthOf(first.day ?? `${month}-01`)) : null;
  const rest = last && span ? after.slice(span[0].length + last.length) : after;
  const days = spanOf(first.day, last?.day ?? null);
  return { days, weekday: weekdayIn(rest), rest: rest.replace(WEEKDAY, '').replace(/[()\s,:、]/g, '') };
}

/** The weekday that a text names; 0 is Sunday. */
export function weekdayIn(text: string): number | null {
  const mark = WEEKDAY.exec(text)?.[1] ?? /^[一二三四五六日天]$/.exec(text)?.[0];
  return mark === undefined ? null : '日一二三四五六'.indexOf(mark === '天' ? '日' : mark);
}

const WEEKDAY = /(?:星期|礼拜|周)([一二三四五六日天])/;

function only(day: Day | null, weekday: number | null, rest: string): DaysRead | null {
  return day === null ? null : { days: [day], weekday, rest };
}

/** What an Excel date counts from; 60 is a 29 February 1900 that never was, long before any roster. */
const SERIAL_ZERO = '1899-12-30';

function numbered(value: number, month: string, before: Day | null): Day | null {
  if (Number.isInteger(value)) {
    if (value >= 1 && value <= 31) return real(`${month}-${two(value)}`);
    if (value > 36_000 && value < 80_000) return addDays(SERIAL_ZERO, value);
    const text = String(value);
    return text.length === 8 ? real(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) : null;
  }
  if (value > 36_000) return addDays(SERIAL_ZERO, Math.floor(value)); // with an hour
  const [monthOfYear, digits] = String(value).split('.') as [string, string];
  if (digits.length > 2) return null;
  const likely = [digits, `${digits}0`].map((d) => near(month, Number(monthOfYear), Number(d)));
  const next = before === null ? null : addDays(before, 1);
  return likely.find((day) => day !== null && (day === next || day === before)) ?? likely[0] ?? null;
}

/** A date at the beginning of a text, with how many characters it takes. The day is null when there is no such day. */
function dateAt(text: string, month: string): { day: Day | null; length: number } | null {
  const full = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/.exec(text);
  if (full) {
    const [all, year, m, d] = full as unknown as [string, string, string, string];
    return { day: real(`${year}-${two(Number(m))}-${two(Number(d))}`), length: all.length };
  }
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/.exec(text);
  if (short) return { day: near(month, Number(short[1]), Number(short[2])), length: short[0].length };
  const alone = /^(\d{1,2})\s*(?:[日号]|(?=[\s(]|$))/.exec(text);
  return alone ? { day: real(`${month}-${two(Number(alone[1]))}`), length: alone[0].length } : null;
}

/** The day in the year that lies nearest to the month: a table of January may begin with 31 December. */
function near(month: string, monthOfYear: number, d: number): Day | null {
  const [year, own] = month.split('-').map(Number) as [number, number];
  const shift = monthOfYear - own > 6 ? -1 : monthOfYear - own < -6 ? 1 : 0;
  return real(`${year + shift}-${two(monthOfYear)}-${two(d)}`);
}

const LONGEST_SPAN = 16;

function spanOf(first: Day | null, last: Day | null): Day[] {
  if (first === null) return [];
  if (last === null || last <= first) return [first];
  return daysBetween(first, last).slice(0, LONGEST_SPAN);
}

function real(text: string): Day | null {
  return isDay(text) ? text : null;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Whether a weekday that is written beside a day is another than it has. */
export function isOtherWeekday(day: Day, weekday: number | null): boolean {
  return weekday !== null && weekdayOf(day) !== weekday;
}
