import { randomUUID } from 'node:crypto';
import type { Row, Table } from '../../../shared/rows.ts';
import type { Change } from '../../../shared/world.ts';

const by = { id: 'c', name: '值班员C', post: '主班' };
const at = '2026-04-05T13:28:00.000+08:00';

export const newBook = (): string => `ex-${randomUUID()}`;

/** A row that came into being, changed or left (`after` undefined) in an entry. */
export function put(seq: number, table: Table, row: Row): Change {
  return { seq, table, id: row.id, before: undefined, after: row };
}
export function drop(seq: number, table: Table, row: Row): Change {
  return { seq, table, id: row.id, before: row, after: undefined };
}

export function report(id: string, more: object = {}): Row {
  return {
    id,
    villageId: 'shulonggou',
    kind: 'U02',
    urgency: 'urgent',
    words: '起烟',
    place: { villageId: 'shulonggou', point: null, source: 'village', accuracy: null, detail: null },
    casualties: null,
    channel: 'phone',
    informant: { unit: null, name: null, post: null, contactId: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: at, recordedAt: at, submittedBy: by, fileIds: [] },
    ...{ state: 'submitted', stateAt: at, stateBy: by, reason: null, acknowledgedAt: null },
    ...{
      acknowledgedBy: null,
      escalatedAt: null,
      mergedInto: null,
      incidentId: null,
      corrections: 0,
      seq: 1,
    },
    ...more,
  } as Row;
}

export function incident(id: string, more: object = {}): Row {
  return {
    ...{ id, year: 2026, number: 1, kind: 'A02', title: '火灾', villageId: 'shulonggou', source: 'phone' },
    place: { villageId: 'shulonggou', point: null, source: 'village', accuracy: null, detail: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: at, state: 'closed', reached: {}, reason: null },
    ...{ figures: {}, grade: null, gradeBasis: null, corrections: 0, openedAt: at, openedBy: by, seq: 1 },
    ...more,
  } as Row;
}

export function attachment(id: string, reportId: string): Row {
  return {
    ...{ id, reportId, villageId: 'shulonggou', hash: 'f'.repeat(64), media: 'image/jpeg', bytes: 1 },
    ...{ width: null, height: null, name: null, arrivedAt: at, seq: 1 },
  } as Row;
}

export function village(id: string, name: string): Row {
  return { id, code: null, name, alias: null, surveyed: false, position: null, seq: 1 } as unknown as Row;
}
