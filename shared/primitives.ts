import * as z from 'zod/mini';

z.config({ jitless: true });

/**
 * The pieces every contract is made of. All objects are strict and all strings bounded: what a contract does not
 * name does not come in. Sizes are in characters.
 */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ROW_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A command's id, made by the client; also the id of the row that the command creates. */
export const uuid = z.string().check(z.regex(UUID));

/** The id of a row: a UUID, a village's division code, or a short word. */
export const rowId = z.string().check(z.regex(ROW_ID));

/** An instant in ISO 8601 with its offset from UTC; never a local time without one. */
export const instant = z.string().check(z.maxLength(35), z.regex(INSTANT), z.refine(isInstant));

/** Words a person wrote: at least one character that is not white space, at most `max`. */
export const words = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((value) => value.trim().length > 0),
    z.refine(printable),
  );

/** A position in WGS-84 degrees. */
export const point = z.strictObject({
  lat: z.number().check(z.gte(-90), z.lte(90)),
  lng: z.number().check(z.gte(-180), z.lte(180)),
});

/** A whole number from `low` to `high`. */
export const whole = (low: number, high: number) =>
  z.number().check(z.multipleOf(1), z.gte(low), z.lte(high));

/**
 * Where something is: a point with how it was found, or a village alone. `accuracy` is the radius in metres that a
 * satellite fix gave; `detail` are words such as "3组 东侧".
 */
export const place = z.strictObject({
  villageId: z.nullable(rowId),
  point: z.nullable(point),
  source: z.enum(['gps', 'map', 'village']),
  accuracy: z.nullable(z.number().check(z.gte(0), z.lte(100_000))),
  detail: z.nullable(words(120)),
});
export type Place = z.infer<typeof place>;

/** People harmed or moved, as far as known; a null figure is not known, a zero is known to be none. */
export const casualties = z.strictObject({
  dead: z.nullable(whole(0, 100_000)),
  missing: z.nullable(whole(0, 100_000)),
  severe: z.nullable(whole(0, 100_000)),
  minor: z.nullable(whole(0, 100_000)),
  trapped: z.nullable(whole(0, 100_000)),
  evacuated: z.nullable(whole(0, 1_000_000)),
});
export type Casualties = z.infer<typeof casualties>;

/** A day that there is, at an hour that there is: `2026-02-30` and `24:00` are none. */
function isInstant(value: string): boolean {
  if (Number.isNaN(Date.parse(value))) return false;
  const [year, month, day, hour] = value.split(/[-T:]/).map(Number) as [number, number, number, number];
  return hour < 24 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** No control characters but line break and tab, no half of a surrogate pair. */
function printable(value: string): boolean {
  for (let n = 0; n < value.length; n += 1) {
    const code = value.charCodeAt(n);
    if ((code < 32 && code !== 9 && code !== 10) || code === 127) return false;
    if (code >= 0xd800 && code <= 0xdbff) {
      const next = value.charCodeAt(n + 1);
      if (!(next >= 0xdc00 && next <= 0xdfff)) return false;
      n += 1;
    } else if (code >= 0xdc00 && code <= 0xdfff) return false;
  }
  return true;
}
