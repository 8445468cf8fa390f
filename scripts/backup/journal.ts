import { deserialize } from 'bson';
import type { Entry } from '../../shared/entry.ts';
import type { Store } from '../../server/store.ts';
import { JOURNAL } from './collections.ts';
import type { BookHead } from './manifest.ts';

type Connection = Store['connection'];
type Key = { readonly _id: string };

/** The journal of all books as it is read for a backup. */
export interface JournalRead {
  /** The entries' bytes, the books one after the other, each in its order. To be read once. */
  pages(): AsyncGenerator<Uint8Array[]>;
  /** How far each book was read; complete when `pages` has ended. */
  readonly books: readonly BookHead[];
}

const PAGE = 1_000;
const LAST = 999_999_999_999;

/**
 * Reads every book up to its head at this moment. An erasure that is carried out meanwhile empties entries for a
 * decision that may lie behind that head: then the book is read on up to the decision, without which the chain could
 * not be proven.
 */
export function journalPages(connection: Connection): JournalRead {
  const books: BookHead[] = [];
  return {
    books,
    async *pages() {
      const heads = await Promise.all((await booksIn(connection)).map((book) => headOf(connection, book)));
      for (const [book, fixed] of heads) {
        let last: Buffer | null = null;
        let from = 0;
        for (let to = fixed; from < to; to = await decidedMeanwhile(connection, book, to)) {
          for await (const page of entriesIn(connection, book, from, to)) {
            last = page.at(-1) ?? last;
            yield page;
          }
          from = to;
        }
        if (!last) continue;
        const { seq, hash } = deserialize(last) as Entry;
        books.push({ book, seq, hash });
      }
    },
  };
}

/** The books by the keys of their entries, each found by one step over all entries of the one before. */
export async function booksIn(connection: Connection): Promise<string[]> {
  const journal = connection.collection<Key>(JOURNAL);
  const books: string[] = [];
  for (let after = ''; ;) {
    const [next] = await journal
      .find({ _id: { $gt: after } }, { projection: { _id: 1 }, sort: { _id: 1 }, limit: 1 })
      .toArray();
    if (!next) return books;
    const book = next._id.slice(0, next._id.lastIndexOf('/'));
    books.push(book);
    after = `${book}0`; // “0” follows “/”
  }
}

async function headOf(connection: Connection, book: string): Promise<readonly [string, number]> {
  const range = { $gt: keyOf(book, 0), $lt: keyOf(book, LAST) };
  const [last] = await connection
    .collection<Key>(JOURNAL)
    .find({ _id: range }, { projection: { _id: 1 }, sort: { _id: -1 }, limit: 1 })
    .toArray();
  return [book, last ? Number(last._id.slice(last._id.lastIndexOf('/') + 1)) : 0];
}

/** The last decision to erase behind a `seq`, or that `seq` itself. */
async function decidedMeanwhile(connection: Connection, book: string, after: number): Promise<number> {
  const range = { $gt: keyOf(book, after), $lt: keyOf(book, LAST) };
  const found = await connection
    .collection<Key & { seq: number }>(JOURNAL)
    .find({ _id: range, command: 'incident.erase' }, { projection: { seq: 1 } })
    .toArray();
  return Math.max(after, ...found.map(({ seq }) => seq));
}

async function* entriesIn(connection: Connection, book: string, from: number, to: number) {
  const range = { $gt: keyOf(book, from), $lte: keyOf(book, to) };
  const cursor = connection
    .collection<Key>(JOURNAL)
    .find({ _id: range }, { raw: true, sort: { _id: 1 }, batchSize: PAGE });
  yield* inPages(cursor);
}

/** The documents of a cursor that was asked for them raw, so many at once. */
export async function* inPages(cursor: AsyncIterable<unknown>): AsyncGenerator<Buffer[]> {
  let page: Buffer[] = [];
  for await (const document of cursor) {
    page.push(document as Buffer);
    if (page.length >= PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

export function keyOf(book: string, seq: number): string {
  return `${book}/${String(seq).padStart(12, '0')}`;
}
