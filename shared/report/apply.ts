import type { By } from '../entry.ts';
import type { Appliers } from '../noun.ts';
import type { Place } from '../primitives.ts';
import type { Attachment, Report, ReportState } from './contract.ts';

type Content = Pick<
  Report,
  | 'villageId'
  | 'kind'
  | 'urgency'
  | 'words'
  | 'place'
  | 'casualties'
  | 'channel'
  | 'informant'
  | 'happenedAt'
  | 'foundAt'
  | 'receivedAt'
  | 'fileIds'
>;
/** The fields a correction may change. */
export type Corrected = Partial<Omit<Content, 'channel' | 'informant' | 'receivedAt' | 'fileIds'>>;

/** What can happen to a report. */
export interface ReportEvents {
  'report.submitted': Content;
  'report.acknowledged': object;
  'report.verified': { words: string | null; observedAt: string | null };
  'report.returned': { reason: string };
  'report.answered': { words: string };
  'report.dismissed': { reason: string };
  'report.merged': { intoId: string; reason: string | null };
  'report.becameIncident': { incidentId: string };
  'report.joined': { incidentId: string };
  'report.corrected': { changed: Corrected; reason: string };
  'report.photoArrived': Pick<Attachment, 'hash' | 'media' | 'bytes' | 'width' | 'height' | 'name'> & {
    fileId: string;
  };
  /** The first step has no number. */
  'report.escalated': { step?: number };
  /** Its incident was archived: it leaves the World with it. */
  'report.archived': object;
}

export const apply: Appliers<ReportEvents> = {
  // Field by field: every report of a start is laid here, and spreading an event takes forty times as long.
  'report.submitted'(rows, event, entry) {
    rows.put('report', {
      id: event.id,
      villageId: event.villageId,
      kind: event.kind,
      urgency: event.urgency,
      words: event.words,
      place: event.place,
      casualties: event.casualties,
      channel: event.channel,
      informant: event.informant,
      happenedAt: event.happenedAt,
      foundAt: event.foundAt,
      receivedAt: event.receivedAt,
      fileIds: event.fileIds,
      ...untouched,
      recordedAt: entry.at,
      submittedBy: entry.by,
      state: 'submitted',
      stateAt: entry.at,
      stateBy: entry.by,
      seq: entry.seq,
    });
  },
  'report.acknowledged'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, {
      ...became('acknowledged', at, by, null, seq),
      acknowledgedAt: at,
      acknowledgedBy: by,
    });
  },
  'report.verified'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, became('verified', at, by, event.words, seq));
  },
  'report.returned'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, became('returned', at, by, event.reason, seq));
  },
  'report.answered'(rows, event, { at, by, seq }) {
    const again = rows.get('report', event.id)?.escalationStep ? { escalationStep: 1 } : {};
    const open = { acknowledgedAt: null, acknowledgedBy: null, escalatedAt: null, ...again };
    const fields = { words: event.words, ...open };
    rows.set('report', event.id, { ...became('submitted', at, by, null, seq), ...fields });
  },
  'report.dismissed'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, became('falseAlarm', at, by, event.reason, seq));
  },
  'report.merged'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, {
      ...became('merged', at, by, event.reason, seq),
      mergedInto: event.intoId,
    });
  },
  'report.becameIncident'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, { ...became('incident', at, by, null, seq), incidentId: event.incidentId });
  },
  'report.joined'(rows, event, { at, by, seq }) {
    rows.set('report', event.id, { ...became('incident', at, by, null, seq), incidentId: event.incidentId });
  },
  'report.corrected'(rows, event, { seq }) {
    const report = rows.get('report', event.id);
    if (!report) return;
    rows.put('report', { ...report, ...event.changed, corrections: report.corrections + 1, seq });
    if (event.changed.villageId === undefined) return;
    for (const file of [...rows.all('attachment')]) {
      if (file.reportId === event.id)
        rows.set('attachment', file.id, { villageId: event.changed.villageId, seq });
    }
  },
  'report.photoArrived'(rows, event, { at, seq }) {
    const report = rows.get('report', event.id);
    if (!report) return;
    const { type: _type, id: reportId, fileId, ...file } = event;
    rows.put('attachment', {
      id: fileId,
      reportId,
      villageId: report.villageId,
      ...file,
      arrivedAt: at,
      seq,
    });
  },
  'report.escalated'(rows, event, { at, seq }) {
    const { id, step } = event;
    rows.set('report', id, { ...(step ? { escalationStep: step } : { escalatedAt: at }), seq });
  },
  'report.archived'(rows, event) {
    rows.drop('report', event.id);
    for (const file of [...rows.all('attachment')]) {
      if (file.reportId === event.id) rows.drop('attachment', file.id);
    }
  },
};

const untouched = {
  reason: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  escalatedAt: null,
  mergedInto: null,
  incidentId: null,
  corrections: 0,
} as const;

function became(state: ReportState, at: string, by: By, reason: string | null, seq: number): Partial<Report> {
  return { state, stateAt: at, stateBy: by, reason, seq };
}

/** Whether a place says anything: a point, or at least a village. */
export function isPlaced(place: Place): boolean {
  return place.point !== null || place.villageId !== null;
}
