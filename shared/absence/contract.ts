import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, rowId, words } from '../primitives.ts';
import type { Sentence } from '../refusal.ts';

/** Why somebody is away. */
export const ABSENCE_KINDS = ['leave', 'sick', 'business', 'training', 'other'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export const absenceNames: Readonly<Record<AbsenceKind, Sentence>> = {
  leave: { zh: '请假', en: 'Leave' },
  sick: { zh: '病假', en: 'Sick' },
  business: { zh: '外出公干', en: 'Away on business' },
  training: { zh: '学习培训', en: 'Training' },
  other: { zh: '其他', en: 'Other' },
};

const absenceId = { absenceId: rowId };

export const commands = {
  /** 外出报备: somebody will be away from one moment until another, and who stands in. The command's id is its own. */
  'absence.file': z.strictObject({
    personId: rowId,
    kind: z.enum(ABSENCE_KINDS),
    from: instant,
    until: instant,
    words: z.nullable(words(200)),
    standInId: z.nullable(rowId),
  }),
  /** Back sooner, or it came to nothing. */
  'absence.end': z.strictObject({ ...absenceId, reason: words(200) }),
  /** By the clock alone: long over. */
  'absence.archive': z.strictObject({ ...absenceId }),
} as const;

/** Somebody's absence, half open: away from `from`, there again at `until`. */
export interface Absence {
  readonly id: string;
  readonly personId: string;
  readonly kind: AbsenceKind;
  readonly from: string;
  readonly until: string;
  readonly words: string | null;
  readonly standInId: string | null;
  readonly filedAt: string;
  readonly filedBy: By;
  /** When it was ended before its time, and why. */
  readonly endedAt: string | null;
  readonly reason: string | null;
  readonly seq: number;
}
