import type { Away } from '../absence/away.ts';
import { daysOf, instantAt, type Month } from '../days.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { problem, type Problem } from './problem.ts';

/** The days of a month with a moment at which all those marked as principals are away: a warning. */
export function headless(
  world: World,
  month: Month,
  zone: string,
  at: string,
  away: ReadonlyMap<string, readonly Away[]>,
): Problem[] {
  const heads = [...world.tables.person.values()].filter((one) => one.principal && one.retiredAt === null);
  if (heads.length < 2) return [];
  const together = heads
    .map(({ id }) => away.get(id) ?? [])
    .reduce((shared, own) => shared.flatMap((one) => own.flatMap((other) => common(one, other))));
  if (together.length === 0) return [];
  return daysOf(month)
    .filter((day) => {
      const from = Math.max(msOf(instantAt(day, 0, zone)), msOf(at));
      const until = msOf(instantAt(day, 1440, zone));
      return together.some((one) => one.from < until && one.until > from && from < until);
    })
    .map((day) => problem('principals', { id: '', day }));
}

function common(a: Away, b: Away): Away[] {
  const both = { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
  return both.from < both.until ? [both] : [];
}
