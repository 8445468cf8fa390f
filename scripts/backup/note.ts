import { REAL } from '../../shared/book/contract.ts';
import { restored } from '../../shared/book/noun.ts';
import type { Entry } from '../../shared/entry.ts';
import { SYSTEM } from '../../shared/roles.ts';
import { isoIn, later } from '../../shared/time.ts';
import { idOf } from '../../server/clock.ts';
import { fingerprint, seal } from '../../server/journal/chain.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import type { Store } from '../../server/store.ts';
import type { Manifest } from './manifest.ts';

/**
 * Puts the restore itself on record, as the next entry of every book: who reads the journal later sees where it was
 * taken up again, and screens learn from the book's row what was lost and is to be offered anew.
 *
 * @param zone of the instants; an exercise goes on at the time its own clock had shown last
 */
export async function noteInBooks(
  { connection, epoch }: Pick<Store, 'connection' | 'epoch'>,
  { at: takenAt, epoch: from, books }: Manifest,
  { now, zone }: { now: number; zone: string },
): Promise<void> {
  const journal = mongoJournal(connection);
  const noted = { takenAt, epoch: from };
  for (const { book, seq } of books) {
    const [last] = (await journal.read(book, seq - 1, 1)) as [Entry];
    const at = book === REAL ? later(last.at, isoIn(now, zone)) : last.at;
    const meta = { book, seq: seq + 1, commandId: idOf(COMMAND, epoch, book), command: COMMAND };
    const by = { id: SYSTEM.id, name: SYSTEM.name, post: SYSTEM.post };
    const print = fingerprint(COMMAND, noted, undefined);
    const { stored } = await journal.append([seal({ ...meta, at, by }, print, [restored(noted)], last.hash)]);
    if (stored !== 1) throw new Error(`${book}/${seq + 1} is taken: something else writes into this store`);
  }
}

const COMMAND = 'book.noteRestore';
