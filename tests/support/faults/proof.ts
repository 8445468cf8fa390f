import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { GENESIS, type Entry } from '../../../shared/entry.ts';
import { emptyWorld, fold } from '../../../shared/world.ts';
import { Engine } from '../../../server/embedded/engine.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import { openKeyValue } from '../../../server/embedded/storage/kv.ts';
import { Store as EngineStore } from '../../../server/embedded/storage/store.ts';
import type { Doc } from '../../../server/embedded/values/bson.ts';
import { faultOf } from '../../../server/journal/chain.ts';
import { openStore, type Store } from '../../../server/store.ts';
import { openSpine } from '../spine.ts';

/** What a data folder holds, against what was promised. All but `entries` are 0 when the promise was kept. */
export interface Proof {
  readonly entries: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly gaps: number;
  readonly duplicates: number;
}

/**
 * Opens the store of a data folder that nobody uses and compares: everything acknowledged stands in its place, the
 * journal has neither gap nor repeat, its chain holds, all indexes fit their documents, and the records are the fold
 * of the journal.
 */
export async function prove(dataDir: string, acknowledged: ReadonlyMap<string, number>): Promise<Proof> {
  const { entries, records, names } = await readBack(dataDir);
  expect(names).toContain('journal');
  expect(await validateAtRest(dataDir, names)).toEqual([]);
  const proof = compare(entries, acknowledged);
  expect(proof).toMatchObject({ lost: 0, gaps: 0, duplicates: 0 });
  expectChain(entries);
  const world = emptyWorld('real');
  fold(world, entries);
  const folded = new Map<string, unknown>(world.tables.report);
  const ids = [...new Set([...folded.keys(), ...records.keys()])];
  const wrong = ids.filter((id) => !isDeepStrictEqual(folded.get(id), records.get(id)));
  expect(wrong, 'records that are not as the fold').toEqual([]);
  return proof;
}

export function compare(entries: readonly Entry[], acknowledged: ReadonlyMap<string, number>): Proof {
  const places = new Map(entries.map(({ commandId, seq }) => [commandId, seq]));
  return {
    entries: entries.length,
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter(([id, seq]) => places.get(id) !== seq).length,
    gaps: entries.filter(({ seq }, n) => seq !== n + 1).length,
    duplicates: entries.length - places.size,
  };
}

export function expectChain(entries: readonly Entry[]): void {
  const erased = new Set(
    entries.flatMap((entry) => entry.about.filter((_about, n) => entry.events[n] === null)),
  );
  let prev = GENESIS;
  for (const entry of entries) {
    expect(faultOf(entry, prev, (about) => erased.has(about))).toBeNull();
    prev = entry.hash;
  }
}

/** `faults: kill at points: rounds 12, lost 0, …` */
export function tell(what: string, figures: object): void {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`faults: ${what}: ${words.join(', ')}\n`);
}

/** The thorough run before a release; without it the short one that every submission passes. */
export const LONG = process.env.LONG === '1';

/** Numbers in [0, 1) that a seed decides, so that a failing run can be run again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Compares every index with its documents. Returns what does not fit; nothing when all is well. */
export async function validate({ connection }: Store): Promise<unknown[]> {
  return verdicts(
    (await connection.listCollections()).map(({ name }) => name),
    async (name) => connection.db?.command({ validate: name }),
  );
}

/**
 * The same for a store that nobody has open, without a driver between: after a long run it takes longer than a driver
 * waits for an answer.
 */
async function validateAtRest(dataDir: string, names: readonly string[]): Promise<unknown[]> {
  const broken = (problem: Error) => {
    throw problem;
  };
  const engine = new Engine(new EngineStore(openKeyValue(join(dataDir, 'store'), true), broken));
  const ask = (body: Doc) =>
    engine.answer({ id: 1, body: { ...body, $db: 'zhishou' }, sections: {}, silent: false, legacy: false });
  try {
    return await verdicts(names, async (validated) => (await ask({ validate: validated })) as Doc);
  } finally {
    await engine.close();
  }
}

async function verdicts(
  names: readonly string[],
  ask: (name: string) => Promise<Readonly<Record<string, unknown>> | undefined>,
): Promise<unknown[]> {
  const invalid: unknown[] = [];
  for (const name of names) {
    const verdict = await ask(name);
    if (verdict?.valid !== true) invalid.push(name, verdict?.errors);
  }
  return invalid;
}

async function readBack(dataDir: string) {
  const embedded = await startEmbedded({ dataDir });
  const store = await openStore(embedded.uri);
  const spine = await openSpine(store);
  try {
    const { behind, tail } = spine.books.real;
    // On a busy machine the lease may be lost and taken again meanwhile: nothing settles while nobody holds it.
    while (!(await spine.records.isCaughtUp('real', tail.world.seq))) {
      await behind.settled();
      await pause(100);
    }
    const entries: Entry[] = [];
    for (let page: Entry[]; (page = await spine.journal.read('real', entries.length, 5_000)).length > 0;)
      entries.push(...page);
    const { connection } = store;
    const rows = await connection.collection<{ id: string; row: unknown }>('reports').find().toArray();
    const records = new Map(rows.map(({ id, row }) => [id, row]));
    const names = (await connection.listCollections()).map(({ name }) => name);
    return { entries, records, names };
  } finally {
    await spine.close();
    await store.close();
    await embedded.stop();
  }
}
