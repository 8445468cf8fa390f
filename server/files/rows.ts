import { Schema, type Connection, type Model } from 'mongoose';
import type { FileRow } from './contract.ts';

type Stored = Omit<FileRow, 'id' | 'at'> & { _id: string; at: Date };

/** The collection `files`: one document per stored file, many of which may name the same bytes. */
export interface FileRows {
  /** Creates the collection's indexes; awaited before the first write. */
  ready(): Promise<void>;
  find(id: string): Promise<FileRow | undefined>;
  /** False when the id is taken already. */
  insert(row: FileRow): Promise<boolean>;
  delete(id: string): Promise<void>;
  /** All rows that name these bytes, oldest first. */
  naming(hash: string): Promise<FileRow[]>;
  /** Whether any row of any book names these bytes. */
  isNamed(hash: string): Promise<boolean>;
  /** What is stored in all, or what one uploader stored since an instant. */
  sum(of?: { uploaderId: string; since: Date }): Promise<{ bytes: number; files: number }>;
}

export function fileRows(connection: Connection): FileRows {
  const files = connection.model<Stored>('File', schema(), 'files');
  return {
    ready: () => createIndexes(files),
    find: async (id) => {
      const found = await files.findOne({ _id: id }).lean<Stored>();
      return found ? rowOf(found) : undefined;
    },
    insert: ({ id, at, ...rest }) => insert(files, { _id: id, ...rest, at: new Date(at) }),
    delete: async (id) => void (await files.deleteOne({ _id: id })),
    naming: async (hash) => {
      const found = await files.find({ hash }).sort({ at: 1, _id: 1 }).lean<Stored[]>();
      return found.map(rowOf);
    },
    isNamed: async (hash) => (await files.findOne({ hash }, { _id: 1 }).lean()) !== null,
    sum: (of) => sum(files, of ? { uploaderId: of.uploaderId, at: { $gt: of.since } } : {}),
  };
}

function schema(): Schema<Stored> {
  const text = { type: String, required: true };
  const pixels = { type: Number, default: null };
  return new Schema<Stored>(
    {
      _id: text,
      book: text,
      of: text,
      rowId: text,
      uploaderId: text,
      hash: text,
      media: text,
      bytes: { type: Number, required: true },
      width: pixels,
      height: pixels,
      name: { type: String, default: null },
      at: { type: Date, required: true },
    },
    { minimize: false, versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false },
  );
}

async function createIndexes(files: Model<Stored>): Promise<void> {
  await files.collection.createIndex({ hash: 1 });
  await files.collection.createIndex({ uploaderId: 1, at: 1 });
}

async function insert(files: Model<Stored>, row: Stored): Promise<boolean> {
  try {
    await files.create([row]);
    return true;
  } catch (problem) {
    if ((problem as { code?: unknown }).code === 11000) return false;
    throw problem;
  }
}

async function sum(files: Model<Stored>, filter: object) {
  const [total] = await files.aggregate<{ bytes: number; files: number }>([
    { $match: filter },
    { $group: { _id: null, bytes: { $sum: '$bytes' }, files: { $sum: 1 } } },
  ]);
  return { bytes: total?.bytes ?? 0, files: total?.files ?? 0 };
}

function rowOf({ _id, at, ...rest }: Stored): FileRow {
  return { id: _id, ...rest, at: at.toISOString() };
}
