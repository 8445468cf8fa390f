import { addDays, dayOf, instantAt } from '../days.ts';
import { isoIn, later, msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Demand, ZeroPlan } from './contract.ts';

/** What the form proposes (docs/rules.md, "Zero reports": proposals). */
export const DEFAULT_PLAN = { times: ['17:00'], remindMinutes: 30 } as const;

const MINUTE_MS = 60_000;
/** A liaison can file this long before the due time with the rows there; the phone may do so earlier still. */
const OPEN_MINUTES = 120;

export type Times = Pick<ZeroPlan, 'times' | 'extra'>;

/** The id of the round of a due time. */
export function roundIdOf(dueAt: string, zone: string): string {
  const local = isoIn(msOf(dueAt), zone);
  return `${local.slice(0, 10)}-${local.slice(11, 13)}${local.slice(14, 16)}`;
}

/** The id of a village's report in a round. */
export function zeroReportIdOf(roundId: string, villageId: string): string {
  return `${roundId}-${villageId}`;
}

/** The first due time after a moment, with the zone's offset; null when nothing is asked any more. */
export function nextDue(plan: Times, after: string, zone: string): string | null {
  const daily = nextDaily(plan.times, after, zone);
  const extra = plan.extra && nextExtra(plan.extra, after, zone);
  if (!daily || !extra) return daily ?? extra;
  return msOf(daily) <= msOf(extra) ? daily : extra;
}

/** Whether a moment is a due time. */
export function isDueTime(plan: Times, dueAt: string, zone: string): boolean {
  const next = nextDue(plan, isoIn(msOf(dueAt) - 1, zone), zone);
  return next !== null && msOf(next) === msOf(dueAt);
}

/** Why a due time is asked beside the daily ones; null for a daily one. */
export function reasonOf(plan: Times, dueAt: string, zone: string): string | null {
  return isDueTime({ ...plan, extra: null }, dueAt, zone) ? null : (plan.extra?.reason ?? null);
}

/** The next due time that has no round yet, and when the clock makes one: not before the due time that precedes it. */
export function nextToOpen(world: World, plan: ZeroPlan, zone: string): { dueAt: string; at: string } | null {
  let after = plan.countedTo;
  for (;;) {
    const dueAt = nextDue(plan, after, zone);
    if (!dueAt) return null;
    const at = later(isoIn(msOf(dueAt) - OPEN_MINUTES * MINUTE_MS, zone), after);
    if (!world.tables.zeroRound.has(roundIdOf(dueAt, zone))) return { dueAt, at };
    after = dueAt;
  }
}

/** When a round's reminder is sent: never before the round is there, nor when half of the time has not passed. */
export function remindAtOf(plan: ZeroPlan, dueAt: string, at: string, zone: string): string | null {
  const isExtra = reasonOf(plan, dueAt, zone) !== null;
  const most = isExtra && plan.extra ? Math.floor(plan.extra.everyMinutes / 2) : plan.remindMinutes;
  const minutes = Math.min(plan.remindMinutes, most);
  const remindAt = later(isoIn(msOf(dueAt) - minutes * MINUTE_MS, zone), at);
  return msOf(remindAt) < msOf(dueAt) ? isoIn(msOf(remindAt), zone) : null;
}

/** Whole minutes by which something received at a moment is late; null when it is on time. */
export function lateMinutes(dueAt: string, at: string): number | null {
  const ms = msOf(at) - msOf(dueAt);
  return ms <= 0 ? null : Math.floor(ms / MINUTE_MS);
}

function nextDaily(times: readonly string[], after: string, zone: string): string | null {
  if (times.length === 0) return null;
  for (let day = dayOf(after, zone); ; day = addDays(day, 1)) {
    const ahead = times
      .map((time) => instantAt(day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone))
      .filter((one) => msOf(one) > msOf(after));
    if (ahead.length > 0) return ahead.reduce((a, b) => (msOf(a) <= msOf(b) ? a : b));
  }
}

function nextExtra({ since, until, everyMinutes }: Demand, after: string, zone: string): string | null {
  const every = everyMinutes * MINUTE_MS;
  const passed = Math.max(0, Math.floor((msOf(after) - msOf(since)) / every));
  const ms = msOf(since) + (passed + 1) * every;
  return ms <= msOf(until) ? isoIn(ms, zone) : null;
}
