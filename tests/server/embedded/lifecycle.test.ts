import { fork, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient, type Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { EmbeddedInUse, startEmbedded } from '../../../server/embedded/start.ts';
import { dataFolder, startIn, until } from './store.ts';

type Row = Document & { _id: number };

describe('a store', () => {
  it('keeps what it was given over a stop and a start, and leaves no socket', async () => {
    const dataDir = dataFolder();
    const first = await startEmbedded({ dataDir, noSync: true });
    const client = await MongoClient.connect(first.uri);
    await client.db().collection<Row>('rows').createIndex({ a: 1 }, { unique: true });
    const writes = Array.from({ length: 20 }, (_, n) =>
      client.db().collection<Row>('rows').insertOne({ _id: n, a: n }),
    );
    await Promise.all(writes);
    await client.close();
    await first.stop();
    expect(existsSync(socketOf(first.uri))).toBe(false);
    const { store, end } = await startIn(dataDir);
    expect(store.uri).toBe(first.uri);
    const again = await MongoClient.connect(store.uri);
    expect(await again.db().collection('rows').countDocuments()).toBe(20);
    await expect(again.db().collection<Row>('rows').insertOne({ _id: 50, a: 5 })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await again.db().command({ validate: 'rows' })).toMatchObject({ valid: true });
    await again.close();
    await end();
  });

  it('comes back by itself, at the same address, however often its process is killed', async () => {
    const { store, end } = await startIn(dataFolder());
    const client = await MongoClient.connect(store.uri, { heartbeatFrequencyMS: 500 });
    const downs: string[] = [];
    let ups = 0;
    store.onDown((reason) => downs.push(reason));
    store.onUp(() => ups++);
    const { uri } = store;
    for (let round = 1; round <= 3; round++) {
      process.kill(store.pid()!, 'SIGKILL');
      await until(() => ups === round);
      expect(store.uri).toBe(uri);
      await client.db().collection<Row>('rows').insertOne({ _id: round });
    }
    expect(downs).toHaveLength(3);
    expect(downs[0]).toContain('SIGKILL');
    expect(await client.db().collection('rows').countDocuments()).toBe(3);
    await client.close();
    await end();
  });

  it('is started again at once, and later each time that it dies again soon', async () => {
    const { store, end } = await startIn(dataFolder());
    const away: number[] = [];
    let downAt = 0;
    store.onDown(() => (downAt = performance.now()));
    store.onUp(() => away.push(performance.now() - downAt));
    for (let round = 1; round <= 4; round++) {
      process.kill(store.pid()!, 'SIGKILL');
      await until(() => away.length === round, 20_000);
    }
    // What a start takes by itself comes on top; a timer may be a millisecond early.
    [0, 200, 400, 800].forEach((least, n) => expect(away[n], `restart ${n + 1}`).toBeGreaterThan(least - 5));
    await end();
  });

  it('does not hear a signal to its group: its parent says when to stop', async () => {
    const { store, end } = await startIn(dataFolder());
    const client = await MongoClient.connect(store.uri);
    process.kill(store.pid()!, 'SIGTERM');
    process.kill(store.pid()!, 'SIGINT');
    const pid = store.pid();
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    expect(store.pid()).toBe(pid);
    await client.close();
    await end();
  });

  it('finds a short place for its socket when the data folder’s path is long', async () => {
    const base = dataFolder();
    const dataDir = join(base, 'long'.repeat(40));
    mkdirSync(dataDir, { recursive: true });
    const { store, end } = await startIn(dataDir);
    const socket = socketOf(store.uri);
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    const client = await MongoClient.connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await end();
    rmSync(base, { recursive: true });
    rmSync(dirname(socket), { recursive: true });
  });
});

describe('a data folder', () => {
  it('has one store: a second start is refused with a sentence', async () => {
    const dataDir = dataFolder();
    const { store, end } = await startIn(dataDir);
    const second = startEmbedded({ dataDir, noSync: true, patience: 300 });
    await expect(second).rejects.toThrow(EmbeddedInUse);
    await expect(second).rejects.toThrow(`The data folder ${dataDir} is already in use`);
    const client = await MongoClient.connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await end();
  });

  it('goes to one of several that start at once, also after a crash', async () => {
    const dataDir = dataFolder();
    for (let round = 0; round < 2; round++) {
      const starts = await Promise.allSettled(
        [1, 2, 3].map(() => startEmbedded({ dataDir, noSync: true, patience: 300 })),
      );
      const won = starts.filter((start) => start.status === 'fulfilled').map(({ value }) => value);
      expect(won).toHaveLength(1);
      for (const start of starts)
        if (start.status === 'rejected') expect(start.reason).toBeInstanceOf(EmbeddedInUse);
      const client = await MongoClient.connect(won[0]!.uri);
      await client.db().collection<Row>('rounds').insertOne({ _id: round });
      expect(await client.db().collection('rounds').countDocuments()).toBe(round + 1);
      await client.close();
      await won[0]!.stop();
    }
    rmSync(dataDir, { recursive: true });
  });

  it('is free again at once when the server that used it is killed', async () => {
    const dataDir = dataFolder();
    const { parent, uri, pid } = await startParent(dataDir);
    const client = await MongoClient.connect(uri);
    await client.db().collection<Row>('rows').insertOne({ _id: 1 });
    await client.close();
    const gone = new Promise((resolve) => parent.once('exit', resolve));
    parent.kill('SIGKILL');
    await gone;
    const begun = performance.now();
    const { store, end } = await startIn(dataDir);
    expect(performance.now() - begun).toBeLessThan(5000);
    await until(() => !isRunning(pid));
    const again = await MongoClient.connect(store.uri);
    expect(await again.db().collection('rows').countDocuments()).toBe(1);
    await again.close();
    await end();
  });

  it('is free again when server and store are killed together and leave a dead socket', async () => {
    const dataDir = dataFolder();
    const { parent, uri, pid } = await startParent(dataDir);
    const gone = new Promise((resolve) => parent.once('exit', resolve));
    process.kill(pid, 'SIGKILL');
    parent.kill('SIGKILL');
    await gone;
    await until(() => !isRunning(pid));
    const { store, end } = await startIn(dataDir);
    expect(store.uri).toBe(uri);
    const client = await MongoClient.connect(store.uri);
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await end();
  });

  it('that was copied is another one, and free', async () => {
    const dataDir = dataFolder();
    const { store, end } = await startIn(dataDir);
    const client = await MongoClient.connect(store.uri);
    await client.db().collection<Row>('rows').insertOne({ _id: 1 });
    const copy = dataFolder();
    mkdirSync(join(copy, 'store'));
    copyFileSync(join(dataDir, 'store', 'data.mdb'), join(copy, 'store', 'data.mdb'));
    const second = await startIn(copy, { patience: 300 });
    const other = await MongoClient.connect(second.store.uri);
    await other.db().collection<Row>('rows').insertOne({ _id: 2 });
    expect(await client.db().collection('rows').countDocuments()).toBe(1);
    expect(await other.db().collection('rows').countDocuments()).toBe(2);
    await Promise.all([client.close(), other.close()]);
    await Promise.all([end(), second.end()]);
  });
});

function socketOf(uri: string): string {
  return decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(uri)![1]!);
}

/** A server in a process of its own. */
async function startParent(dataDir: string): Promise<{ parent: ChildProcess; uri: string; pid: number }> {
  const file = fileURLToPath(new URL('./parent.ts', import.meta.url));
  const parent = fork(file, [dataDir], { execArgv: ['--import', 'tsx'] });
  const told = await new Promise<{ uri: string; pid: number }>((resolve, reject) => {
    parent.once('message', (message) => resolve(message as { uri: string; pid: number }));
    parent.once('exit', () => reject(new Error('the parent ended')));
  });
  return { parent, ...told };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
