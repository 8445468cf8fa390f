import { MongoClient, type Db } from 'mongodb';
import { dataFolder, startIn } from '../server/embedded/store.ts';

/** A store under test, with a database that is thrown away afterwards. */
export interface Target {
  /** What it is called in the names of tests. */
  readonly name: string;
  readonly db: Db;
  close(): Promise<void>;
}

/** The suite's own store: the server that `MONGODB_URI` names, the embedded store without it. */
export const SUBJECT_URI = process.env.MONGODB_URI;
/** An independent server to compare with, where there is one; see `other.mjs`. */
export const OTHER_URI = process.env.OTHER_STORE_URI;
export const SUBJECT = SUBJECT_URI === undefined ? 'the embedded store' : 'the server of MONGODB_URI';
export const OTHER = 'the other server';

export async function openSubject(): Promise<Target> {
  return SUBJECT_URI === undefined ? openEmbedded() : connectTo(SUBJECT, SUBJECT_URI);
}

export async function openEmbedded(): Promise<Target> {
  const { store, end } = await startIn(dataFolder());
  const target = await connectTo('the embedded store', store.uri);
  return {
    ...target,
    async close() {
      await target.close();
      await end();
    },
  };
}

export async function openOther(): Promise<Target> {
  if (OTHER_URI === undefined) throw new Error('OTHER_STORE_URI is not set');
  return connectTo(OTHER, OTHER_URI);
}

async function connectTo(name: string, uri: string): Promise<Target> {
  const client = await MongoClient.connect(uri);
  const db = client.db(`zhishou-semantics-${process.pid}-${Date.now()}`);
  const close = async () => {
    await db.dropDatabase();
    await client.close();
  };
  return { name, db, close };
}
