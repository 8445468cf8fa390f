import { findRows } from './query/rows.ts';
import type { Collection, Index } from './storage/catalogue.ts';
import type { Store } from './storage/store.ts';
import { decode } from './values/bson.ts';

/**
 * Removes what has expired by an index with `expireAfterSeconds`, a few hundred documents to a transaction.
 * @param now ms since the epoch
 */
export async function sweepExpired(store: Store, now: number): Promise<void> {
  for (const { db, name } of store.catalogue.list()) {
    while ((await store.write(() => removeSome(store, store.catalogue.find(db, name), now))) > 0);
  }
}

function removeSome(store: Store, collection: Collection | undefined, now: number): number {
  let removed = 0;
  for (const index of collection?.indexes ?? []) {
    if (index.spec.expireAfterSeconds !== undefined) removed += removeBy(store, collection!, index, now);
  }
  return removed;
}

function removeBy(store: Store, collection: Collection, { spec, fields }: Index, now: number): number {
  const before = new Date(now - spec.expireAfterSeconds! * 1000);
  const query = { filter: { [fields[0]!]: { $lt: before } }, hint: spec.name, limit: BATCH };
  const rows = [...findRows(store, collection, query)].filter((row) => row !== undefined);
  for (const row of rows) store.documents.remove(collection, row, decode(row.raw));
  return rows.length;
}

const BATCH = 200;
