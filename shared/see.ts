import type { By } from './entry.ts';
import type { Incident, Line } from './incident/contract.ts';
import type { Attachment, Report } from './report/contract.ts';
import type { Audience } from './roles.ts';
import type { RollCallPlan } from './rollCall/contract.ts';
import type { Row, Table, Tables } from './rows.ts';
import type { Unit } from './unit/contract.ts';
import type { Change } from './world.ts';
import type { ZeroPlan, ZeroReport } from './zeroReport/contract.ts';

/** What an audience may have of a row of one table: the row, a part of it, or null. */
type Seer<T extends Table> = (audience: Audience, row: Tables[T]) => Partial<Tables[T]> | null;

/** The desk sees all. Every table says what the others may see; a table without a line does not compile. */
const seers: { readonly [T in Table]: Seer<T> } = {
  book: (_audience, row) => ({ ...row, openedBy: officeOnly(row.openedBy) }),
  unit: (audience, row) => (audience === 'wall' ? publicUnit(row) : row),
  village: (_audience, row) => ({ ...row, pinnedBy: row.pinnedBy && officeOnly(row.pinnedBy) }),
  layer: (_audience, row) => ({ ...row, importedBy: officeOnly(row.importedBy) }),
  report: (audience, row) => (audience === 'wall' ? wallReport(row) : own(audience, row)),
  attachment: (audience, row: Attachment) => (audience === 'wall' ? null : own(audience, row)),
  incident: (audience, row) => {
    if (audience === 'wall') return wallIncident(row);
    if (audience.startsWith('department/')) return publicIncident(row);
    return own(audience, row) ? publicIncident(row) : null;
  },
  line: (audience, row) => {
    if (audience === 'wall') return wallLine(row);
    return own(audience, row) as Line | null;
  },
  tally: () => null,
  calendar: (_audience, row) => row,
  pattern: (_audience, row) => row,
  person: (audience, { id, name, post }) => (audience === 'wall' ? { id, name, post } : null),
  absence: () => null,
  roster: () => null,
  shift: (audience, row) =>
    audience === 'wall' && row.published ? { ...row, changedBy: officeOnly(row.changedBy) } : null,
  substitution: () => null,
  openItem: () => null,
  handover: () => null,
  handoverItem: () => null,
  attendance: () => null,
  call: () => null,
  dutyLog: () => null,
  zeroPlan: (audience, row) => (audience === 'desk' ? row : publicZeroPlan(row)),
  zeroRound: (audience, row) => (audience === 'wall' ? { ...row, reason: mask(row.reason) } : row),
  zeroReport: (audience, row) => (audience === 'wall' ? wallZeroReport(row) : own(audience, row)),
  rollCall: () => null,
  rollCallAnswer: own,
  rollCallPlan: () => null,
};

/**
 * What an audience may have of a row: the whole row, some of its fields, or null for nothing at all. The only place
 * where that is decided: frames, snapshots, records and files all ask here.
 */
export function see(audience: Audience, table: Table, row: Row): Partial<Row> | null {
  if (audience === 'desk' && table === 'rollCallPlan') return unseeded(row as RollCallPlan);
  if (audience === 'desk') return table === 'tally' ? null : row;
  return (seers[table] as Seer<Table>)(audience, row as never);
}

/** A row as it travels: whole, some fields of one the audience has, or gone. */
export type Seen =
  | readonly [table: Table, id: string, how: 'put', row: object]
  | readonly [table: Table, id: string, how: 'set', fields: object]
  | readonly [table: Table, id: string, how: 'del'];

/** What a change is to an audience; null when it sees nothing of it. */
export function seeChange(
  audience: Audience,
  { table, id, before, after }: Omit<Change, 'seq'>,
): Seen | null {
  const was = before ? see(audience, table, before) : null;
  const is = after ? see(audience, table, after) : null;
  if (!is) return was ? [table, id, 'del'] : null;
  if (!was) return [table, id, 'put', is];
  const fields = Object.entries(is).filter(([name, value]) => !same(value, was[name as keyof typeof was]));
  return fields.length > 0 ? [table, id, 'set', Object.fromEntries(fields)] : null;
}

/** Every audience there can be, for the projector: the records are marked with those that may see a row. */
export function audiencesOf(table: Table, row: Row): string[] {
  const { villageId } = row as { villageId?: string | null };
  const candidates: Audience[] = ['desk', 'wall', 'department/'];
  candidates.push(villageId ? `village/${villageId}` : 'village/');
  return candidates.filter((audience) => see(audience, table, row) !== null);
}

function own<R extends { villageId: string | null }>(audience: Audience, row: R): R | null {
  return row.villageId !== null && audience === `village/${row.villageId}` ? row : null;
}

/** What the random moments come of is on no screen: whoever is to be called must not know when. */
function unseeded({ seed: _seed, ...plan }: RollCallPlan): Partial<RollCallPlan> {
  return plan;
}

function publicUnit({ dutyPhone: _phone, ...unit }: Unit): Partial<Unit> {
  return unit;
}

/** The wall hangs in a room that visitors enter: no words, no informant, no names of villagers. */
function wallReport(report: Report): Partial<Report> {
  const { id, villageId, kind, urgency, state, stateAt, receivedAt, acknowledgedAt, incidentId, seq } =
    report;
  const place = { ...report.place, detail: null };
  return { id, villageId, kind, urgency, state, stateAt, receivedAt, acknowledgedAt, incidentId, place, seq };
}

/** When villages report is for everybody to know; who set it and why more often, in office. */
function publicZeroPlan({ extra, changedBy, ...plan }: ZeroPlan): ZeroPlan {
  const demand = extra && { ...extra, reason: maskPhones(extra.reason), by: officeOnly(extra.by) };
  return { ...plan, extra: demand, changedBy: officeOnly(changedBy) };
}

/** That a village has filed, and when; not what it said or who said it. */
function wallZeroReport(report: ZeroReport): Partial<ZeroReport> {
  const { id, roundId, villageId, dueAt, remindedAt, missedAt, filedAt, safe, late, offline, seq } = report;
  return { id, roundId, villageId, dueAt, remindedAt, missedAt, filedAt, safe, late, offline, seq };
}

function publicIncident(incident: Incident): Partial<Incident> {
  const { id, year, number, kind, title, villageId, place, state, reached, openedAt, receivedAt, seq } =
    incident;
  return { id, year, number, kind, title, villageId, place, state, reached, openedAt, receivedAt, seq };
}

/** Posts instead of names, no telephone numbers, and no place in words: whose house it is, is not for visitors. */
function wallIncident(incident: Incident): Incident {
  const { title, source, reason, gradeBasis, place, openedBy } = incident;
  const figures = Object.entries(incident.figures).map(([name, figure]) => [
    name,
    { ...figure, source: maskPhones(figure.source), by: officeOnly(figure.by) },
  ]);
  return {
    ...incident,
    title: maskPhones(title),
    // Who told it, in words, is not for visitors; that it came of a report is.
    source: source.startsWith('report/') ? source : '',
    reason: mask(reason),
    gradeBasis: mask(gradeBasis),
    place: { ...place, detail: null },
    openedBy: officeOnly(openedBy),
    figures: Object.fromEntries(figures) as Incident['figures'],
  };
}

function wallLine(line: Line): Line {
  const words = line.what === 'report' ? line.words : maskPhones(line.words);
  return { ...line, by: officeOnly(line.by), words, reason: mask(line.reason) };
}

function officeOnly(by: By): By {
  return { ...by, id: '', name: by.post };
}

/** Telephone numbers in free words, made unreadable: seven digits and more, also with spaces or dashes between. */
function maskPhones(text: string): string {
  return text.replace(/\d(?:[ -]?\d){6,}/g, '×××××××');
}

function mask(text: string | null): string | null {
  return text === null ? null : maskPhones(text);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
