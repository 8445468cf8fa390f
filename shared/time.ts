/** Milliseconds since 1970 of an instant that a contract has let in. */
export function msOf(instant: string): number {
  return Date.parse(instant);
}

/**
 * An instant as ISO 8601 with the offset that holds in a zone at that moment, e.g.
 * `2026-04-05T13:28:00.000+08:00`. The journal keeps instants this way: sortable by eye, never ambiguous.
 *
 * @param ms milliseconds since 1970
 * @param zone an IANA zone, e.g. `Asia/Shanghai`
 */
export function isoIn(ms: number, zone: string): string {
  const offset = offsetMinutes(ms, zone);
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
  const sign = offset < 0 ? '-' : '+';
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offset);
  return `${local}${sign}${two(size / 60)}:${two(size % 60)}`;
}

/** The year of an instant in a zone, for numbers that start anew each year. */
export function yearIn(instant: string, zone: string): number {
  return Number(isoIn(msOf(instant), zone).slice(0, 4));
}

/** The later of two instants, by time and not by spelling. */
export function later(a: string, b: string): string {
  return msOf(a) >= msOf(b) ? a : b;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/**
 * The minute that was asked for last and the offset that holds in it: most instants are of the same minute. Before 1912
 * some zones changed theirs within one.
 */
const latest = new Map<string, { minute: number; offset: number }>();

function offsetMinutes(ms: number, zone: string): number {
  const minute = Math.floor(ms / 60_000);
  const known = latest.get(zone);
  if (known?.minute === minute) return known.offset;
  const offset = offsetAt(ms, zone);
  latest.set(zone, { minute, offset });
  return offset;
}

function offsetAt(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const local = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day,
    part.hour,
    part.minute,
    part.second,
  );
  return Math.round((local - Math.floor(ms / 1000) * 1000) / 60_000);
}
