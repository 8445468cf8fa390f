import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import type { Post } from '../pattern/contract.ts';
import { rowId, words } from '../primitives.ts';

/** 到岗, 在岗签到, 零时巡查, 离岗. */
export const SIGNS = ['arrive', 'onPost', 'patrol', 'leave'] as const;
export type Sign = (typeof SIGNS)[number];

const whose = { shiftId: rowId, personId: rowId };

export const commands = {
  /** By the person himself; `onBehalf` are the words why the desk does it for him. */
  'attendance.signIn': z.strictObject({ ...whose, kind: z.enum(SIGNS), onBehalf: z.nullable(words(200)) }),
  /** 知道了: what was done about somebody who had not come. */
  'attendance.acknowledgeMissing': z.strictObject({ attendanceId: rowId, words: words(200) }),
  /** By the clock alone: somebody who should be at a post has not signed in. */
  'attendance.noteMissing': z.strictObject(whose),
  /** By the clock alone: a shift's rows, long after it. */
  'attendance.archive': z.strictObject({ shiftId: rowId }),
} as const;

/** How an arrival was: in time; in time but not the minutes before that the office wants; late. */
export type Mark = 'onTime' | 'short' | 'late';

/** One sign of one person in one shift, or that there was none when there should have been (`missing`). */
export interface Attendance {
  readonly id: string;
  readonly shiftId: string;
  readonly personId: string;
  /** The post he held then; null when he had handed it on already. */
  readonly post: Post | null;
  readonly kind: Sign | 'missing';
  readonly at: string;
  readonly by: By;
  /** Of an arrival: whole minutes before the start, or begun minutes after it. Null: he was put there in its course. */
  readonly early: number | null;
  readonly late: number | null;
  readonly mark: Mark | null;
  /** Why somebody else signed for him. */
  readonly onBehalf: string | null;
  /** Of one who was missing: who has taken note of it, and what he did. */
  readonly handled: { readonly by: By; readonly at: string; readonly words: string } | null;
  /** When the shift ends, which may leave the World before this row does. */
  readonly endsAt: string;
  readonly seq: number;
}
