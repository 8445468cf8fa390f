import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../server/embedded/start.ts';
import { openStore, type Store } from '../../server/store.ts';

/** A database of its own for one test file: the embedded store, or the one that `STORE_URI` names. */
export interface TestStore extends Store {
  readonly uri: string;
  /** Ends the store's process at once; the store starts it anew by itself. */
  kill(): void;
  readonly folder: string;
  /** Another connection, to the database of that name. */
  connect(database: string): Promise<Store>;
  done(): Promise<void>;
}

/** @param sync whether every write goes to the disk; only tests that kill something need it */
export async function testStore(sync = false): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-test-'));
  const given = process.env.STORE_URI;
  const embedded = given ? null : await startEmbedded({ dataDir: folder, noSync: !sync });
  const uri = given ? withDatabase(given, `test-${randomUUID().slice(0, 8)}`) : (embedded?.uri as string);
  const store = await openStore(uri);
  const connections: Store[] = [store];
  return {
    ...store,
    uri,
    folder,
    kill: () => void process.kill(embedded?.pid() as number, 'SIGKILL'),
    async connect(database) {
      const connection = await openStore(withDatabase(uri, database));
      connections.push(connection);
      return connection;
    },
    async done() {
      for (const one of connections) await one.close();
      if (given) await dropAll(given, [...new Set(connections.map(({ connection }) => connection.name))]);
      await embedded?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Over a connection of its own: a test may have closed the others. */
async function dropAll(uri: string, names: readonly string[]): Promise<void> {
  const client = await MongoClient.connect(uri);
  for (const name of names) await client.db(name).dropDatabase();
  await client.close();
}

function withDatabase(uri: string, name: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);
}
