import type { StorageError } from '../errors.ts';
import { Catalogue, type Collection, type Index } from './catalogue.ts';
import { CommitQueue } from './commit.ts';
import { Documents } from './documents.ts';
import { discard, listGarbage, sweepSome } from './garbage.ts';
import type { KeyValue } from './kv.ts';

/** The database engine below the commands: collections, documents, indexes and group commit over a key-value store. */
export class Store {
  readonly kv: KeyValue;
  readonly catalogue: Catalogue;
  readonly documents: Documents;
  private readonly queue: CommitQueue;
  private sweeping: Promise<void> | undefined;

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
    this.dropUnfinished();
    this.sweep();
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
    this.queue.close();
    await this.kv.close();
  }

  /** The collection, made if need be. Only within a transaction, as everything below. */
  ensure(db: string, name: string): Collection {
    return this.catalogue.find(db, name) ?? this.catalogue.create(db, name);
  }

  drop(collection: Collection): void {
    discard(this.kv, { table: 'docs', id: collection.id });
    for (const { id } of collection.indexes) discard(this.kv, { table: 'index', id });
    this.catalogue.forget(collection);
    this.sweep();
  }

  dropIndex(collection: Collection, index: Index): void {
    discard(this.kv, { table: 'index', id: index.id });
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
    this.catalogue.save(collection);
    this.sweep();
  }

  /** Clears away what was dropped, a part to a transaction. What fails now is tried again after the next start. */
  private sweep(): void {
    this.sweeping ??= this.sweepAll().then(
      () => (this.sweeping = undefined),
      () => (this.sweeping = undefined),
    );
  }

  private async sweepAll(): Promise<void> {
    while (listGarbage(this.kv).length > 0) await this.write(() => sweepSome(this.kv));
  }

  /** Indexes whose building a predecessor did not live to finish, and so never promised. */
  private dropUnfinished(): void {
    const unfinished = this.catalogue
      .list()
      .flatMap((collection) =>
        collection.indexes.filter(({ ready }) => !ready).map((index) => ({ collection, index })),
      );
    if (unfinished.length === 0) return;
    this.kv.transact(() => {
      for (const { collection, index } of unfinished) this.dropIndex(collection, index);
    });
  }
}
