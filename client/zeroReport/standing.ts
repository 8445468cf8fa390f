import { msOf } from '../../shared/time.ts';
import type { ZeroPlan, ZeroReport, ZeroRound } from '../../shared/zeroReport/contract.ts';
import { nextDue } from '../../shared/zeroReport/plan.ts';
import type { Sentence } from '../ui/language.ts';
import { zeroWords } from './words.ts';

const HOURS_12_MS = 12 * 60 * 60_000;

/** How a village's report stands, for a mark, a list and the phone. */
export type Standing = 'awaited' | 'missing' | 'onTime' | 'late' | 'proxy';

export function standingOf({ filedAt, late, proxy, missedAt }: ZeroReport): Standing {
  if (filedAt === null) return missedAt ? 'missing' : 'awaited';
  if (late !== null) return 'late';
  return proxy ? 'proxy' : 'onTime';
}

/** The words for a lateness, in whole minutes. */
export function lateWords(minutes: number): Sentence {
  return minutes === 0 ? zeroWords.lateNow : zeroWords.late;
}

/** The round a desk looks at: the next one that is open, or else the last that was. */
export function roundNow(rounds: readonly ZeroRound[]): ZeroRound | null {
  const ordered = [...rounds].sort((a, b) => msOf(a.dueAt) - msOf(b.dueAt));
  return ordered.find(({ closedAt }) => closedAt === null) ?? ordered.at(-1) ?? null;
}

/**
 * What a liaison is asked now: the earliest that is not filed, unless it is long past; else the last that was; else
 * what comes next by the plan.
 *
 * @param now milliseconds since 1970 by the book's clock
 */
export function askedNow(
  now: number,
  plan: Pick<ZeroPlan, 'times' | 'extra'> | null,
  mine: readonly ZeroReport[],
  zone: string,
): { dueAt: string; report: ZeroReport | null } | null {
  const near = mine
    .filter(({ dueAt }) => msOf(dueAt) > now - HOURS_12_MS)
    .sort((a, b) => msOf(a.dueAt) - msOf(b.dueAt));
  const report = near.find(({ filedAt }) => filedAt === null) ?? near.at(-1);
  if (report) return { dueAt: report.dueAt, report };
  const dueAt = plan && nextDue(plan, new Date(now).toISOString(), zone);
  return dueAt ? { dueAt, report: null } : null;
}
