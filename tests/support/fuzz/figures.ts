import type { Tally } from './fire.ts';

/** Fixed, so that a run is a run; `SEED=7` looks elsewhere. A tenth of all cases is drawn anew each time. */
export const SEED = Number(process.env.SEED ?? 20_260_405);
export const CHANCE_SEED = Number(process.env.CHANCE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** How many cases each operation has at least. `CASES` is for looking at one thing quickly. */
export const CASES = Number(process.env.CASES ?? (process.env.LONG ? 20_000 : 1_000));
export const BY_CHANCE = Math.ceil(CASES / 10);

/** A share of times, in milliseconds. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** One line for an operation, and one for all of them. */
export function lineOf({ name, cases, yes, no, wait, held, times, faults }: Tally): string {
  const parts = [
    `${cases} cases`,
    `${yes} yes`,
    `${no} no`,
    wait && `${wait} to wait`,
    held && `${held} held`,
  ];
  const p99 = `p99 ${percentile(times, 0.99)} ms`;
  return `fuzz: ${[name, ...parts.filter(Boolean), p99, `${faults.length} faults`].join(', ')}`;
}

export function sumOf(tallies: readonly Tally[], what: string): string {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((all, tally) => all + pick(tally), 0);
  const times = tallies.flatMap((tally) => tally.times);
  const cases = `${tallies.length} ${what}, ${sum(({ cases }) => cases)} cases over the wire`;
  const answers = `${sum(({ yes }) => yes)} yes, ${sum(({ no }) => no)} no, ${sum(({ wait }) => wait)} to wait`;
  const time = `p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms`;
  return `fuzz: ${cases}: ${answers}, ${sum(({ faults }) => faults.length)} faults, ${time}; chance seed ${CHANCE_SEED}`;
}
