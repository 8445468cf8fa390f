import type { Incident } from '../../shared/incident/contract.ts';
import { erasedId } from '../../shared/incident/contract.ts';
import { retentionDays } from '../../shared/unit/contract.ts';
import type { Book } from '../books.ts';
import type { Journal } from '../journal/journal.ts';
import type { Records } from '../records/records.ts';

/** An archived incident whose time of keeping is over. */
export interface DueIncident {
  readonly archivedAt: string;
  /** Since when it is due. */
  readonly dueAt: string;
  readonly incident: Pick<Incident, 'id' | 'year' | 'number' | 'title' | 'villageId'>;
}

export interface Asking {
  readonly book: Book;
  readonly journal: Journal;
  readonly records: Pick<Records, 'leftBefore'>;
  readonly now: () => number;
  readonly limit: number;
}

const DAY = 24 * 3_600_000;

/**
 * What should be erased by now, the longest first: personal data collected for an incident are destroyed
 * when they are not needed any more (Emergency Response Law, art. 85). When that is, the unit says in days
 * from the archiving; that it happens is a leader's decision for each, with its reason in the journal.
 */
export async function dueForErasure({ book, journal, records, now, limit }: Asking) {
  const { tables } = book.tail.world;
  const days = retentionDays(tables.unit.get('unit'));
  const until = await lastBefore(journal, book.name, book.tail.world.seq, now() - days * DAY);
  const found = await records.leftBefore(book.name, 'incident', until, limit + 1);
  const due: DueIncident[] = [];
  for (const { left, row } of found) {
    const { id, year, number, title, villageId } = row as Incident;
    if (tables.tally.has(erasedId(id))) continue; // decided already, and about to go
    const [entry] = await journal.read(book.name, left - 1, 1);
    const archivedAt = entry?.at ?? '';
    const dueAt = new Date(Date.parse(archivedAt) + days * DAY).toISOString();
    due.push({ archivedAt, dueAt, incident: { id, year, number, title, villageId } });
  }
  return { days, due: due.slice(0, limit), more: found.length > limit };
}

/** The last entry that was recorded before a moment; the journal is in the order of time. */
async function lastBefore(journal: Journal, book: string, head: number, ms: number): Promise<number> {
  let [low, high] = [0, head];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [entry] = await journal.read(book, middle - 1, 1);
    if (entry && Date.parse(entry.at) < ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
