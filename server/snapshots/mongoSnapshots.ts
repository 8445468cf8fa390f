import { randomUUID } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import { TABLES, type Row, type Table } from '../../shared/rows.ts';
import { emptyWorld, FOLD_VERSION, type World } from '../../shared/world.ts';
import { failpoint } from '../failpoints.ts';
import type { Snapshots } from './snapshots.ts';

interface Chunk {
  readonly _id: string;
  readonly book: string;
  readonly generation: string;
  readonly fence: number;
  readonly table: Table;
  readonly rows: readonly Row[];
}
interface Pointer {
  readonly _id: string;
  readonly generation: string;
  /** The fence of who moved it. */
  readonly fence: number;
  readonly fold: number;
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
  readonly chunks: number;
}

const options = { minimize: false, versionKey: false, strict: 'throw' } as const;
const mixed = { type: [Schema.Types.Mixed] as never };
const chunkSchema = new Schema<Chunk>(
  {
    _id: { type: String, required: true },
    book: String,
    generation: String,
    fence: Number,
    table: String,
    rows: mixed,
  },
  { collection: 'snapshotChunks', ...options },
);
chunkSchema.index({ book: 1, generation: 1 });
const pointerSchema = new Schema<Pointer>(
  {
    _id: { type: String, required: true },
    generation: String,
    fence: Number,
    fold: Number,
    seq: Number,
    at: String,
    hash: String,
    chunks: Number,
  },
  { collection: 'snapshots', ...options },
);
const CHUNK_ROWS = 500;
const DUPLICATE = 11_000;

/** Snapshots in MongoDB: chunks of a generation first, then one pointer, so that what is pointed at is whole. */
export function mongoSnapshots(connection: Connection): Snapshots {
  const chunks = connection.model<Chunk>('snapshotChunk', chunkSchema);
  const pointers = connection.model<Pointer>('snapshot', pointerSchema);
  return {
    async ready() {
      await Promise.all([chunks.createCollection(), pointers.createCollection()]);
      await chunks.createIndexes();
    },
    write: (world, fence) => write(chunks, pointers, world, fence),
    load: (book) => load(chunks, pointers, book),
  };
}

async function write(
  chunks: Model<Chunk>,
  pointers: Model<Pointer>,
  world: World,
  fence: number,
): Promise<boolean> {
  const { book, seq, at, hash } = world;
  const generation = `${String(seq).padStart(12, '0')}-${randomUUID()}`;
  const parts = chunksOf(world, generation, fence);
  for (const part of parts) {
    failpoint('snapshot.writing');
    await chunks.collection.insertOne(part as never);
  }
  const pointer = { generation, fence, fold: FOLD_VERSION, seq, at, hash, chunks: parts.length };
  const isOurs = await move(pointers, book, pointer);
  failpoint('snapshot.moved');
  // Only now: what the pointer named until here had to stay whole. And never a later holder's.
  const stale = isOurs
    ? { book, generation: { $ne: generation }, fence: { $not: { $gt: fence } } }
    : { book, generation };
  await chunks.deleteMany(stale);
  return isOurs;
}

/** Moves the pointer of a book, unless one of a higher fence is there. */
async function move(pointers: Model<Pointer>, book: string, pointer: Omit<Pointer, '_id'>): Promise<boolean> {
  const ours = { _id: book, fence: { $not: { $gt: pointer.fence } } };
  try {
    await pointers.updateOne(ours, { $set: pointer }, { upsert: true });
    return true;
  } catch (problem) {
    if ((problem as { code?: number }).code === DUPLICATE) return false;
    throw problem;
  }
}

function chunksOf(world: World, generation: string, fence: number): Chunk[] {
  const { book } = world;
  return TABLES.flatMap((table) => {
    const rows: Row[] = [...world.tables[table].values()];
    const parts: Chunk[] = [];
    for (let n = 0; n < rows.length; n += CHUNK_ROWS) {
      const _id = `${book}/${generation}/${table}/${n}`;
      parts.push({ _id, book, generation, fence, table, rows: rows.slice(n, n + CHUNK_ROWS) });
    }
    return parts;
  });
}

async function load(chunks: Model<Chunk>, pointers: Model<Pointer>, book: string): Promise<World | null> {
  const pointer = await pointers.findOne({ _id: book }).lean<Pointer>();
  if (!pointer || pointer.fold !== FOLD_VERSION) return null;
  const parts = await chunks.find({ book, generation: pointer.generation }).lean<Chunk[]>();
  if (parts.length !== pointer.chunks) return null;
  const world = emptyWorld(book);
  for (const { table, rows } of parts) {
    const map = world.tables[table] as Map<string, Row>;
    for (const row of rows) map.set(row.id, row);
  }
  return Object.assign(world, { seq: pointer.seq, at: pointer.at, hash: pointer.hash });
}
