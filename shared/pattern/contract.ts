import * as z from 'zod/mini';
import { DAY_TYPES, type DayType } from '../calendar/contract.ts';
import { isDay } from '../calendar/day.ts';
import { rowId, whole, words } from '../primitives.ts';
import type { Sentence } from '../refusal.ts';

/** The posts of a shift, leader first: 带班领导, 主班, 副班, 驾驶员. docs/rules.md, "Duty". */
export const POSTS = ['leader', 'primary', 'second', 'driver'] as const;
export type Post = (typeof POSTS)[number];

export const postNames: Readonly<Record<Post, Sentence>> = {
  leader: { zh: '带班领导', en: 'Leader' },
  primary: { zh: '主班', en: 'Primary' },
  second: { zh: '副班', en: 'Second' },
  driver: { zh: '驾驶员', en: 'Driver' },
};

/** What a shift counts as, in a person's burden and in statistics. */
export const SHIFT_KINDS = ['d24', 'day', 'night', 'noon', 'special'] as const;
export type ShiftKind = (typeof SHIFT_KINDS)[number];

/** A day of any year, `06-15`. 29 February may be one. */
const dayOfYear = z.string().check(
  z.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  z.refine((text) => isDay(`2024-${text}`)),
);

const pattern = z.strictObject({
  id: rowId,
  name: z.strictObject({ zh: words(12), en: words(24) }),
  kind: z.enum(SHIFT_KINDS),
  /** The main line is the duty room itself and leaves no minute out; extra desks come on top of it. */
  line: z.enum(['main', 'extra']),
  /** Minutes after midnight, by the unit's clock. */
  startMinute: whole(0, 1439),
  minutes: whole(15, 1440),
  /** On which days it begins. */
  on: z.array(z.enum(DAY_TYPES)).check(z.minLength(1), z.maxLength(4)),
  /** Only within these days of a year, both counted; it may run over New Year. Null: all the year. */
  season: z.nullable(z.strictObject({ from: dayOfYear, until: dayOfYear })),
  needed: z.array(z.enum(POSTS)).check(z.minLength(1), z.maxLength(4)),
  optional: z.array(z.enum(POSTS)).check(z.maxLength(3)),
});

export const commands = {
  /** All patterns at once: so it can be seen at once that no minute of any day is left out. */
  'pattern.arrange': z.strictObject({ patterns: z.array(pattern).check(z.minLength(1), z.maxLength(16)) }),
} as const;

/** A kind of shift: when it begins, on which days, how long it is, and which posts it has. */
export interface Pattern {
  readonly id: string;
  readonly name: Sentence;
  readonly kind: ShiftKind;
  readonly line: 'main' | 'extra';
  readonly startMinute: number;
  readonly minutes: number;
  readonly on: readonly DayType[];
  readonly season: { readonly from: string; readonly until: string } | null;
  readonly needed: readonly Post[];
  readonly optional: readonly Post[];
  /** Its place in the office's own list. */
  readonly order: number;
  /** No longer in use; shifts that were made by it stay. */
  readonly retired: boolean;
  readonly seq: number;
}
