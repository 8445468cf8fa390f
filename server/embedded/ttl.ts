import { firstRow, findRows, type Query } from './query/rows.ts';
import type { Collection } from './storage/catalogue.ts';
import type { Store } from './storage/store.ts';
import { decode } from './values/bson.ts';

/**
 * Removes what has expired by an index with `expireAfterSeconds`, a few hundred documents to a transaction.
 * @param now ms since the epoch
 */
export async function sweepExpired(store: Store, now: number): Promise<void> {
  for (const { db, name } of store.catalogue.list()) {
    const expired = () => expiredIn(store, store.catalogue.find(db, name), now);
    while (expired()) await store.write(() => removeSome(store, expired()));
  }
}

interface Expired {
  collection: Collection;
  query: Query;
}

/** Which documents of a collection have expired, undefined when none has. Asked without a transaction. */
function expiredIn(store: Store, collection: Collection | undefined, now: number): Expired | undefined {
  for (const { spec, fields } of collection?.indexes ?? []) {
    if (spec.expireAfterSeconds === undefined) continue;
    const before = new Date(now - spec.expireAfterSeconds * 1000);
    const query = { filter: { [fields[0]!]: { $lt: before } }, hint: spec.name, limit: BATCH };
    if (firstRow(store, collection!, query)) return { collection: collection!, query };
  }
  return undefined;
}

function removeSome(store: Store, expired: Expired | undefined): void {
  if (!expired) return;
  const { collection, query } = expired;
  const rows = [...findRows(store, collection, query)].filter((row) => row !== undefined);
  for (const row of rows) store.documents.remove(collection, row, decode(row.raw));
}

const BATCH = 200;
