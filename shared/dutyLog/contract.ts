import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, rowId, words } from '../primitives.ts';
import type { Sentence } from '../refusal.ts';

/** What a line by hand is about. `nothing` is 本班无异常情况: an entry that somebody makes. docs/rules.md, "Duty log". */
export const LOG_KINDS = [
  'note',
  'patrol',
  'nothing',
  'weather',
  'equipment',
  'instruction',
  'document',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export const logKindNames: Readonly<Record<LogKind, Sentence>> = {
  note: { zh: '记事', en: 'Note' },
  patrol: { zh: '巡查', en: 'Patrol' },
  nothing: { zh: '无异常', en: 'Nothing unusual' },
  weather: { zh: '天气', en: 'Weather' },
  equipment: { zh: '设备', en: 'Equipment' },
  instruction: { zh: '领导指示', en: 'Leader’s order' },
  document: { zh: '来文', en: 'Paper received' },
};

const dutyLogId = { dutyLogId: rowId };

export const commands = {
  /** A line by hand; its id is the command's. `observedAt` is when it was, null: now. */
  'dutyLog.addLine': z.strictObject({
    what: z.enum(LOG_KINDS),
    words: words(1000),
    observedAt: z.nullable(instant),
  }),
  /** The line as it should be, and why: the wrong one is struck through and kept. */
  'dutyLog.correctLine': z.strictObject({ ...dutyLogId, words: words(1000), reason: words(500) }),
  /** By the clock alone: a line of long ago. */
  'dutyLog.archive': z.strictObject({ ...dutyLogId }),
} as const;

/** A line that somebody wrote into the duty log; what the log fills itself with is in `compile.ts`. */
export interface DutyLogLine {
  readonly id: string;
  readonly what: LogKind;
  readonly words: string;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly by: By;
  /** The duty room's shift that was on then; null: nobody was on duty. */
  readonly shiftId: string | null;
  /** Why it replaces another. */
  readonly reason: string | null;
  /** The line that replaces this one. */
  readonly correctedBy: string | null;
  readonly seq: number;
}
