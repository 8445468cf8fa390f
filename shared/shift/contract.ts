import * as z from 'zod/mini';
import { day } from '../calendar/contract.ts';
import type { Day } from '../days.ts';
import type { By } from '../entry.ts';
import { POSTS, type Post, type ShiftKind } from '../pattern/contract.ts';
import { rowId, words } from '../primitives.ts';

const holder = z.nullable(rowId);
const posts = z.strictObject({
  leader: z.optional(holder),
  primary: z.optional(holder),
  second: z.optional(holder),
  driver: z.optional(holder),
});
const shiftId = { shiftId: rowId };

export const commands = {
  /** Puts somebody in a post of a month that is not published, or empties it. `was` is who was seen there. */
  'shift.assign': z.strictObject({
    day,
    patternId: rowId,
    post: z.enum(POSTS),
    personId: holder,
    was: holder,
  }),
  /** Many at once, all or none: a proposal, last month's, an office's own table, or one of these undone. */
  'shift.fill': z.strictObject({
    how: z.enum(['generated', 'copied', 'imported', 'pasted', 'undone']),
    shifts: z
      .array(z.strictObject({ day, patternId: rowId, posts, was: posts }))
      .check(z.minLength(1), z.maxLength(400)),
  }),
  /** A leader puts somebody else in a post of a published shift that is not over: from now on, with the reason. */
  'shift.amend': z.strictObject({
    ...shiftId,
    post: z.enum(POSTS),
    personId: holder,
    was: holder,
    reason: words(200),
  }),
} as const;

/** Who holds each post, by the id of the person; null or absent: nobody. */
export type Posts = { readonly [P in Post]?: string | null };

/** One shift of the roster, half open: from `startsAt`, over at `endsAt`. Its id is made of pattern and day. */
export interface Shift {
  readonly id: string;
  readonly patternId: string;
  readonly kind: ShiftKind;
  readonly line: 'main' | 'extra';
  /** The day on which it begins, in the unit's zone. */
  readonly day: Day;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly posts: Posts;
  readonly published: boolean;
  /** Who was to be there when the month was published, if somebody else is now. */
  readonly original: Posts | null;
  /** Who changed a post last. */
  readonly changedBy: By;
  readonly seq: number;
}

/** `d24-2026-04-05`. */
export function shiftIdOf(patternId: string, onDay: Day): string {
  return `${patternId}-${onDay}`;
}
