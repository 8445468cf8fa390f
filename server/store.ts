import { randomUUID } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';

mongoose.set('strictQuery', 'throw');

/** The one connection to the database, and which life of it this is. */
export interface Store {
  readonly connection: Connection;
  /** Changes when a backup is restored: screens that know more than the server then lay their World anew. */
  readonly epoch: string;
  close(): Promise<void>;
}

/**
 * Connects to MongoDB, the embedded one or a real one: nothing from here on knows the difference. Every write is
 * acknowledged by a majority and from the disk (`w: majority, j: true`).
 *
 * @throws when the database does not answer within `waitMs`
 */
export async function openStore(uri: string, waitMs = 10_000): Promise<Store> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const connection = mongoose.createConnection(uri, { ...OPTIONS, dbName: databaseOf(uri) });
    connection.on('error', () => undefined); // every operation reports its own failure
    try {
      await connection.asPromise();
      return { connection, epoch: await epochOf(connection), close: () => connection.close() };
    } catch (problem) {
      await connection.close();
      if (Date.now() > deadline) throw problem;
    }
  }
}

/** Every write is acknowledged by a majority and from the disk; nothing is ever written in any other way. */
const OPTIONS = {
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 15_000,
  waitQueueTimeoutMS: 5_000,
  maxPoolSize: 20,
  writeConcern: { w: 'majority', j: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

function databaseOf(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return path ? decodeURIComponent(path) : 'zhishou';
}

async function epochOf(connection: Connection): Promise<string> {
  const epochs = connection.collection<{ _id: string; epoch: string }>('epochs');
  const made = { $setOnInsert: { epoch: randomUUID() } };
  const found = await epochs.findOneAndUpdate({ _id: 'store' }, made, {
    upsert: true,
    returnDocument: 'after',
  });
  if (!found) throw new Error('the store has no epoch');
  return found.epoch;
}
