import type { Collection } from './catalogue.ts';
import { recordKey, recordOf, type Row } from './documents.ts';
import { successor, type Entry, type Table } from './kv.ts';
import type { Store } from './store.ts';

/** A part of an index: from the first key up to, not including, the second. */
export type KeyRange = readonly [from: Buffer, to: Buffer];

/** A row as a scan finds it. `since` is the store's version when its place in the scan was read. */
export interface Found extends Row {
  since: number;
}

/** All rows of a collection in the order of insertion, or backwards, or from a record on. */
export function* scanAll(
  store: Store,
  collection: Collection,
  { reverse = false, from = 0 }: { reverse?: boolean; from?: number } = {},
): Generator<Found> {
  const range: KeyRange = [recordKey(collection, from), successor(idKey(collection.id))];
  for (const { entries, since } of pieces(store, store.kv.docs, range, reverse)) {
    for (const { key, value } of entries) yield { record: recordOf(key, 4), raw: value, since };
  }
}

export interface IndexScan {
  ranges: readonly KeyRange[];
  reverse: boolean;
  /** Each record once, though it may have several entries. */
  once: boolean;
  /** Leaves `raw` empty: only the number of rows is wanted. */
  keysOnly?: boolean;
}

/** Rows in the order of an index. A row that was deleted while the scan stood still is left out. */
export function* scanIndex(store: Store, collection: Collection, scan: IndexScan): Generator<Found> {
  const seen = scan.once ? new Set<number>() : undefined;
  const ranges = scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
  for (const range of ranges) {
    for (const { entries, since } of pieces(store, store.kv.index, range, scan.reverse)) {
      for (const { value } of entries) {
        const record = recordOf(value);
        if (seen && seen.size === seen.add(record).size) continue;
        const skip = scan.keysOnly === true && since === store.version;
        const raw = skip ? nothing : store.documents.fetch(collection, record);
        if (raw) yield { record, raw, since };
      }
    }
  }
}

/** The first bytes of every key of an index or a collection. */
export function idKey(id: number): Buffer {
  const key = Buffer.allocUnsafe(4);
  key.writeUInt32BE(id);
  return key;
}

interface Piece {
  entries: Entry[];
  /** The store's version when they were read. */
  since: number;
}

/**
 * A range in pieces: no LMDB cursor stays open between two of them, so a slow reader holds no old pages back and
 * commands may run in between.
 */
function* pieces(store: Store, table: Table, [from, to]: KeyRange, reverse: boolean): Generator<Piece> {
  for (let limit = 16; ; limit = Math.min(limit * 4, 1024)) {
    const since = store.version;
    const entries = table.range(from, to, limit, reverse);
    yield { entries, since };
    if (entries.length < limit) return;
    const last = entries[entries.length - 1]!.key;
    if (reverse) to = last;
    else from = Buffer.concat([last, zero]); // the next possible key
  }
}

const zero = Buffer.alloc(1);
const nothing = Buffer.alloc(0);
