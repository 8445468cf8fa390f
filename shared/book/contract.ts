import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, rowId, words } from '../primitives.ts';

/** The book every installation has: what really happens. */
export const REAL = 'real';
/** An exercise's book is named `ex-<command id>`. */
export const BOOK = /^(real|ex-[0-9a-f-]{36})$/;

export const commands = {
  /** The real book's first entry. */
  'book.open': z.strictObject({}),
  /**
   * An exercise or a demonstration: a book of its own on the same ground, with a clock that starts where one likes
   * and runs up to 600 times as fast.
   */
  'book.openExercise': z.strictObject({
    kind: z.enum(['exercise', 'demonstration']),
    title: words(60),
    startsAt: instant.check(z.regex(/^(19[7-9]|20|21)\d/)),
    speed: z.number().check(z.gte(0.1), z.lte(600)),
  }),
  'book.close': z.strictObject({}),
  /** The first entry after a backup was restored: when that was begun, and in which life of the store. */
  'book.noteRestore': z.strictObject({ takenAt: instant, epoch: rowId }),
} as const;

/** What this book is. One row, id `book`. */
export interface BookRow {
  readonly id: string;
  readonly kind: 'real' | 'exercise' | 'demonstration';
  readonly title: string | null;
  /** The book's own time at its first entry, and how many of its seconds pass in a real one. */
  readonly clock: { readonly startsAt: string; readonly realStart: string; readonly speed: number } | null;
  readonly openedAt: string;
  readonly openedBy: By;
  readonly closedAt: string | null;
  /**
   * The last restore of a backup, absent where there was none. What had been acknowledged in that `epoch` after entry
   * `upTo` was lost by it, and is offered anew by whoever gave it.
   */
  readonly restored?: {
    readonly upTo: number;
    readonly epoch: string;
    readonly takenAt: string;
    readonly at: string;
  };
  readonly seq: number;
}
