import { code, fault, type StorageError } from '../errors.ts';
import { encode, type Doc } from '../values/bson.ts';
import { decode } from '../values/bson.ts';
import { mongoText } from '../values/text.ts';
import { Catalogue, type Collection, type Index, type IndexSpec } from './catalogue.ts';
import { CommitQueue } from './commit.ts';
import { Documents } from './documents.ts';
import { successor, type KeyValue, type Table } from './kv.ts';
import { idKey, scanAll } from './scan.ts';

/** The database engine below the commands: collections, documents, indexes and group commit over a key-value store. */
export class Store {
  readonly kv: KeyValue;
  readonly catalogue: Catalogue;
  readonly documents: Documents;
  private readonly queue: CommitQueue;

  /** @param broken called when the storage fails for another reason than a full disk; the process should end */
  constructor(kv: KeyValue, broken: (error: StorageError) => void) {
    this.kv = kv;
    this.catalogue = new Catalogue(kv);
    this.documents = new Documents(kv, this.catalogue);
    this.queue = new CommitQueue(kv, {
      committing: () => this.catalogue.saveCounts(),
      undone: () => this.catalogue.load(),
      broken,
    });
  }

  /** Grows with every transaction. */
  get version(): number {
    return this.queue.version;
  }

  /** Runs `work` in the next transaction; resolves once it is durable. See `CommitQueue.write`. */
  write<R>(work: () => R): Promise<R> {
    return this.queue.write(work);
  }

  async close(): Promise<void> {
    this.queue.flush();
    await this.kv.close();
  }

  /** The collection, made if need be. Only within a transaction, as everything below. */
  ensure(db: string, name: string): Collection {
    return this.catalogue.find(db, name) ?? this.catalogue.create(db, name);
  }

  drop(collection: Collection): void {
    clear(this.kv.docs, collection.id);
    for (const index of collection.indexes) clear(this.kv.index, index.id);
    this.catalogue.forget(collection);
  }

  /**
   * Builds an index over what is there.
   * @returns false when the collection has it already
   * @throws MongoFault 11000 when the documents break its uniqueness, 85 or 86 when another index is in its way
   */
  createIndex(collection: Collection, spec: IndexSpec): boolean {
    if (alreadyThere(collection, spec)) return false;
    const index = this.catalogue.newIndex(spec);
    try {
      for (const { record, raw } of scanAll(this, collection)) {
        this.documents.addToIndex(collection, index, record, decode(raw));
      }
    } catch (error) {
      clear(this.kv.index, index.id);
      throw error;
    }
    collection.indexes.push(index);
    this.catalogue.save(collection);
    return true;
  }

  dropIndex(collection: Collection, index: Index): void {
    clear(this.kv.index, index.id);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
    this.catalogue.save(collection);
  }
}

function alreadyThere(collection: Collection, spec: IndexSpec): boolean {
  const sameKey = collection.indexes.find((index) => keyText(index.spec) === keyText(spec));
  if (sameKey?.spec.name === '_id_') return true;
  const sameName = collection.indexes.find((index) => index.spec.name === spec.name);
  const existing = sameName ?? sameKey;
  if (!existing) return false;
  const texts = `Requested index: ${mongoText(spec)}, existing index: ${mongoText(existing.spec)}`;
  if (sameName && (sameName !== sameKey || !sameSpec(sameName.spec, spec))) {
    fault(code.indexKeySpecsConflict, `An existing index has the same name as the requested index. ${texts}`);
  }
  if (!sameName) fault(code.indexOptionsConflict, `Index already exists with a different name. ${texts}`);
  return true;
}

function keyText(spec: IndexSpec): string {
  return JSON.stringify(Object.entries(spec.key));
}

function sameSpec(a: IndexSpec, b: IndexSpec): boolean {
  const text = ({ unique, sparse, partialFilterExpression, expireAfterSeconds }: IndexSpec) =>
    encode({ unique, sparse, partialFilterExpression, expireAfterSeconds } as Doc);
  return text(a).equals(text(b));
}

/** Removes all keys of one id, in pieces: no cursor walks over keys that are being removed. */
function clear(table: Table, id: number): void {
  const from = idKey(id);
  for (;;) {
    const entries = table.range(from, successor(from), 1000);
    for (const { key } of entries) table.remove(key);
    if (entries.length < 1000) return;
  }
}
