import type { Connection, Model } from 'mongoose';
import { see } from '../../shared/see.ts';
import { TABLES, type Table } from '../../shared/rows.ts';
import { forget, layersOf } from './archive.ts';
import { ask } from './ask.ts';
import { checkpointsOf } from './checkpoints.ts';
import { keep } from './keep.ts';
import { keyOf, shelvesOf, type Kept } from './kept.ts';
import type { Records } from './records.ts';

/** The records in MongoDB: one collection a table, one document a row. */
export function mongoRecords(connection: Connection): Records {
  const shelves = shelvesOf(connection);
  const of = (table: Table) => shelves.get(table) as Model<Kept>;
  const { drop, ...checkpoints } = checkpointsOf(connection);
  return {
    ...checkpoints,
    async ready() {
      for (const shelf of shelves.values()) {
        await shelf.createCollection();
        await shelf.createIndexes();
      }
    },
    async project(book, changes) {
      for (const table of TABLES) await keep(of(table), table, book, changes);
    },
    ask: (question) => ask(of(question.table), question),
    async one(book, table, id, audience) {
      const kept = await of(table)
        .findOne({ _id: keyOf(book, id) })
        .lean<Kept>();
      return kept && see(audience, table, kept.row);
    },
    async leftBefore(book, table, seq, limit) {
      const gone = { book, left: { $gt: 0, $lte: seq } };
      const kept = await of(table).find(gone).sort({ left: 1, _id: 1 }).limit(limit).lean<Kept[]>();
      return kept.map(({ left, row }) => ({ left: left as number, row }));
    },
    archived: async (book, table, id) => (await layersOf(shelves, book, table as Table, id)).flat(),
    forget: (book, table, id) => forget(shelves, book, table, id),
    async clear(book) {
      for (const shelf of shelves.values()) await shelf.deleteMany({ book });
      await drop(book);
    },
  };
}
