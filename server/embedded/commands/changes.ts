import type { Collection } from '../storage/catalogue.ts';
import type { Row } from '../storage/documents.ts';
import type { Store } from '../storage/store.ts';
import type { Update } from '../update/update.ts';
import { upsertBase } from '../update/upsert.ts';
import { decode, encode, type Doc } from '../values/bson.ts';
import { toStore } from './insertable.ts';

export interface Changed {
  before: Doc;
  after: Doc;
  /** False when the document was so already. */
  changed: boolean;
}

/** Updates one row. Within a transaction, as below. */
export function changeRow(store: Store, collection: Collection, row: Row, update: Update): Changed {
  const before = decode(row.raw);
  const after = update.apply(before, { inserting: false });
  const raw = encode(after);
  // Numbers are stored in the shortest form that holds them, so the old bytes may differ without a change.
  const changed = !raw.equals(row.raw) && !raw.equals(encode(before));
  if (changed) store.documents.replace(collection, row, before, after, raw);
  return { before, after, changed };
}

/** Inserts what the filter and the update make together, and returns it. */
export function upsert(store: Store, collection: Collection, filter: Doc, update: Update): Doc {
  const base = upsertBase(filter);
  const start = update.replaces ? ('_id' in base ? { _id: base._id } : {}) : base;
  const { doc, raw, refusal } = toStore(encode(update.apply(start, { inserting: true })));
  if (refusal) throw refusal;
  store.documents.insert(collection, doc, raw);
  return doc;
}
