import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { POSTS, type Post } from '../pattern/contract.ts';
import { rowId, words } from '../primitives.ts';

const substitutionId = { substitutionId: rowId };
const place = { shiftId: rowId, post: z.enum(POSTS) };

export const commands = {
  /** 代班: somebody else is to take this post of a shift. The command's id is the request's. */
  'substitution.ask': z.strictObject({ ...place, personId: rowId, reason: words(200) }),
  /** 串班: two exchange their posts in two shifts. */
  'substitution.askSwap': z.strictObject({
    ...place,
    otherShiftId: rowId,
    otherPost: z.enum(POSTS),
    reason: words(200),
  }),
  /** The one who is asked says yes; `onBehalf` are his words when the desk writes down what he said by telephone. */
  'substitution.consent': z.strictObject({ ...substitutionId, onBehalf: z.nullable(words(200)) }),
  /** The leader's consent: now it holds, and the duty office has it on file. */
  'substitution.approve': z.strictObject({ ...substitutionId }),
  /** The one who is asked, or the leader, says no; or whoever asked takes it back. */
  'substitution.decline': z.strictObject({ ...substitutionId, reason: words(200) }),
  /** Somebody whose shift changed has seen it. */
  'substitution.note': z.strictObject({ ...substitutionId }),
  /** By the clock alone: its shift is over without consent, or it is long over itself. */
  'substitution.lapse': z.strictObject({ ...substitutionId }),
  'substitution.archive': z.strictObject({ ...substitutionId }),
} as const;

/** asked → consented → approved; or declined; or lapsed, when the shift was over before both had agreed. */
export const SUBSTITUTION_STATES = ['asked', 'consented', 'approved', 'declined', 'lapsed'] as const;
export type SubstitutionState = (typeof SUBSTITUTION_STATES)[number];

/** One post of one shift that passes from somebody to somebody else. */
export interface Move {
  readonly shiftId: string;
  readonly post: Post;
  readonly fromId: string | null;
  readonly toId: string | null;
  /** From when on, once it holds: the shift's start, or the moment it was approved in its course. */
  readonly effectiveAt: string | null;
}

/** Who said yes, and his words when somebody else wrote them down. */
export interface Consent {
  readonly by: By;
  readonly at: string;
  readonly onBehalf: string | null;
}

/** A swap (two moves), a substitution (one), or a leader's order (one, of state approved from the start). */
export interface Substitution {
  readonly id: string;
  readonly kind: 'swap' | 'substitute' | 'order';
  readonly state: SubstitutionState;
  readonly moves: readonly Move[];
  readonly reason: string;
  readonly askedAt: string;
  readonly askedBy: By;
  readonly consent: Consent | null;
  readonly approval: Consent | null;
  /** Why it was declined. */
  readonly refusal: string | null;
  readonly endedAt: string | null;
  /** Which of the people concerned have seen it, by the id of the person. */
  readonly noted: Readonly<Record<string, string>>;
  /** The entry in which it came to hold; 0 before. */
  readonly madeSeq: number;
  readonly seq: number;
}
