import * as z from 'zod/mini';
import { month } from '../calendar/contract.ts';
import type { By } from '../entry.ts';
import { words } from '../primitives.ts';

const named = { month };

export const commands = {
  /** 签发: from now on the month holds, and everybody concerned is told. Refused while a hard rule is broken. */
  'roster.publish': z.strictObject({ ...named, note: z.nullable(words(300)) }),
  /** By the clock alone: a month that is long over goes to the records. */
  'roster.archive': z.strictObject({ ...named }),
} as const;

/** A month that was published. Its id is the month, `2026-04`; a month without a row is still being made. */
export interface Roster {
  readonly id: string;
  readonly publishedAt: string;
  /** 签发人. */
  readonly publishedBy: By;
  /** Printed at the foot. */
  readonly note: string | null;
  readonly seq: number;
}
