import { dayOf, monthOf, type Month } from '../days.ts';
import { msOf } from '../time.ts';
import { RESULTS, type Result, type RollCallAnswer } from './contract.ts';
import { FAILURES } from './defaults.ts';

/** What the summary needs of an answer: of the World, or of the records for a month that is past. */
export type Counted = Pick<RollCallAnswer, 'target' | 'calledAt' | 'result' | 'seconds' | 'awayMinutes'>;

/** One target's month. */
export interface Summary {
  readonly target: string;
  readonly called: number;
  readonly results: Readonly<Record<Exclude<Result, 'waiting'>, number>>;
  /** The median of the seconds until an answer; null when nobody counted any. */
  readonly medianSeconds: number | null;
  readonly awayMinutes: number;
  readonly failures: number;
  /** Failed so often in the month that it is to be named (通报). */
  readonly notice: boolean;
  readonly lastFailureAt: string | null;
}

/**
 * A month's roll-calls, target by target, in the order in which they first were called. An answer that is still
 * awaited is not counted.
 *
 * @param noticeFrom from which failure of the month on somebody is named
 */
export function summaryOf(
  answers: Iterable<Counted>,
  month: Month,
  zone: string,
  noticeFrom: number,
): Summary[] {
  const groups = new Map<string, Counted[]>();
  const inMonth = [...answers].filter(
    ({ calledAt, result }) => result !== 'waiting' && monthOf(dayOf(calledAt, zone)) === month,
  );
  inMonth.sort((a, b) => msOf(a.calledAt) - msOf(b.calledAt));
  for (const answer of inMonth) groups.set(answer.target, [...(groups.get(answer.target) ?? []), answer]);
  return [...groups].map(([target, own]) => summarize(target, own, noticeFrom));
}

function summarize(target: string, own: readonly Counted[], noticeFrom: number): Summary {
  const failed = own.filter(({ result }) => FAILURES.includes(result));
  const count = (result: Result) => own.filter((one) => one.result === result).length;
  const results = Object.fromEntries(RESULTS.slice(1).map((result) => [result, count(result)]));
  return {
    target,
    called: own.length,
    results: results as Summary['results'],
    medianSeconds: median(own.flatMap(({ seconds }) => seconds ?? [])),
    awayMinutes: own.reduce((sum, { awayMinutes }) => sum + (awayMinutes ?? 0), 0),
    failures: failed.length,
    notice: failed.length >= noticeFrom,
    lastFailureAt: failed.at(-1)?.calledAt ?? null,
  };
}

/** Of an even number of values the mean of the two in the middle, rounded. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] as number) + upper) / 2);
}
