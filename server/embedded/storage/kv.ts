import { statfsSync } from 'node:fs';
import { open, type Database } from 'lmdb';
import { MongoFault, StorageError } from '../errors.ts';

export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** Ordered keys and values. Reads within a transaction see its writes; writes are only allowed there. */
export interface Table {
  get(key: Buffer): Buffer | undefined;
  has(key: Buffer): boolean;
  put(key: Buffer, value: Uint8Array): void;
  remove(key: Buffer): void;
  /** At most `limit` entries with `from` ≤ key < `to`, from the other end when `reverse`. */
  range(from: Buffer, to: Buffer, limit: number, reverse?: boolean): Entry[];
}

/** What the store needs of a storage engine. LMDB is the one that is used; a test can stand in a failing one. */
export interface KeyValue {
  meta: Table;
  docs: Table;
  index: Table;
  /** Runs `work` in one write transaction, synchronously; what it wrote is durable when this returns, or gone when it throws. */
  transact<R>(work: () => R): R;
  close(): Promise<void>;
}

/**
 * Opens LMDB in a folder. Commits are synchronous and in LMDB's plain order (pages, fdatasync, meta page): its
 * asynchronous engine rejects promises nobody can catch when the disk is full, and gains nothing behind group commit.
 * @param noSync leaves durability to the operating system; for tests
 */
export function openKeyValue(folder: string, noSync: boolean): KeyValue {
  const root = open<Buffer, Buffer>(folder, {
    ...binary,
    maxDbs: 4,
    noSync,
    overlappingSync: false,
    ...{ safeRestore: true }, // documented, but not in lmdb's types
  });
  const table = (name: string) => lmdbTable(root.openDB<Buffer, Buffer>(name, binary), folder);
  return {
    meta: table('meta'),
    docs: table('docs'),
    index: table('index'),
    transact: (work) => guarded(folder, () => root.transactionSync(work)),
    close: () => root.close(),
  };
}

/** The smallest key that is greater than every key beginning with `prefix`. */
export function successor(prefix: Buffer): Buffer {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  if (end === 0) return Buffer.alloc(64, 0xff);
  const next = Buffer.from(prefix.subarray(0, end));
  next[end - 1]!++;
  return next;
}

const binary = { keyEncoding: 'binary', encoding: 'binary' } as const;

function lmdbTable(db: Database<Buffer, Buffer>, folder: string): Table {
  return {
    get: (key) => db.get(key),
    has: (key) => db.doesExist(key),
    put: (key, value) => guarded(folder, () => void db.put(key, value as Buffer)),
    remove: (key) => guarded(folder, () => void db.remove(key)),
    range: (from, to, limit, reverse) => {
      const options = reverse
        ? { start: to, end: from, limit, reverse, exclusiveStart: true, inclusiveEnd: true }
        : { start: from, end: to, limit };
      // typed as a promise, but an array: the range is read synchronously
      return db.getRange(options).asArray as unknown as Entry[];
    },
  };
}

/** Tells the storage's own errors from those of the work that was done in it. */
function guarded<R>(folder: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof MongoFault || error instanceof StorageError || !isLmdbError(error)) throw error;
    throw new StorageError(error, noSpace.test(String(error)) || freeBytes(folder) < LITTLE_BYTES);
  }
}

function isLmdbError(error: unknown): boolean {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'number';
}

function freeBytes(folder: string): number {
  const disk = statfsSync(folder);
  return disk.bavail * disk.bsize;
}

const noSpace = /ENOSPC|No space|MAP_FULL|quota|File too large/i;
/** LMDB reports a full disk as an input/output error; with less space than this it is taken for one. */
const LITTLE_BYTES = 64 * 1024 * 1024;
