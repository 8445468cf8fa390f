import { weekdayOf, type Day, type Month } from '../../shared/days.ts';
import { isoIn, msOf } from '../../shared/time.ts';
import { language } from '../ui/language.ts';
import { zone } from '../ui/when.ts';

const NAMES = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** 六, Sat: of a calendar day. */
export function weekdayName(day: Day): string {
  return NAMES[language.value][weekdayOf(day)] ?? '';
}

/** 2026年4月, Apr 2026: of a month, in the language of the screen and not of the browser. */
export function monthName(month: Month): string {
  const [year = '', number = ''] = month.split('-');
  if (language.value === 'zh') return `${year}年${Number(number)}月`;
  const form = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return form.format(Date.parse(`${month}-01`));
}

/** `04-05` of a calendar day. */
export function shortDay(day: Day): string {
  return day.slice(5);
}

/** `08:30` of minutes after midnight. */
export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** Minutes after midnight of `8:30` or `08:30`; null for anything else. */
export function minutesOf(typed: string): number | null {
  const found = /^(\d{1,2})[:：](\d{2})$/.exec(typed.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** `2026-04-05 08:30` of an instant, on the unit's clock. */
export function stamp(instant: string): string {
  return isoIn(msOf(instant), zone.value).slice(0, 16).replace('T', ' ');
}

/** The opposite, of a date-and-time field's text; null for an unfinished one. */
export function instantOfField(typed: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(typed);
  if (!found) return null;
  const near = Date.parse(`${found[1]}T${found[2]}:00Z`);
  const offset = Date.parse(`${isoIn(near, zone.value).slice(0, 23)}Z`) - near;
  return isoIn(near - offset, zone.value);
}

/** An instant as a date-and-time field takes it. */
export function fieldOf(instant: string): string {
  return isoIn(msOf(instant), zone.value).slice(0, 16);
}
