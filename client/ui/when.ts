import { ref } from 'vue';
import { language, say, sentences } from './language.ts';

/** Milliseconds since 1970, or an ISO 8601 string with its offset. */
export type Instant = number | string;

/** The IANA zone that every time on the screens is told in. The unit's, not the browser's. */
export const zone = ref('Asia/Shanghai');

/** Sets the zone; one that the browser does not know is refused with `false`, and the old one stays. */
export function setZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  zone.value = name;
  return true;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNKNOWN = '—';

const words = sentences({
  justNow: { zh: '刚刚', en: 'just now' },
  minutesAgo: { zh: '{n} 分前', en: '{n} min ago' },
  hoursAgo: { zh: '{n} 前', en: '{n} h ago' },
  daysAgo: { zh: '{n} 天前', en: '{n} d ago' },
  minutes: { zh: '{n} 分', en: '{n} min' },
  hoursMinutes: { zh: '{h} 小时 {m} 分', en: '{h} h {m} min' },
  hours: { zh: '{h} 小时', en: '{h} h' },
  daysHours: { zh: '{d} 天 {h} 小时', en: '{d} d {h} h' },
  days: { zh: '{d} 天', en: '{d} d' },
  longDay: { zh: '{month}月{day}日 {weekday}', en: '{weekday} {day} {monthName}' },
});

/** `14:36`. */
export function clockTime(instant: Instant): string {
  const p = read(instant);
  return p ? `${p.hour}:${p.minute}` : UNKNOWN;
}

/** `14:36:12`. */
export function clockTimeSeconds(instant: Instant): string {
  const p = read(instant);
  return p ? `${p.hour}:${p.minute}:${p.second}` : UNKNOWN;
}

/** `04-05 14:36`, and `2025-04-05 14:36` when the year is not that of `now`. */
export function dayAndTime(instant: Instant, now: Instant): string {
  const p = read(instant);
  if (!p) return UNKNOWN;
  const year = read(now)?.year === p.year ? '' : `${p.year}-`;
  return `${year}${p.month}-${p.day} ${p.hour}:${p.minute}`;
}

/** The calendar day in the zone, `2026-04-05`: to compare and to group by. */
export function dayOf(instant: Instant): string {
  const p = read(instant);
  return p ? `${p.year}-${p.month}-${p.day}` : UNKNOWN;
}

/** `14:36` on the day of `now`, else with its day: never a time that could be read as today's. */
export function timeOrDay(instant: Instant, now: Instant): string {
  return dayOf(instant) === dayOf(now) ? clockTime(instant) : dayAndTime(instant, now);
}

/** `4月5日 周日` and `Sun 5 Apr`. */
export function longDay(instant: Instant): string {
  const p = read(instant);
  if (!p) return UNKNOWN;
  const names = nameParts(toMs(instant));
  return say(words.longDay, { month: Number(p.month), day: Number(p.day), ...names });
}

/** How long ago, for a number of milliseconds: `刚刚`, `9 分前`, `1:31 前`, `3 天前`. A future one is just now. */
export function age(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  if (ms < MINUTE) return say(words.justNow);
  if (ms < HOUR) return say(words.minutesAgo, { n: Math.floor(ms / MINUTE) });
  if (ms < 2 * DAY) return say(words.hoursAgo, { n: hoursAndMinutes(ms) });
  return say(words.daysAgo, { n: Math.floor(ms / DAY) });
}

/** A length of time in a narrow place: `9 分`, `1:31`, `27:05`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const span = Math.max(0, ms);
  return span < HOUR ? say(words.minutes, { n: Math.floor(span / MINUTE) }) : hoursAndMinutes(span);
}

/** A length of time in a sentence: `9 分`, `17 小时 54 分`, `1 天 5 小时`. */
export function longDuration(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const span = Math.max(0, ms);
  const d = Math.floor(span / DAY);
  const h = Math.floor((span % DAY) / HOUR);
  const m = Math.floor((span % HOUR) / MINUTE);
  if (d > 0) return say(h > 0 ? words.daysHours : words.days, { d, h });
  if (h > 0) return say(m > 0 ? words.hoursMinutes : words.hours, { h, m });
  return say(words.minutes, { n: m });
}

/** A running count, to the second: `0:48`, `12:41`, `1:02:03`. */
export function stopwatch(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const span = Math.max(0, ms);
  const seconds = two(Math.floor((span % MINUTE) / SECOND));
  const minutes = Math.floor((span % HOUR) / MINUTE);
  return span < HOUR ? `${minutes}:${seconds}` : `${Math.floor(span / HOUR)}:${two(minutes)}:${seconds}`;
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

/** Formats are slow to build and fast to use: one per zone and purpose. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone.value} ${options.second ?? options.weekday}`;
  let kept = formats.get(key);
  if (!kept) formats.set(key, (kept = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone.value })));
  return kept;
}

function read(instant: Instant): Parts | null {
  const ms = toMs(instant);
  if (!Number.isFinite(ms)) return null;
  const whole = format('en-US', {
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts: Record<string, string> = {};
  for (const part of whole.formatToParts(ms)) parts[part.type] = part.value;
  return parts as Parts;
}

function nameParts(ms: number): { weekday: string; monthName: string } {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-US';
  const parts = format(locale, { weekday: 'short', month: 'short' }).formatToParts(ms);
  const named = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { weekday: named('weekday'), monthName: named('month') };
}

function toMs(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

function hoursAndMinutes(ms: number): string {
  return `${Math.floor(ms / HOUR)}:${two(Math.floor((ms % HOUR) / MINUTE))}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
