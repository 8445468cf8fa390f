import type { Event } from '../entry.ts';
import type { Context, Decision } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { ZeroReportEvents } from './apply.ts';
import type { ZeroReport, ZeroRound } from './contract.ts';
import { isDueTime, nextToOpen, reasonOf, remindAtOf, roundIdOf, zeroReportIdOf } from './plan.ts';
import { zeroReportRefusals } from './refusals.ts';

const HOUR_MS = 60 * 60_000;
/** A due time that is longer past when a server comes back is passed over: nobody could have filed. */
const PASSED_HOURS = 12;
/** How long before its due time a report may come; a phone that is without a signal files early. */
const EARLY_HOURS = 24;

/** The clock opens the next due time, or passes over those that went by while no server ran. */
export function open(world: World, dueAt: string, context: Context): Decision {
  const plan = world.tables.zeroPlan.get('plan');
  if (!plan) return refuse(zeroReportRefusals, 'zeroReport.not-asked');
  const next = nextToOpen(world, plan, context.zone);
  if (!next || msOf(next.dueAt) !== msOf(dueAt)) return refuse(zeroReportRefusals, 'zeroReport.already-open');
  if (msOf(next.at) > msOf(context.at)) return refuse(zeroReportRefusals, 'zeroReport.not-yet');
  const passed = isoIn(msOf(context.at) - PASSED_HOURS * HOUR_MS, context.zone);
  if (msOf(dueAt) <= msOf(passed)) return [happened('zeroReport.counted', 'plan', { to: passed })];
  const opening = roundFor(world, dueAt, context);
  if (isRefusal(opening)) return opening;
  return [...opening, happened('zeroReport.counted', 'plan', { to: isoIn(msOf(dueAt), context.zone) })];
}

/** What opens the round of a due time: nothing when it is open, a refusal when nothing is due then. */
export function roundFor(world: World, dueAt: string, { at, zone }: Context): Event[] | Refusal {
  const id = roundIdOf(dueAt, zone);
  const round = world.tables.zeroRound.get(id);
  if (round && msOf(round.dueAt) === msOf(dueAt)) return [];
  const plan = world.tables.zeroPlan.get('plan');
  if (!plan) return refuse(zeroReportRefusals, 'zeroReport.not-asked');
  const ahead = msOf(dueAt) - msOf(at);
  const isNear = ahead <= EARLY_HOURS * HOUR_MS && ahead > -PASSED_HOURS * HOUR_MS;
  const wanted = msOf(dueAt) > msOf(plan.changedAt) && isDueTime(plan, dueAt, zone);
  if (round || !isNear || !wanted) {
    const time = isoIn(msOf(dueAt), zone).slice(5, 16).replace('T', ' ');
    return refuse(zeroReportRefusals, 'zeroReport.no-such-time', { time });
  }
  const villageIds = [...world.tables.village.values()]
    .sort((a, b) => a.order - b.order)
    .map((village) => village.id);
  return [
    happened('zeroReport.opened', id, {
      dueAt: isoIn(msOf(dueAt), zone),
      remindAt: remindAtOf(plan, dueAt, at, zone),
      villageIds,
      reason: reasonOf(plan, dueAt, zone),
    }),
  ];
}

/** The reports of a round, in the order of its villages. */
export function reportsIn(world: World, { id, villageIds }: ZeroRound): ZeroReport[] {
  return villageIds.flatMap((villageId) => world.tables.zeroReport.get(zeroReportIdOf(id, villageId)) ?? []);
}

function happened<T extends keyof ZeroReportEvents>(type: T, id: string, fields: ZeroReportEvents[T]): Event {
  return { type, id, ...fields };
}
