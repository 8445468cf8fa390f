import { differing, isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import { isGraded } from '../kind.ts';
import type { Context, Deciders } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { isPlaced } from '../report/apply.ts';
import type { Report } from '../report/contract.ts';
import type { Row } from '../rows.ts';
import type { World } from '../world.ts';
import type { CorrectedIncident, IncidentEvents } from './apply.ts';
import { erasedId, NEXT, type commands, type Incident, type IncidentState } from './contract.ts';
import { needsReason } from './needsReason.ts';
import { opening } from './open.ts';
import { incidentRefusals, incidentStates } from './refusals.ts';

export const decide: Deciders<typeof commands> = {
  'incident.open'(world, body, context) {
    const wrong = badPlace(world, body) ?? ahead([body.happenedAt, body.foundAt, body.receivedAt], context);
    return wrong ?? opening(world, { ...body, kind: body.kind as Incident['kind'] }, context);
  },
  'incident.advance'(world, { incidentId, ...step }, context) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    const wrong = badStep(incident, step.to, step.reason) ?? ahead([step.observedAt], context);
    return wrong ?? [happened('incident.advanced', incidentId, step)];
  },
  'incident.addLine'(world, { incidentId, ...said }, context) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    const { villageId } = context.principal;
    const line = { ...said, lineId: context.commandId, villageId };
    return ahead([said.observedAt], context) ?? [happened('incident.lineAdded', incidentId, line)];
  },
  'incident.correctLine'(world, { incidentId, lineId, words, reason }, context) {
    const line = world.tables.line.get(lineId);
    const wrong = !line || line.incidentId !== incidentId || line.what !== 'note' || line.correctedBy;
    if (wrong) return refuse(incidentRefusals, 'incident.line-unknown');
    return [
      happened('incident.lineCorrected', incidentId, { lineId, byLineId: context.commandId, words, reason }),
    ];
  },
  'incident.correct'(world, { incidentId, reason, ...changed }, context) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    const after = { ...incident, ...(changed as CorrectedIncident) };
    const wrong = badPlace(world, after) ?? ahead([after.happenedAt, after.foundAt], context);
    if (wrong) return wrong;
    const real = differing(incident, changed as CorrectedIncident);
    if (Object.keys(real).length === 0) return refuse(incidentRefusals, 'incident.nothing-changed');
    const events = [happened('incident.corrected', incidentId, { changed: real, reason })];
    const ungraded = !isGraded(after.kind) && incident.grade !== null;
    return ungraded
      ? [...events, happened('incident.graded', incidentId, { grade: null, basis: reason })]
      : events;
  },
  'incident.recordFigure'(world, { incidentId, ...figure }, context) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    return ahead([figure.observedAt], context) ?? [happened('incident.figureRecorded', incidentId, figure)];
  },
  'incident.grade'(world, { incidentId, grade, basis }) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    if (grade !== null && !isGraded(incident.kind)) return refuse(incidentRefusals, 'incident.not-graded');
    return [happened('incident.graded', incidentId, { grade, basis })];
  },
  'incident.archive'(world, { incidentId }) {
    const incident = known(world, incidentId);
    if (isRefusal(incident)) return incident;
    if (incident.state !== 'closed') return refuse(incidentRefusals, 'incident.not-closed');
    return [happened('incident.archived', incidentId, {}), ...reportsLeaving(world, incidentId)];
  },
  'incident.recall'(world, { incidentId, reason }, { archived }) {
    if (!isArchived(world, incidentId, archived)) return refuse(incidentRefusals, 'incident.not-archived');
    const rows = archived as { table: string; row: Row }[];
    return [happened('incident.recalled', incidentId, { rows, reason })];
  },
  'incident.erase'(world, { incidentId, reason }, { archived }) {
    if (!isArchived(world, incidentId, archived)) return refuse(incidentRefusals, 'incident.not-archived');
    const reportIds = archived.filter(({ table }) => table === 'report').map(({ row }) => row.id);
    return [happened('incident.erased', incidentId, { reportIds, reason })];
  },
};

function happened<T extends keyof IncidentEvents>(type: T, id: string, fields: IncidentEvents[T]): Event {
  return { type, id, ...fields };
}

/** In the records, not in the World, and not erased: the records may lag behind an erasure for a moment. */
function isArchived(world: World, id: string, archived: Context['archived']): boolean {
  const { incident, tally } = world.tables;
  return !incident.has(id) && !tally.has(erasedId(id)) && archived.some(({ row }) => row.id === id);
}

function known(world: World, id: string): Incident | Refusal {
  return world.tables.incident.get(id) ?? refuse(incidentRefusals, 'incident.unknown');
}

/** Its reports go to the archive with it, and those merged into them, however long the chain. */
function reportsLeaving(world: World, incidentId: string): Event[] {
  const reports = [...world.tables.report.values()];
  const leaving = reports.filter((report) => lastOf(world, report).incidentId === incidentId);
  return leaving.map(({ id }) => ({ type: 'report.archived', id }));
}

/** Where the mergers of a report end; they never make a ring, for a merged report takes no other in. */
function lastOf(world: World, report: Report): Report {
  const next = report.mergedInto ? world.tables.report.get(report.mergedInto) : undefined;
  return next ? lastOf(world, next) : report;
}

function badStep(incident: Incident, to: IncidentState, reason: string | null): Refusal | null {
  if (incident.state === to) return refuse(incidentRefusals, 'incident.already');
  if (!NEXT[incident.state].includes(to)) {
    const step = { from: incidentStates[incident.state], to: incidentStates[to] };
    return refuse(incidentRefusals, 'incident.not-from-here', step);
  }
  return needsReason(incident, to) && !reason ? refuse(incidentRefusals, 'incident.reason-needed') : null;
}

function badPlace(world: World, { villageId, place }: Pick<Incident, 'villageId' | 'place'>): Refusal | null {
  for (const id of [villageId, place.villageId]) {
    if (id !== null && !world.tables.village.has(id))
      return refuse(incidentRefusals, 'incident.village-unknown');
  }
  return isPlaced(place) ? null : refuse(incidentRefusals, 'incident.no-place');
}

function ahead(instants: (string | null)[], { at }: Context): Refusal | null {
  const wrong = instants.some((instant) => isAhead(instant, at));
  return wrong ? refuse(incidentRefusals, 'incident.future') : null;
}
