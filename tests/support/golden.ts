import { readFileSync } from 'node:fs';
import type { Entry } from '../../shared/entry.ts';
import { TABLES, type Row } from '../../shared/rows.ts';
import type { Envelope } from '../../shared/wire.ts';
import type { World } from '../../shared/world.ts';

/** Entries that were written once and have to fold for ever, and what they fold to. */
export interface GoldenJournal {
  readonly foldVersion: number;
  readonly books: readonly {
    readonly book: string;
    readonly entries: readonly Entry[];
    readonly tables: Readonly<Record<string, readonly Row[]>>;
  }[];
}

export const JOURNAL = new URL('../fixtures/golden-journal.json', import.meta.url);
export const OUTBOX = new URL('../fixtures/golden-outbox.json', import.meta.url);

/** Commands as a phone may still hold them after a month. */
export const goldenOutbox = (): Envelope[] => JSON.parse(readFileSync(OUTBOX, 'utf8')) as Envelope[];
export const goldenJournal = (): GoldenJournal => JSON.parse(readFileSync(JOURNAL, 'utf8')) as GoldenJournal;

/** A World's tables as JSON, in an order that does not depend on how they came about. */
export function tablesOf(world: World): Record<string, Row[]> {
  const rows = (table: (typeof TABLES)[number]) =>
    [...world.tables[table].values()].sort((a: Row, b: Row) => (a.id < b.id ? -1 : 1));
  const tables = Object.fromEntries(TABLES.map((table) => [table, rows(table)]));
  return JSON.parse(JSON.stringify(tables)) as Record<string, Row[]>;
}

/**
 * Entries after an erasure: the events about an archived incident and its reports are gone; who, when, what about
 * and the decision itself remain.
 */
export function eraseFrom(
  entries: readonly Entry[],
  incidentId: string,
  reportIds: readonly string[],
): Entry[] {
  const gone = new Set([`incident/${incidentId}`, ...reportIds.map((id) => `report/${id}`)]);
  return entries.map((entry) => {
    const erased = entry.events.map(
      (event, n) => event?.type !== 'incident.erased' && gone.has(entry.about[n] ?? ''),
    );
    const left = <T>(list: readonly T[]) => list.map((one, n) => (erased[n] ? null : one));
    return { ...entry, events: left(entry.events), salts: left(entry.salts) };
  });
}
