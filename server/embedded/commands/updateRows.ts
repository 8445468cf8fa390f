import { findRows, type Query } from '../query/rows.ts';
import type { Update } from '../update/update.ts';
import { upsertBase } from '../update/upsert.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import { decode, encode, type Doc } from '../values/bson.ts';
import { toStore } from './insertable.ts';

/** Which documents, and what becomes of them. */
export interface Statement {
  query: Query;
  update: Update;
}

export interface Updated {
  before: Doc;
  after: Doc;
  changed: boolean;
}

/** Updates what matches. The rows are found before the first is changed, so none is met twice. */
export function updateRows(store: Store, collection: Collection, { query, update }: Statement): Updated[] {
  const rows = [...findRows(store, collection, query)].filter((row) => row !== undefined);
  return rows.map((row) => {
    const before = decode(row.raw);
    const after = update.apply(before, { inserting: false });
    const raw = encode(after);
    // Numbers are stored in the shortest form that holds them, so the old bytes may differ without a change.
    const changed = !raw.equals(row.raw) && !raw.equals(encode(before));
    if (changed) store.documents.replace(collection, row, before, after, raw);
    return { before, after, changed };
  });
}

/** Inserts what the filter and the update make together, and returns it. */
export function upsert(store: Store, collection: Collection, { query, update }: Statement): Doc {
  const base = upsertBase(query.filter);
  const start = update.replaces ? ('_id' in base ? { _id: base._id } : {}) : base;
  const { doc, raw, refusal } = toStore(encode(update.apply(start, { inserting: true })));
  if (refusal) throw refusal;
  store.documents.insert(collection, doc, raw);
  return doc;
}
