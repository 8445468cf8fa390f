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
  // Nobody waits ten seconds for a database that hangs: a read waits six for its answer, and its one repeat as long as
  // it takes to find the database or a line to it. A hanging greeting is given up and made again.
  socketTimeoutMS: 6_000,
  serverSelectionTimeoutMS: 2_500,
  waitQueueTimeoutMS: 2_500,
  connectTimeoutMS: 5_000,
  maxPoolSize: 20,
  writeConcern: { w: 'majority', j: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/** The database is a standalone MongoDB, and nobody said that this is meant. The message is in both languages. */
export class StandaloneStore extends Error {
  override name = 'StandaloneStore';

  constructor() {
    super(
      `MONGODB_URI 指向单机 MongoDB（不是副本集）：${LOST.zh}请改用副本集（单成员亦可）；确实要用单机，请设置 ALLOW_STANDALONE=1。\n` +
        `MONGODB_URI names a standalone MongoDB, not a replica set: ${LOST.en} Use a replica set (one member will do), ` +
        'or set ALLOW_STANDALONE=1 if a standalone is what you mean.',
    );
  }
}

/**
 * Looks whether the database is a standalone MongoDB. A replica set, a sharded cluster and the embedded store are not,
 * also where the latter is reached by its address.
 *
 * @returns what is lost on it, as a sentence in both languages for the log; null when it is none
 * @throws StandaloneStore when it is one and `allowed` is false
 */
export async function lostOnStandalone({ connection }: Store, allowed: boolean): Promise<string | null> {
  const hello = await connection.getClient().db('admin').command({ hello: 1 });
  const known = hello.setName !== undefined || hello.msg === 'isdbgrid';
  if (known || hello.embeddedStore === 'zhishou') return null;
  if (!allowed) throw new StandaloneStore();
  return `单机 MongoDB:${LOST.zh} · A standalone MongoDB: ${LOST.en}`;
}

/** What a standalone cannot give, `w: majority` being that one server alone. */
const LOST = {
  zh: '数据只有一份，这台机器或磁盘损坏就会丢失上次备份之后的全部记录；它停机期间无人接替，写入不会自动重试。',
  en:
    'there is one copy of the data, so a broken disk loses everything since the last backup; nobody takes over while ' +
    'it is down, and writes are not retried by themselves.',
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
