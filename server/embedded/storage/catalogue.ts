import { randomUUID } from 'node:crypto';
import { code, fault } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { decode, encode, type Doc } from '../values/bson.ts';
import { listGarbage } from './garbage.ts';
import { successor, type KeyValue } from './kv.ts';

/** An index as `listIndexes` shows it. */
export interface IndexSpec {
  v: 2;
  key: Record<string, 1 | -1>;
  name: string;
  unique?: true;
  sparse?: true;
  partialFilterExpression?: Doc;
  /** Seconds after the date in the field. */
  expireAfterSeconds?: number;
}

export interface Index {
  readonly id: number;
  readonly spec: IndexSpec;
  readonly fields: string[];
  readonly descending: boolean[];
  /** The most bytes one value may take in a key; longer ones are shortened. */
  readonly valueBytes: number;
  /** Which documents a partial index covers. */
  readonly covers: ((doc: Doc) => boolean) | undefined;
  /** It has the entries of all documents; until then it is kept up, but answers nothing. */
  ready: boolean;
  /** For each field, whether it reached into an array in some document, which then may have several entries. */
  multikey: boolean[];
  /** Some value was shortened, so the order of the entries is not quite that of the values. */
  inexact: boolean;
}

export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: string;
  readonly options: Doc;
  readonly indexes: Index[];
  count: number;
  bytes: number;
  nextRecord: number;
  /** The counts differ from what is written down. */
  changed: boolean;
  /** Grows with every document that is written or removed; not kept. A reader knows by it whether it saw all. */
  writes: number;
}

/** The collections and their indexes. Kept in memory, written in the same transaction as what they describe. */
export class Catalogue {
  private readonly kv: KeyValue;
  private readonly all = new Map<string, Collection>();
  private nextId = 1;

  constructor(kv: KeyValue) {
    this.kv = kv;
    this.load();
  }

  /** Reads everything anew; after a transaction that was undone. */
  load(): void {
    this.all.clear();
    this.nextId = 1;
    const prefix = Buffer.from('collection:');
    for (const { value } of this.kv.meta.range(prefix, successor(prefix), Infinity)) {
      const collection = this.read(decode(value) as unknown as Stored);
      this.all.set(nameKey(collection.db, collection.name), collection);
      for (const { id } of [collection, ...collection.indexes]) this.nextId = Math.max(this.nextId, id + 1);
    }
    for (const { id } of listGarbage(this.kv)) this.nextId = Math.max(this.nextId, id + 1);
  }

  find(db: string, name: string): Collection | undefined {
    return this.all.get(nameKey(db, name));
  }

  list(db?: string): Collection[] {
    return [...this.all.values()].filter((collection) => db === undefined || collection.db === db);
  }

  /** Only within a transaction, as everything below. */
  create(db: string, name: string, options: Doc = {}): Collection {
    checkName(db, name);
    const collection: Collection = {
      id: this.nextId++,
      db,
      name,
      uuid: randomUUID(),
      options,
      indexes: [newIndex(this.nextId++, { v: 2, key: { _id: 1 }, name: '_id_' })],
      count: 0,
      bytes: 0,
      nextRecord: 1,
      changed: true,
      writes: 0,
    };
    this.all.set(nameKey(db, name), collection);
    this.save(collection);
    return collection;
  }

  newIndex(spec: IndexSpec): Index {
    return newIndex(this.nextId++, spec);
  }

  save(collection: Collection): void {
    const indexes = collection.indexes.map(({ id, spec, ready, multikey, inexact }): StoredIndex => {
      return { id, spec, ready, multikey, inexact };
    });
    const { id, db, name, uuid, options } = collection;
    this.kv.meta.put(metaKey('collection', id), encode({ id, db, name, uuid, options, indexes }));
  }

  forget(collection: Collection): void {
    this.all.delete(nameKey(collection.db, collection.name));
    this.kv.meta.remove(metaKey('collection', collection.id));
    this.kv.meta.remove(metaKey('counts', collection.id));
  }

  saveCounts(): void {
    for (const collection of this.all.values()) {
      if (!collection.changed) continue;
      const { count, bytes, nextRecord } = collection;
      this.kv.meta.put(metaKey('counts', collection.id), encode({ count, bytes, nextRecord }));
      collection.changed = false;
    }
  }

  private read(stored: Stored): Collection {
    const counts = this.kv.meta.get(metaKey('counts', stored.id));
    const { count, bytes, nextRecord } = counts
      ? (decode(counts) as { count: number; bytes: number; nextRecord: number })
      : { count: 0, bytes: 0, nextRecord: 1 };
    const indexes = stored.indexes.map((index) => ({ ...newIndex(index.id, index.spec), ...index }));
    return { ...stored, indexes, count, bytes, nextRecord, changed: false, writes: 0 };
  }
}

interface Stored {
  id: number;
  db: string;
  name: string;
  uuid: string;
  options: Doc;
  indexes: StoredIndex[];
}

type StoredIndex = Pick<Index, 'id' | 'spec' | 'ready' | 'multikey' | 'inexact'>;

function newIndex(id: number, spec: IndexSpec): Index {
  const fields = Object.keys(spec.key);
  return {
    id,
    spec,
    fields,
    descending: fields.map((field) => spec.key[field]! < 0),
    valueBytes: Math.min(MAX_VALUE_BYTES, Math.floor(MAX_KEY_BYTES / fields.length)),
    covers: spec.partialFilterExpression && compileFilter(spec.partialFilterExpression),
    ready: true,
    multikey: fields.map(() => false),
    inexact: false,
  };
}

function checkName(db: string, name: string): void {
  const bad =
    name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || db.includes('\0');
  if (bad || db === '' || /[ ./\\"$]/.test(db))
    fault(code.invalidNamespace, `Invalid namespace specified '${db}.${name}'`);
}

function nameKey(db: string, name: string): string {
  return `${db}\0${name}`;
}

function metaKey(kind: string, id: number): Buffer {
  return Buffer.from(`${kind}:${id}`);
}

/** LMDB takes keys of 1978 bytes; an index's id and a record's number need 10. */
const MAX_KEY_BYTES = 1960;
const MAX_VALUE_BYTES = 900;
