import { Schema, type Connection, type Model } from 'mongoose';
import { TABLES, type Row, type Table } from '../../shared/rows.ts';
import { emptyWorld, FOLD_VERSION, type World } from '../../shared/world.ts';
import type { Snapshots } from './snapshots.ts';

interface Chunk {
  readonly _id: string;
  readonly book: string;
  readonly generation: string;
  readonly table: Table;
  readonly rows: readonly Row[];
}
interface Pointer {
  readonly _id: string;
  readonly generation: string;
  readonly fold: number;
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
  readonly chunks: number;
}

const options = { minimize: false, versionKey: false, strict: 'throw' } as const;
const mixed = { type: [Schema.Types.Mixed] as never };
const chunkSchema = new Schema<Chunk>(
  { _id: { type: String, required: true }, book: String, generation: String, table: String, rows: mixed },
  { collection: 'snapshotChunks', ...options },
);
chunkSchema.index({ book: 1, generation: 1 });
const pointerSchema = new Schema<Pointer>(
  {
    _id: { type: String, required: true },
    generation: String,
    fold: Number,
    seq: Number,
    at: String,
    hash: String,
    chunks: Number,
  },
  { collection: 'snapshots', ...options },
);
const CHUNK_ROWS = 500;

/** Snapshots in MongoDB: chunks of a generation first, then one pointer, so that what is pointed at is whole. */
export function mongoSnapshots(connection: Connection): Snapshots {
  const chunks = connection.model<Chunk>('snapshotChunk', chunkSchema);
  const pointers = connection.model<Pointer>('snapshot', pointerSchema);
  return {
    async ready() {
      await Promise.all([chunks.createCollection(), pointers.createCollection()]);
      await chunks.createIndexes();
    },
    async write(world) {
      const generation = `${String(world.seq).padStart(12, '0')}-${Date.now().toString(36)}`;
      const parts = chunksOf(world, generation);
      for (const part of parts) await chunks.collection.insertOne(part as never);
      const { book, seq, at, hash } = world;
      const pointer = { generation, fold: FOLD_VERSION, seq, at, hash, chunks: parts.length };
      await pointers.updateOne({ _id: book }, { $set: pointer }, { upsert: true });
      await chunks.deleteMany({ book, generation: { $ne: generation } });
    },
    load: (book) => load(chunks, pointers, book),
  };
}

function chunksOf(world: World, generation: string): Chunk[] {
  const { book } = world;
  return TABLES.flatMap((table) => {
    const rows: Row[] = [...world.tables[table].values()];
    const parts: Chunk[] = [];
    for (let n = 0; n < rows.length; n += CHUNK_ROWS) {
      const _id = `${book}/${generation}/${table}/${n}`;
      parts.push({ _id, book, generation, table, rows: rows.slice(n, n + CHUNK_ROWS) });
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
