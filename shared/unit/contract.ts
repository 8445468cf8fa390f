import * as z from 'zod/mini';
import { urgency, type Urgency } from '../kind.ts';
import { point, rowId, whole, words } from '../primitives.ts';

const zone = z.string().check(z.maxLength(60), z.refine(isZone));
const base = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('schematic') }),
  z.strictObject({
    type: z.literal('tiles'),
    url: z.string().check(z.maxLength(500), z.refine(isTileAddress)),
    subdomains: z.nullable(z.string().check(z.maxLength(20), z.regex(/^[a-z0-9]+$/))),
    maxNativeZoom: whole(1, 22),
    coordinateSystem: z.enum(['wgs84', 'gcj02', 'bd09']),
    attribution: words(120),
  }),
]);
/** Which map lies below: the schematic one, or tiles of a provider with its coordinate system. */
export type BaseMap = z.infer<typeof base>;

/** A village as set-up hands it in. */
export const villageSeed = z.strictObject({
  id: rowId,
  code: z.nullable(z.string().check(z.regex(/^\d{12}$/))),
  name: words(20),
  alias: z.nullable(words(20)),
  position: point,
  surveyed: z.boolean(),
});

export const commands = {
  /** By the set-up alone: the unit and its villages. */
  'unit.setUp': z.strictObject({
    name: words(40),
    code: z.nullable(z.string().check(z.regex(/^\d{6,12}$/))),
    zone,
    superior: words(60),
    villages: z.array(villageSeed).check(z.minLength(1), z.maxLength(60)),
  }),
  /** Settings that everybody works by. */
  'unit.change': z.strictObject({
    name: z.optional(words(40)),
    superior: z.optional(words(60)),
    dutyPhone: z.optional(z.nullable(z.string().check(z.regex(/^[0-9+ -]{3,20}$/)))),
    alarmFrom: z.optional(urgency),
    acknowledgeMinutes: z.optional(whole(1, 120)),
    base: z.optional(base),
    retentionDays: z.optional(whole(30, 36_500)),
  }),
} as const;

/** The unit that runs this desk, and the settings that differ from place to place. One row, id `unit`. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  /** The IANA zone its days are counted in. */
  readonly zone: string;
  /** To whom it reports upward. */
  readonly superior: string;
  /** The duty room's own number, an office number and not a person's. */
  readonly dutyPhone: string | null;
  /** A new report at least this urgent sounds until it is acknowledged. */
  readonly alarmFrom: Urgency;
  /** Minutes after which an unacknowledged urgent report is escalated. */
  readonly acknowledgeMinutes: number;
  readonly base: BaseMap;
  /** Days after its archiving when an incident is due for erasure; RETENTION_DAYS until the office has set its own. */
  readonly retentionDays?: number;
  readonly seq: number;
}

/** A proposal (docs/rules.md, "Information that must not be in it"): no law names the days for a township. */
export const RETENTION_DAYS = 365;

/** How long archived incidents are kept before they are due for erasure, in days. */
export function retentionDays(unit: Pick<Unit, 'retentionDays'> | undefined): number {
  return unit?.retentionDays ?? RETENTION_DAYS;
}

/** `https://t{s}.example.cn:8080/{z}/{x}/{y}.png`: a host that can be one, so that pages may be allowed to ask it. */
function isTileAddress(value: string): boolean {
  const parts = /^https?:\/\/([A-Za-z0-9.{}-]+)(?::(\d{1,5}))?\/[^\s"'<>\p{C}]*$/u.exec(value);
  if (!parts?.[1] || Number(parts[2] ?? 0) > 65_535) return false;
  const figures = /^[\d.]+$/.test(parts[1]) ? parts[1].split('.') : ['0', '0', '0', '0'];
  return figures.length === 4 && figures.every((figure) => figure !== '' && Number(figure) <= 255);
}

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
