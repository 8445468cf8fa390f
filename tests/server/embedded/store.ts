import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db, type Document } from 'mongodb';
import type { Engine } from '../../../server/embedded/engine.ts';
import type { Doc } from '../../../server/embedded/values/bson.ts';
import { startEmbedded, type EmbeddedOptions, type EmbeddedStore } from '../../../server/embedded/start.ts';

/** Any document. */
export type Row = Document & { _id: number | string };

/** A store to speak to, and how to be done with it. */
export interface Opened {
  client: MongoClient;
  db: Db;
  uri: string;
  close(): Promise<void>;
}

/**
 * The store that `STORE_URI` names, or a fresh embedded one: what the suites say must hold for a real MongoDB too.
 * Each call has a database of its own.
 */
export async function openStore(): Promise<Opened> {
  const given = process.env.STORE_URI;
  if (given === undefined) return openEmbedded();
  const client = await MongoClient.connect(given);
  const db = client.db(`probe-${process.pid}-${Date.now()}`);
  const close = async () => {
    await db.dropDatabase();
    await client.close();
  };
  return { client, db, uri: given, close };
}

export async function openEmbedded(): Promise<Opened & { store: EmbeddedStore }> {
  const { store, end } = await startIn(dataFolder());
  const client = await MongoClient.connect(store.uri);
  const close = async () => {
    await client.close();
    await end();
  };
  return { client, db: client.db('probe'), uri: store.uri, store, close };
}

/** What an engine answers to a command on its database `test`, without a wire between. */
export async function asked(engine: Engine, body: Doc): Promise<Doc> {
  const request = { id: 1, body: { ...body, $db: 'test' }, sections: {}, silent: false, legacy: false };
  return (await engine.answer(request)) as Doc;
}

/** An embedded store in a folder, without waiting for the disk unless told otherwise. */
export async function startIn(
  dataDir: string,
  options: Partial<EmbeddedOptions> = {},
): Promise<{ store: EmbeddedStore; end: () => Promise<void> }> {
  const store = await startEmbedded({ dataDir, noSync: true, ...options });
  const end = async () => {
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { store, end };
}

export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'zhishou-store-'));
}

/** Resolves once `condition` holds, looked at again and again. */
export async function until(condition: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A generator of numbers in [0, 1) that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
