import type { Entry } from '../entry.ts';
import type { Appliers } from '../noun.ts';
import type { Row, Table } from '../rows.ts';
import type { Rows } from '../world.ts';
import {
  erasedId,
  type FigureName,
  type Grade,
  type Incident,
  type IncidentState,
  type Line,
} from './contract.ts';
import type { Opening } from './open.ts';

/** The fields a correction may change. */
export type CorrectedIncident = Partial<
  Pick<Incident, 'kind' | 'title' | 'villageId' | 'place' | 'happenedAt' | 'foundAt'>
>;

/** What can happen to an incident. */
export interface IncidentEvents {
  'tally.counted': { last: number };
  'incident.opened': Opening & { year: number; number: number };
  'incident.advanced': { to: IncidentState; observedAt: string | null; reason: string | null };
  'incident.lineAdded': {
    lineId: string;
    words: string;
    observedAt: string | null;
    villageId: string | null;
  };
  'incident.lineCorrected': { lineId: string; byLineId: string; words: string; reason: string };
  'incident.corrected': { changed: CorrectedIncident; reason: string };
  'incident.figureRecorded': { figure: FigureName; value: number; source: string; observedAt: string | null };
  'incident.graded': { grade: Grade | null; basis: string };
  'incident.reportJoined': { reportId: string };
  /** It leaves the World, and its lines with it; the records keep them. */
  'incident.archived': object;
  /** It comes back with every row that left in the same entry. */
  'incident.recalled': { rows: { table: string; row: Row }[]; reason: string };
  /** The decision that its events, and those of these reports, are to be erased. */
  'incident.erased': { reportIds: string[]; reason: string };
}

export const apply: Appliers<IncidentEvents> = {
  'tally.counted'(rows, { id, last }) {
    rows.put('tally', { id, last });
  },
  'incident.opened'(rows, event, entry) {
    const { type: _type, ...opening } = event;
    const state = { state: 'registered', reached: { registered: entry.at }, reason: null } as const;
    const judged = { figures: {}, grade: null, gradeBasis: null, corrections: 0 };
    const origin = { openedAt: entry.at, openedBy: entry.by, seq: entry.seq };
    rows.put('incident', { ...opening, ...state, ...judged, ...origin });
    line(rows, entry, event.id, { what: 'opened', words: event.title, observedAt: event.receivedAt });
  },
  'incident.advanced'(rows, { id, to, observedAt, reason }, entry) {
    const incident = rows.get('incident', id);
    if (!incident) return;
    const reached = { ...incident.reached, [to]: observedAt ?? entry.at };
    rows.put('incident', { ...incident, state: to, reached, reason, seq: entry.seq });
    line(rows, entry, id, { what: 'state', words: to, observedAt, reason });
  },
  'incident.lineAdded'(rows, { id, lineId, words, observedAt, villageId }, entry) {
    line(rows, entry, id, { id: lineId, what: 'note', words, observedAt, villageId });
  },
  'incident.lineCorrected'(rows, { id, lineId, byLineId, words, reason }, entry) {
    const wrong = rows.get('line', lineId);
    rows.set('line', lineId, { correctedBy: byLineId, seq: entry.seq });
    const { observedAt, villageId } = wrong ?? { observedAt: null, villageId: null };
    line(rows, entry, id, { id: byLineId, what: 'note', words, observedAt, villageId, reason });
  },
  'incident.corrected'(rows, { id, changed, reason }, entry) {
    const incident = rows.get('incident', id);
    if (!incident) return;
    rows.put('incident', { ...incident, ...changed, corrections: incident.corrections + 1, seq: entry.seq });
    line(rows, entry, id, { what: 'correction', words: Object.keys(changed).join(' '), reason });
  },
  'incident.figureRecorded'(rows, { id, figure, value, source, observedAt }, entry) {
    const incident = rows.get('incident', id);
    if (!incident) return;
    const seen = { value, source, observedAt: observedAt ?? entry.at, recordedAt: entry.at, by: entry.by };
    rows.set('incident', id, { figures: { ...incident.figures, [figure]: seen }, seq: entry.seq });
    line(rows, entry, id, { what: 'figure', words: figure, value, observedAt, reason: source });
  },
  'incident.graded'(rows, { id, grade, basis }, entry) {
    rows.set('incident', id, { grade, gradeBasis: basis, seq: entry.seq });
    line(rows, entry, id, { what: 'grade', words: basis, value: grade });
  },
  'incident.reportJoined'(rows, { id, reportId }, entry) {
    const report = rows.get('report', reportId);
    line(rows, entry, id, { what: 'report', words: reportId, observedAt: report?.receivedAt ?? null });
  },
  'incident.archived'(rows, { id }) {
    rows.drop('incident', id);
    for (const row of [...rows.all('line')]) if (row.incidentId === id) rows.drop('line', row.id);
  },
  'incident.recalled'(rows, event, entry) {
    // A file's id is the sender's: what took it in the meantime keeps it.
    const free = event.rows.filter(({ table, row }) => !rows.get(table as Table, row.id));
    for (const { table, row } of free) rows.put(table as Table, row as never);
    rows.set('incident', event.id, { seq: entry.seq });
    line(rows, entry, event.id, { what: 'recalled', words: '', reason: event.reason });
  },
  'incident.erased'(rows, { id }, { seq }) {
    // The erasure itself happens behind the tail; that it was decided is known from now on, for ever.
    rows.put('tally', { id: erasedId(id), last: seq });
  },
};

type Written = Pick<Line, 'what' | 'words'> &
  Partial<Pick<Line, 'id' | 'value' | 'reason' | 'villageId'>> & { observedAt?: string | null };

/** Adds a line to the chronology; one that has no id of its own is named after its place in the journal. */
function line(rows: Rows, entry: Entry, incidentId: string, written: Written): void {
  const { id, observedAt, villageId = null, value = null, reason = null, ...said } = written;
  rows.put('line', {
    ...said,
    id: id ?? `${entry.seq}-${said.what}`,
    incidentId,
    observedAt: observedAt ?? entry.at,
    recordedAt: entry.at,
    by: entry.by,
    villageId,
    value,
    reason,
    correctedBy: null,
    seq: entry.seq,
  });
}
