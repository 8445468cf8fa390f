import { isDay } from '../../../shared/calendar/day.ts';
import type { SpecialDay } from '../../../shared/calendar/contract.ts';

/** One day of a year's arrangement as the command takes it. */
export interface NamedDay extends SpecialDay {
  readonly day: string;
}

/** A year's days as people paste them: `2027-01-01 休 元旦`, `2027-01-04 班 元旦`; in the order of days. */
export function writeDays(days: Readonly<Record<string, SpecialDay>>): string {
  return Object.entries(days)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { type, name }]) => `${day} ${type === 'holiday' ? '休' : '班'} ${name}`)
    .join('\n');
}

/** Reads such lines; of the first that cannot be read its number (from 1) and text. */
export function readDays(text: string): readonly NamedDay[] | { readonly n: number; readonly line: string } {
  const days: NamedDay[] = [];
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(休|班|off|worked)\s*(\S.*)$/.exec(
      line.trim(),
    );
    const day = found ? [found[1], two(found[2]), two(found[3])].join('-') : '';
    if (!found || !isDay(day)) return { n: n + 1, line: line.trim().slice(0, 30) };
    const type = found[4] === '休' || found[4] === 'off' ? 'holiday' : 'makeup';
    days.push({ day, type, name: (found[5] ?? '').trim() });
  }
  return days;
}

function two(text = ''): string {
  return text.padStart(2, '0');
}
