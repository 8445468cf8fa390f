import type { Engine } from '../engine.ts';
import { planFor } from '../query/planner.ts';
import { findRows, firstRow, rawTest, type Query } from '../query/rows.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Row } from '../storage/documents.ts';
import { collectionName, type Command } from './command.ts';
import { paced } from './cursors.ts';

/** Whether looking for a query's rows would hold the thread for long. */
export function isLong(collection: Collection, { filter, sort, hint, limit }: Query): boolean {
  if (collection.count < MANY_ROWS) return false;
  const plan = planFor(collection, filter, sort ?? [], hint);
  return !(limit === 1 && plan.sorted && (plan.index !== undefined || plan.union !== undefined));
}

/**
 * Does something with the first row of a query, or with none, in a transaction. Where no index leads to the row it is
 * looked for before, letting others run; if they write meanwhile so that it may no longer be the first, or there may be
 * one now, it is looked for again, and after some times within the transaction.
 */
export async function withFirstRow<R extends object>(
  { store }: Engine,
  command: Command,
  query: Query,
  work: (row: Row | undefined) => R,
): Promise<R> {
  const name = collectionName(command);
  const collectionNow = () => store.catalogue.find(command.db, name);
  for (let left = TIMES; left > 0; left--) {
    const collection = collectionNow();
    if (!collection || !isLong(collection, { ...query, limit: 1 })) break;
    const { writes } = collection;
    let record: number | undefined;
    const rows = findRows(store, collection, { ...query, limit: 1 });
    await paced(rows[Symbol.iterator](), command.deadline, (row) => {
      record = row.record;
      return false;
    });
    const done = await store.write(() => {
      if (collectionNow() !== collection) return undefined;
      const untouched = collection.writes === writes;
      if (record === undefined) return untouched ? work(undefined) : undefined;
      const raw = store.documents.fetch(collection, record);
      const stands = raw !== undefined && (untouched || (!query.sort?.length && rawTest(query.filter)(raw)));
      return stands ? work({ record, raw }) : undefined;
    });
    if (done) return done;
  }
  return store.write(() => {
    const collection = collectionNow();
    return work(collection && firstRow(store, collection, query));
  });
}

/** Below this, looking through a whole collection takes a few milliseconds. */
const MANY_ROWS = 2000;
/** So often it is looked for anew before the others must wait. */
export const TIMES = 5;
