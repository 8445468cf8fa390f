import * as z from 'zod/mini';
import type { By } from '../entry.ts';
import { instant, rowId, whole, words } from '../primitives.ts';

/** How the desk heard what it files for a village. */
export const PROXY_CHANNELS = ['phone', 'mobile', 'radio', 'wechat', 'video', 'visit'] as const;
export type ProxyChannel = (typeof PROXY_CHANNELS)[number];

/** `17:00`, on the clock of the unit's zone. */
const clockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** A round's id is its day and minute; a report's has its village behind, which may be as long as an id can be. */
const roundId = { roundId: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}-\d{4}$/)) };
const zeroReportId = {
  zeroReportId: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}-\d{4}-[a-z0-9][a-z0-9-]{0,63}$/)),
};
const said = z.nullable(words(500));

export const commands = {
  /** When the villages report every day, and how long before the desk reminds; no times: only when demanded. */
  'zeroReport.plan': z.strictObject({
    times: z.array(clockTime).check(z.maxLength(6)),
    remindMinutes: whole(0, 120),
  }),
  /** More often for a while, because a warning or an incident says so; counted from the minute of the demand. */
  'zeroReport.demand': z.strictObject({
    everyMinutes: whole(30, 720),
    until: instant,
    reason: words(200),
  }),
  'zeroReport.endDemand': z.strictObject({ reason: words(200) }),
  /**
   * A village reports for a due time. Null words are 无异常. `observedAt` is when it was written, a claim of the
   * phone's clock; it is judged by when it is received. The desk files for a village with a reason and what was said.
   */
  'zeroReport.file': z.strictObject({
    villageId: rowId,
    dueAt: instant,
    words: said,
    safe: z.boolean(),
    observedAt: z.nullable(instant),
    proxy: z.nullable(
      z.strictObject({ reason: words(200), channel: z.enum(PROXY_CHANNELS), words: words(500) }),
    ),
  }),
  /** What was filed was wrong: the journal keeps both. */
  'zeroReport.correct': z.strictObject({
    ...zeroReportId,
    reason: words(200),
    words: said,
    safe: z.boolean(),
  }),
  /** What a person says to a late or missing report: no signal, called and all well. It excuses nothing by itself. */
  'zeroReport.note': z.strictObject({ ...zeroReportId, words: words(200) }),
  /** By the clock alone: the reports of a due time come into being. */
  'zeroReport.open': z.strictObject({ dueAt: instant }),
  /** By the clock alone: whoever has not filed is reminded. */
  'zeroReport.remind': z.strictObject({ ...roundId }),
  /** By the clock alone, at the due time: who has not filed. */
  'zeroReport.noteMissing': z.strictObject({ ...roundId }),
  /** By the clock alone: long past. */
  'zeroReport.archive': z.strictObject({ ...roundId }),
} as const;

/** More often than every day, until a moment. */
export interface Demand {
  readonly everyMinutes: number;
  /** The minute from which it is counted. */
  readonly since: string;
  readonly until: string;
  readonly reason: string;
  readonly by: By;
}

/** When the villages report. One row, id `plan`; without it nobody is asked. */
export interface ZeroPlan {
  readonly id: string;
  /** `17:00`, in order. */
  readonly times: readonly string[];
  readonly remindMinutes: number;
  readonly extra: Demand | null;
  /** Due times up to this moment are dealt with; the clock opens the next one after it. */
  readonly countedTo: string;
  readonly changedAt: string;
  readonly changedBy: By;
  readonly seq: number;
}

/** One due time for all villages. Its id is day and minute, `2026-04-05-1700`. */
export interface ZeroRound {
  readonly id: string;
  readonly dueAt: string;
  readonly openedAt: string;
  /** When the desk reminds; null when there is no time for it. */
  readonly remindAt: string | null;
  readonly remindedAt: string | null;
  /** When it was noted who had not filed; later ones are late. */
  readonly closedAt: string | null;
  /** The villages that were asked. */
  readonly villageIds: readonly string[];
  /** Why it was asked beside the daily ones. */
  readonly reason: string | null;
  readonly seq: number;
}

/** One village's report for one due time. Its id is the round's with the village's behind. */
export interface ZeroReport {
  readonly id: string;
  readonly roundId: string;
  readonly villageId: string;
  readonly dueAt: string;
  readonly remindedAt: string | null;
  /** Not there at the due time. Neither omitted nor concealed (漏报, 瞒报): that only a person may decide. */
  readonly missedAt: string | null;
  /** When it was received: what it is judged by. */
  readonly filedAt: string | null;
  readonly by: By | null;
  /** When it was written, by the phone. */
  readonly observedAt: string | null;
  /** Null is 无异常. */
  readonly words: string | null;
  /** Whether everybody is well. */
  readonly safe: boolean;
  readonly proxy: { readonly reason: string; readonly channel: ProxyChannel; readonly words: string } | null;
  /** Whole minutes after the due time, 0 within the first; null on time. */
  readonly late: number | null;
  /** Late, and by its own clock written in time: the phone had no signal. */
  readonly offline: boolean;
  /** The phone's clock cannot be right. */
  readonly doubtful: boolean;
  readonly note: { readonly words: string; readonly by: By; readonly at: string } | null;
  readonly corrections: number;
  readonly correction: { readonly reason: string; readonly by: By; readonly at: string } | null;
  readonly seq: number;
}
