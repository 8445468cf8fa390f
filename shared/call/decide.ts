import { differing, isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import { opening } from '../incident/open.ts';
import type { KindCode } from '../kind.ts';
import type { Body, Context, Deciders } from '../noun.ts';
import { active } from '../person/noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { decide as reportDecide } from '../report/decide.ts';
import type { World } from '../world.ts';
import type { CallEvents } from './apply.ts';
import type { Call, CallSaid, commands } from './contract.ts';
import { callRefusals } from './refusals.ts';

type Registering = Body<(typeof commands)['call.register']>;

export const decide: Deciders<typeof commands> = {
  'call.register'(world, { callId, becomes, closes, ...said }, context) {
    const at = said.at ?? context.at;
    if (world.tables.call.has(callId)) return refuse(callRefusals, 'call.exists');
    const wrong = badCall(world, { ...said, at }, context) ?? badMissed(said, closes || becomes !== null);
    if (wrong) return wrong;
    const became = becomes === null ? [] : becoming(world, { ...said, becomes }, at, context);
    if (isRefusal(became)) return became;
    const reportId = becomes === null ? null : context.commandId;
    const incidentId = becomes !== null && 'incident' in becomes ? context.commandId : null;
    const closed = closes || becomes !== null;
    const event = { ...said, at, reportId, incidentId, closed };
    return [happened('call.registered', callId, event as CallEvents['call.registered']), ...became];
  },
  'call.correct'(world, { callId, reason, ...changed }, context) {
    const call = known(world, callId);
    if (isRefusal(call)) return call;
    const after = { ...call, ...(changed as Partial<CallSaid>), leaderId: null };
    const wrong = badCall(world, after, context) ?? badMissed(after, false);
    if (wrong) return wrong;
    const real = differing(call, changed as Partial<CallSaid>);
    if (Object.keys(real).length === 0) return refuse(callRefusals, 'call.nothing-changed');
    return [happened('call.corrected', callId, { changed: real, reason })];
  },
  'call.handle'(world, { callId, ...handled }) {
    const call = open(world, callId);
    if (isRefusal(call)) return call;
    if (Object.values(handled).every((value) => value === null))
      return refuse(callRefusals, 'call.nothing-said');
    return badLeader(world, handled.leaderId) ?? [happened('call.handled', callId, handled)];
  },
  'call.close'(world, { callId, result }) {
    const call = open(world, callId);
    if (isRefusal(call)) return call;
    if (call.missed && call.handledAt === null) return refuse(callRefusals, 'call.missed');
    return [happened('call.closed', callId, { result })];
  },
  'call.archive'(world, { callId }) {
    const call = known(world, callId);
    if (isRefusal(call)) return call;
    if (call.closedAt === null) return refuse(callRefusals, 'call.not-closed');
    return [happened('call.archived', callId, {})];
  },
};

function happened<T extends keyof CallEvents>(type: T, id: string, fields: CallEvents[T]): Event {
  return { type, id, ...fields };
}

function known(world: World, id: string): Call | Refusal {
  return world.tables.call.get(id) ?? refuse(callRefusals, 'call.unknown');
}

function open(world: World, id: string): Call | Refusal {
  const call = known(world, id);
  return !isRefusal(call) && call.closedAt !== null ? refuse(callRefusals, 'call.closed') : call;
}

function badCall(
  world: World,
  { at, villageId, leaderId }: Pick<Call, 'at' | 'villageId' | 'leaderId'>,
  context: Context,
): Refusal | null {
  if (villageId !== null && !world.tables.village.has(villageId))
    return refuse(callRefusals, 'call.village-unknown');
  if (isAhead(at, context.at)) return refuse(callRefusals, 'call.future');
  return badLeader(world, leaderId);
}

function badLeader(world: World, leaderId: string | null): Refusal | null {
  return leaderId !== null && isRefusal(active(world, leaderId))
    ? refuse(callRefusals, 'call.leader-unknown')
    : null;
}

/** A missed call came in, said nothing, and is not done with before somebody has called back. */
function badMissed(
  { missed, direction, words }: { missed: boolean; direction: string; words: string | null },
  ends: boolean,
): Refusal | null {
  if (!missed) return words === null ? refuse(callRefusals, 'call.no-words') : null;
  if (direction === 'out') return refuse(callRefusals, 'call.missed-out');
  return ends ? refuse(callRefusals, 'call.missed') : null;
}

type Becoming = Omit<Registering, 'callId' | 'closes' | 'becomes'> & {
  becomes: NonNullable<Registering['becomes']>;
};

/** The report that a call becomes, signed for by whoever took it down; and the incident, when it is one at once. */
function becoming(world: World, said: Becoming, at: string, context: Context): Event[] | Refusal {
  const { becomes, villageId, channel } = said;
  const part = 'report' in becomes ? becomes.report : becomes.incident;
  const { kind, urgency, place, casualties, happenedAt, foundAt, fileIds } = part;
  const content = { villageId, kind: kind as KindCode, urgency, words: said.words ?? '', place, casualties };
  const body = { ...content, happenedAt, foundAt, channel, informant: said.caller, receivedAt: at, fileIds };
  const submitted = reportDecide['report.submit'](world, body, context);
  if (isRefusal(submitted)) return submitted;
  const id = context.commandId;
  const report: Event[] = [...submitted, { type: 'report.acknowledged', id }];
  if ('report' in becomes) return report;
  const subject = { villageId, place, happenedAt, foundAt, receivedAt: at, kind: content.kind };
  const { title } = becomes.incident;
  return [
    ...report,
    ...opening(world, { ...subject, title, source: `report/${id}` }, context),
    { type: 'report.becameIncident', id, incidentId: id } as Event,
    { type: 'incident.reportJoined', id, reportId: id } as Event,
  ];
}
