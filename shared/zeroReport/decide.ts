import { isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import type { Body, Context, Deciders, Decision } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { ZeroReportEvents } from './apply.ts';
import type { commands, ZeroReport, ZeroRound } from './contract.ts';
import { open, reportsIn, roundFor } from './open.ts';
import { isDueTime, lateMinutes, roundIdOf, zeroReportIdOf, type Times } from './plan.ts';
import { zeroReportRefusals } from './refusals.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST_DAYS = 15;

export const decide: Deciders<typeof commands> = {
  'zeroReport.plan'(world, body, context) {
    const times = [...body.times].sort();
    const twice = times.find((time, n) => times[n - 1] === time);
    if (twice) return refuse(zeroReportRefusals, 'zeroReport.times-twice', { time: twice });
    const plan = world.tables.zeroPlan.get('plan');
    const { remindMinutes } = body;
    if (plan && plan.times.join() === times.join() && plan.remindMinutes === remindMinutes)
      return refuse(zeroReportRefusals, 'zeroReport.nothing-changed');
    const withdrawn = withdrawnBy(world, { times, extra: plan?.extra ?? null }, context);
    return [happened('zeroReport.planned', 'plan', { times, remindMinutes, withdrawn })];
  },
  'zeroReport.demand'(world, { everyMinutes, until, reason }, context) {
    const since = isoIn(Math.floor(msOf(context.at) / MINUTE_MS) * MINUTE_MS, context.zone);
    if (msOf(until) < msOf(since) + everyMinutes * MINUTE_MS)
      return refuse(zeroReportRefusals, 'zeroReport.no-time-left');
    if (msOf(until) - msOf(since) > MOST_DAYS * DAY_MS)
      return refuse(zeroReportRefusals, 'zeroReport.too-long');
    const plan = world.tables.zeroPlan.get('plan');
    const there = plan?.extra;
    if (there && there.everyMinutes === everyMinutes && msOf(there.until) === msOf(until))
      return refuse(zeroReportRefusals, 'zeroReport.nothing-changed');
    const extra = { everyMinutes, since, until, reason };
    const asked = { ...extra, by: context.principal };
    const withdrawn = withdrawnBy(world, { times: plan?.times ?? [], extra: asked }, context);
    return [happened('zeroReport.demanded', 'plan', { ...extra, withdrawn })];
  },
  'zeroReport.endDemand'(world, { reason }, context) {
    const plan = world.tables.zeroPlan.get('plan');
    if (!plan?.extra || msOf(plan.extra.until) < msOf(context.at))
      return refuse(zeroReportRefusals, 'zeroReport.no-demand');
    const withdrawn = withdrawnBy(world, { ...plan, extra: null }, context);
    return [happened('zeroReport.demandEnded', 'plan', { reason, withdrawn })];
  },
  'zeroReport.file'(world, body, context) {
    const { villageId, dueAt, words, safe, proxy } = body;
    const liaison = context.principal.role === 'villageLiaison';
    if (!liaison && proxy === null) return refuse(zeroReportRefusals, 'zeroReport.proxy-reason');
    if (liaison && proxy !== null) return refuse(zeroReportRefusals, 'zeroReport.own');
    if (!safe && words === null) return refuse(zeroReportRefusals, 'zeroReport.say-what');
    const opening = roundFor(world, dueAt, context);
    if (isRefusal(opening)) return opening;
    const id = zeroReportIdOf(roundIdOf(dueAt, context.zone), villageId);
    const there = world.tables.zeroReport.get(id);
    const asked = there ?? (opening.length > 0 && world.tables.village.has(villageId));
    if (!asked) return refuse(zeroReportRefusals, 'zeroReport.village-unknown');
    if (there?.filedAt) return already(there, context);
    return [...opening, happened('zeroReport.filed', id, { words, safe, proxy, ...judged(body, context) })];
  },
  'zeroReport.correct'(world, { zeroReportId, reason, words, safe }) {
    const report = world.tables.zeroReport.get(zeroReportId);
    if (!report) return refuse(zeroReportRefusals, 'zeroReport.unknown');
    if (!report.filedAt) return refuse(zeroReportRefusals, 'zeroReport.not-filed');
    if (!safe && words === null) return refuse(zeroReportRefusals, 'zeroReport.say-what');
    if (report.words === words && report.safe === safe)
      return refuse(zeroReportRefusals, 'zeroReport.nothing-changed');
    return [happened('zeroReport.corrected', zeroReportId, { words, safe, reason })];
  },
  'zeroReport.note'(world, { zeroReportId, words }) {
    const report = world.tables.zeroReport.get(zeroReportId);
    if (!report) return refuse(zeroReportRefusals, 'zeroReport.unknown');
    if (report.late === null && report.missedAt === null)
      return refuse(zeroReportRefusals, 'zeroReport.on-time');
    if (report.note?.words === words) return refuse(zeroReportRefusals, 'zeroReport.nothing-changed');
    return [happened('zeroReport.noted', zeroReportId, { words })];
  },
  'zeroReport.open': (world, { dueAt }, context) => open(world, dueAt, context),
  'zeroReport.remind'(world, { roundId }, { at }) {
    const round = running(world, roundId);
    if (isRefusal(round)) return round;
    if (!round.remindAt || round.remindedAt || msOf(at) < msOf(round.remindAt))
      return refuse(zeroReportRefusals, 'zeroReport.not-yet');
    const villageIds = missing(world, round);
    if (villageIds.length === 0) return refuse(zeroReportRefusals, 'zeroReport.nobody-missing');
    return [happened('zeroReport.reminded', roundId, { villageIds })];
  },
  'zeroReport.noteMissing'(world, { roundId }, { at }) {
    const round = running(world, roundId);
    if (isRefusal(round)) return round;
    if (msOf(at) < msOf(round.dueAt)) return refuse(zeroReportRefusals, 'zeroReport.not-yet');
    return [happened('zeroReport.missingNoted', roundId, { villageIds: missing(world, round) })];
  },
  'zeroReport.archive'(world, { roundId }) {
    const round = world.tables.zeroRound.get(roundId);
    if (!round) return refuse(zeroReportRefusals, 'zeroReport.unknown');
    if (!round.closedAt) return refuse(zeroReportRefusals, 'zeroReport.not-yet');
    return [happened('zeroReport.archived', roundId, {})];
  },
};

/** The villages of a round that have not filed. */
export function missing(world: World, round: ZeroRound): string[] {
  return reportsIn(world, round)
    .filter(({ filedAt }) => filedAt === null)
    .map(({ villageId }) => villageId);
}

function happened<T extends keyof ZeroReportEvents>(type: T, id: string, fields: ZeroReportEvents[T]): Event {
  return { type, id, ...fields };
}

function running(world: World, roundId: string): ZeroRound | Refusal {
  const round = world.tables.zeroRound.get(roundId);
  if (!round) return refuse(zeroReportRefusals, 'zeroReport.unknown');
  return round.closedAt ? refuse(zeroReportRefusals, 'zeroReport.closed') : round;
}

/** Rounds to come that another plan does not ask for, unless somebody has filed already. */
function withdrawnBy(world: World, plan: Times, { at, zone }: Context): string[] {
  const ahead = [...world.tables.zeroRound.values()].filter(({ dueAt }) => msOf(dueAt) > msOf(at));
  const unasked = ahead.filter(
    (round) =>
      !isDueTime(plan, round.dueAt, zone) && reportsIn(world, round).every(({ filedAt }) => filedAt === null),
  );
  return unasked.map(({ id }) => id);
}

function already({ filedAt, by }: ZeroReport, { zone }: Context): Decision {
  const time = isoIn(msOf(filedAt ?? ''), zone).slice(11, 16);
  return refuse(zeroReportRefusals, 'zeroReport.already-filed', { time, name: by?.name ?? '' });
}

/**
 * Late is what is received after the due time, whenever it was written. A phone that says it wrote in time is believed
 * as far as its clock can be right; the lateness is marked all the same.
 */
function judged(
  { dueAt, observedAt }: Body<(typeof commands)['zeroReport.file']>,
  { at }: Context,
): Pick<ZeroReport, 'observedAt' | 'late' | 'offline' | 'doubtful'> {
  const late = lateMinutes(dueAt, at);
  const early = observedAt !== null && msOf(observedAt) < msOf(dueAt) - DAY_MS;
  const doubtful = isAhead(observedAt, at) || early;
  const offline = late !== null && !doubtful && observedAt !== null && msOf(observedAt) <= msOf(dueAt);
  return { observedAt, late, offline, doubtful };
}
