import { differing, isAhead } from '../claims.ts';
import type { Event } from '../entry.ts';
import { opening } from '../incident/open.ts';
import type { KindCode } from '../kind.ts';
import type { Context, Deciders, Decision } from '../noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { isPlaced, type ReportEvents } from './apply.ts';
import type { commands, Report } from './contract.ts';
import { stepsOf } from './escalation.ts';
import { leavesAlone } from './settled.ts';
import { reportRefusals, reportStates } from './refusals.ts';

export const decide: Deciders<typeof commands> = {
  'report.submit'(world, body, context) {
    const { receivedAt, ...said } = body;
    const wrong =
      badContent(world, said, context) ??
      badChannel(body.channel, context) ??
      ahead('接报时间', 'Time received', receivedAt, context);
    if (wrong) return wrong;
    return [
      happened('report.submitted', context.commandId, { ...said, receivedAt: receivedAt ?? context.at }),
    ];
  },
  'report.acknowledge'(world, { reportId }) {
    const report = open(world, reportId);
    if (isRefusal(report)) return report;
    return report.acknowledgedAt ? already(report) : [happened('report.acknowledged', reportId, {})];
  },
  'report.verify'(world, { reportId, ...found }, context) {
    const wrong = ahead('查看时间', 'Time seen', found.observedAt, context);
    return wrong ?? settle(world, reportId, happened('report.verified', reportId, found));
  },
  'report.return'(world, { reportId, reason }) {
    return settle(world, reportId, happened('report.returned', reportId, { reason }));
  },
  'report.answer'(world, { reportId, words }) {
    const report = world.tables.report.get(reportId);
    if (!report) return refuse(reportRefusals, 'report.unknown');
    if (report.state !== 'returned') return refuse(reportRefusals, 'report.not-returned');
    return [happened('report.answered', reportId, { words })];
  },
  'report.dismiss'(world, { reportId, reason }) {
    return settle(world, reportId, happened('report.dismissed', reportId, { reason }));
  },
  'report.merge'(world, { reportId, intoId, reason }) {
    if (reportId === intoId) return refuse(reportRefusals, 'report.merge-self');
    const target = world.tables.report.get(intoId);
    if (!target || target.state === 'merged') return refuse(reportRefusals, 'report.merge-target');
    return settle(world, reportId, happened('report.merged', reportId, { intoId, reason }));
  },
  'report.acceptAsIncident'(world, { reportId, kind, title }, context) {
    const report = open(world, reportId);
    if (isRefusal(report)) return report;
    return [
      ...acknowledging(report),
      ...opening(
        world,
        { ...subjectOf(report), kind: kind as KindCode, title, source: `report/${reportId}` },
        context,
      ),
      happened('report.becameIncident', reportId, { incidentId: context.commandId }),
      joining(context.commandId, reportId),
    ];
  },
  'report.join'(world, { reportId, incidentId }) {
    const report = open(world, reportId);
    if (isRefusal(report)) return report;
    if (!world.tables.incident.has(incidentId)) return refuse(reportRefusals, 'report.incident-unknown');
    return [
      ...acknowledging(report),
      happened('report.joined', reportId, { incidentId }),
      joining(incidentId, reportId),
    ];
  },
  'report.correct'(world, { reportId, reason, ...changed }, context) {
    const report = world.tables.report.get(reportId);
    if (!report) return refuse(reportRefusals, 'report.unknown');
    const wrong = badContent(world, { ...report, ...changed }, context);
    if (wrong) return wrong;
    const real = differing(report, changed);
    if (Object.keys(real).length === 0) return refuse(reportRefusals, 'report.nothing-changed');
    return [happened('report.corrected', reportId, { changed: real, reason })];
  },
  'report.photoArrived'(world, { reportId, ...file }) {
    const report = world.tables.report.get(reportId);
    if (!report) return refuse(reportRefusals, 'report.unknown');
    if (!report.fileIds.includes(file.fileId)) return refuse(reportRefusals, 'report.file-unknown');
    const there = world.tables.attachment.get(file.fileId);
    if (there && there.reportId !== reportId) return refuse(reportRefusals, 'report.file-taken');
    return [happened('report.photoArrived', reportId, file)];
  },
  'report.escalate'(world, { reportId, step }) {
    const report = open(world, reportId);
    if (isRefusal(report)) return report;
    if (report.acknowledgedAt) return already(report);
    if ((step ?? 1) !== stepsOf(report) + 1) return refuse(reportRefusals, 'report.escalated');
    return [happened('report.escalated', reportId, step ? { step } : {})];
  },
  'report.archive'(world, { reportId }) {
    const report = world.tables.report.get(reportId);
    if (!report) return refuse(reportRefusals, 'report.unknown');
    if (!leavesAlone(report)) return refuse(reportRefusals, 'report.not-settled');
    return [happened('report.archived', reportId, {})];
  },
};

function happened<T extends keyof ReportEvents>(type: T, id: string, fields: ReportEvents[T]): Event {
  return { type, id, ...fields };
}

function closed({ state }: Report): Refusal {
  return refuse(reportRefusals, 'report.closed', { state: reportStates[state] });
}

function joining(incidentId: string, reportId: string): Event {
  return { type: 'incident.reportJoined', id: incidentId, reportId } as Event;
}

function subjectOf({ villageId, place, happenedAt, foundAt, receivedAt }: Report) {
  return { villageId, place, happenedAt, foundAt, receivedAt };
}

/** A report that is not settled yet. */
function open(world: World, id: string): Report | Refusal {
  const report = world.tables.report.get(id);
  if (!report) return refuse(reportRefusals, 'report.unknown');
  const settled = report.state === 'merged' || report.state === 'incident' || report.state === 'falseAlarm';
  return settled ? closed(report) : report;
}

/** Only what the desk has signed for can be verified, returned, dismissed or merged. */
function settle(world: World, id: string, event: Event): Decision {
  const report = open(world, id);
  if (isRefusal(report)) return report;
  return report.acknowledgedAt ? [event] : refuse(reportRefusals, 'report.not-acknowledged');
}

function acknowledging(report: Report): Event[] {
  return report.acknowledgedAt ? [] : [happened('report.acknowledged', report.id, {})];
}

function already(report: Report): Refusal {
  const time = (report.acknowledgedAt ?? '').slice(11, 16);
  return refuse(reportRefusals, 'report.already-acknowledged', {
    name: report.acknowledgedBy?.name ?? '',
    time,
  });
}

type Said = Pick<Report, 'villageId' | 'place' | 'happenedAt' | 'foundAt'>;

function badContent(world: World, said: Said, context: Context): Refusal | null {
  for (const id of [said.villageId, said.place.villageId]) {
    if (id !== null && !world.tables.village.has(id)) return refuse(reportRefusals, 'report.village-unknown');
  }
  if (!isPlaced(said.place)) return refuse(reportRefusals, 'report.no-place');
  return (
    ahead('发生时间', 'Time happened', said.happenedAt, context) ??
    ahead('发现时间', 'Time found', said.foundAt, context)
  );
}

function badChannel(channel: Report['channel'], { principal }: Context): Refusal | null {
  const phone = principal.role === 'villageLiaison';
  return phone !== (channel === 'app') ? refuse(reportRefusals, 'report.channel') : null;
}

function ahead(zh: string, en: string, instant: string | null, { at }: Context): Refusal | null {
  return isAhead(instant, at) ? refuse(reportRefusals, 'report.future', { field: { zh, en } }) : null;
}
