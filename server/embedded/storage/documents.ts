import { code, fault } from '../errors.ts';
import type { Doc } from '../values/bson.ts';
import { mongoText } from '../values/text.ts';
import { valuesAt } from '../values/paths.ts';
import type { Catalogue, Collection, Index } from './catalogue.ts';
import { entriesOf, namesNoRecord, type Entries } from './entries.ts';
import type { KeyValue } from './kv.ts';

/** A stored document and its number in the collection; numbers grow with insertion and are never used again. */
export interface Row {
  record: number;
  raw: Buffer;
}

/**
 * Documents and their index entries. Every method checks everything before its first write, so that a refused one
 * has written nothing. Only within a transaction, but for `fetch`.
 */
export class Documents {
  private readonly kv: KeyValue;
  private readonly catalogue: Catalogue;

  constructor(kv: KeyValue, catalogue: Catalogue) {
    this.kv = kv;
    this.catalogue = catalogue;
  }

  fetch(collection: Collection, record: number): Buffer | undefined {
    return this.kv.docs.get(recordKey(collection, record));
  }

  /** @throws MongoFault 11000 with `keyPattern` and `keyValue` */
  insert(collection: Collection, doc: Doc, raw: Buffer): number {
    checkSize(raw);
    const record = collection.nextRecord;
    const entries = collection.indexes.map((index) => entriesOf(index, doc, record));
    collection.indexes.forEach((index, n) => this.checkFree(collection, index, entries[n]!.keys, doc));
    const value = recordValue(record);
    for (const { keys } of entries) for (const key of keys) this.kv.index.put(key, value);
    this.kv.docs.put(recordKey(collection, record), raw);
    collection.nextRecord++;
    this.counted(collection, 1, raw.length);
    this.noteKinds(collection, entries);
    return record;
  }

  replace(collection: Collection, row: Row, old: Doc, doc: Doc, raw: Buffer): void {
    checkSize(raw);
    const before = collection.indexes.map((index) => entriesOf(index, old, row.record));
    const after = collection.indexes.map((index) => entriesOf(index, doc, row.record));
    const added = after.map(({ keys }, n) => without(keys, before[n]!.keys));
    collection.indexes.forEach((index, n) => this.checkFree(collection, index, added[n]!, doc));
    const value = recordValue(row.record);
    before.forEach(({ keys }, n) =>
      without(keys, after[n]!.keys).forEach((key) => this.kv.index.remove(key)),
    );
    for (const keys of added) for (const key of keys) this.kv.index.put(key, value);
    this.kv.docs.put(recordKey(collection, row.record), raw);
    this.counted(collection, 0, raw.length - row.raw.length);
    this.noteKinds(collection, after);
  }

  remove(collection: Collection, row: Row, doc: Doc): void {
    for (const index of collection.indexes) {
      for (const key of entriesOf(index, doc, row.record).keys) this.kv.index.remove(key);
    }
    this.kv.docs.remove(recordKey(collection, row.record));
    this.counted(collection, -1, -row.raw.length);
  }

  /** Adds a document to an index that is being built; it may have been added already by a write. */
  addToIndex(collection: Collection, index: Index, record: number, doc: Doc): void {
    const entries = entriesOf(index, doc, record);
    const value = recordValue(record);
    const missing = entries.keys.filter((key) => !this.kv.index.get(key)?.equals(value));
    this.checkFree(collection, index, missing, doc);
    for (const key of missing) this.kv.index.put(key, value);
    noteKinds(index, entries);
  }

  private checkFree(collection: Collection, index: Index, keys: Buffer[], doc: Doc): void {
    if (!namesNoRecord(index)) return;
    for (const key of keys) if (this.kv.index.has(key)) refuseDuplicate(collection, index, doc);
  }

  private counted(collection: Collection, documents: number, bytes: number): void {
    collection.count += documents;
    collection.bytes += bytes;
    collection.changed = true;
    collection.writes++;
  }

  private noteKinds(collection: Collection, entries: Entries[]): void {
    const news = collection.indexes.filter((index, n) => noteKinds(index, entries[n]!));
    if (news.length > 0) this.catalogue.save(collection);
  }
}

/** MongoDB's limit of one document, in bytes. */
export const MAX_DOC_BYTES = 16 * 1024 * 1024;

export function recordKey(collection: Collection, record: number): Buffer {
  const key = Buffer.allocUnsafe(10);
  key.writeUInt32BE(collection.id, 0);
  key.writeUIntBE(record, 4, 6);
  return key;
}

export function recordOf(value: Buffer, at = 0): number {
  return value.readUIntBE(at, 6);
}

function recordValue(record: number): Buffer {
  const value = Buffer.allocUnsafe(6);
  value.writeUIntBE(record, 0, 6);
  return value;
}

/** Remembers of an index what its planner must know; true when that was not known before. */
function noteKinds(index: Index, { multikey, inexact }: Entries): boolean {
  const news = (inexact && !index.inexact) || multikey.some((is, n) => is && !index.multikey[n]);
  index.inexact ||= inexact;
  multikey.forEach((is, n) => (index.multikey[n] ||= is));
  return news;
}

function checkSize(raw: Buffer): void {
  if (raw.length > MAX_DOC_BYTES) {
    fault(
      code.objectTooLarge,
      `BSONObj size: ${raw.length} is invalid. Size must be between 0 and ${MAX_DOC_BYTES}`,
    );
  }
}

function refuseDuplicate({ db, name }: Collection, index: Index, doc: Doc): never {
  const keyValue = Object.fromEntries(
    index.fields.map((field) => [field, valuesAt(doc, field).values[0] ?? null]),
  );
  const text = `E11000 duplicate key error collection: ${db}.${name} index: ${index.spec.name} dup key: `;
  fault(code.duplicateKey, text + mongoText(keyValue), { keyPattern: index.spec.key, keyValue });
}

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (keys.length === 1 && others.length === 1) return keys[0]!.equals(others[0]!) ? [] : keys;
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}
