import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import { openStore } from '../../server/store.ts';
import { imageAt, readDeeds, type Deed, type Loss } from '../support/faults/images.ts';
import { compare, expectChain, LONG, randomFrom, tell, validate } from '../support/faults/proof.ts';
import { moveIn, startFaulty } from '../support/faults/server.ts';
import { startTraced } from '../support/faults/tracedStore.ts';
import { Writers } from '../support/faults/writers.ts';

const IMAGES = LONG ? 120 : 24;
const COMMANDS = LONG ? 1_000 : 300;
const LOSSES: readonly Loss[] = ['dropped', 'half', 'torn'];
const SEED = 2_026;

it(
  `loses nothing it acknowledged when the power goes, in ${IMAGES} images of the disk`,
  { timeout: 120_000 + IMAGES * 10_000 },
  async () => {
    const base = await mkdtemp(join(tmpdir(), 'zhishou-power-'));
    const { deeds, acknowledgedAt } = await record(base);
    const random = randomFrom(SEED);
    const figures = { images: 0, entries: 0, acknowledged: 0, lost: 0, gaps: 0, duplicates: 0 };
    let noticed = 0;
    for (let n = 0; n < IMAGES; n += 1) {
      const cut = 10 + Math.floor(random() * (deeds.length - 10));
      const loss = LOSSES[n % LOSSES.length] as Loss;
      const dataDir = join(base, `image-${n}`);
      await mkdir(join(dataDir, 'store'), { recursive: true });
      await writeFile(join(dataDir, 'store/data.mdb'), imageAt(deeds, cut, loss, random));
      const found = await look(dataDir, heardBefore(acknowledgedAt, deeds[cut]), `${loss} at ${cut}`);
      for (const key of ['entries', 'acknowledged', 'lost', 'gaps', 'duplicates'] as const)
        figures[key] += found[key];
      figures.images += 1;
      if (found.entries < acknowledgedAt.size) noticed += 1; // of all that was acknowledged in the end, it lacks some
      await rm(dataDir, { recursive: true, force: true });
    }
    tell('power cut', { ...figures, writes: deeds.length });
    expect(figures).toMatchObject({ images: IMAGES, lost: 0, gaps: 0, duplicates: 0 });
    expect(figures.acknowledged).toBeGreaterThan(IMAGES);
    expect(noticed, 'a disk that forgot what was synced would be noticed').toBeGreaterThan(IMAGES / 2);
    await rm(base, { recursive: true, force: true });
  },
);

/** A store under load, every write to its file written down; a replay of all of it must give the very file. */
async function record(base: string) {
  const dataDir = join(base, 'recorded');
  await mkdir(dataDir);
  const store = await startTraced(dataDir, join(base, 'trace'));
  const settings = { DATA_DIR: dataDir, MONGODB_URI: store.uri, ALLOW_STANDALONE: '1' };
  const server = await startFaulty(settings);
  const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
  const writers = new Writers();
  const writing = writers.run(officer);
  await expect.poll(() => writers.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(COMMANDS);
  writers.stop();
  await writing;
  expect(await server.stop()).toBe(0);
  await store.stop();
  const deeds = await readDeeds(join(base, 'trace'));
  const file = await readFile(join(dataDir, 'store/data.mdb'));
  const replayed = imageAt([...deeds, { kind: 'sync', at: 0 }], deeds.length + 1, 'dropped', Math.random);
  expect(replayed.equals(file.subarray(0, replayed.length)), 'the trace tells of every write').toBe(true);
  return { deeds, acknowledgedAt: writers.acknowledgedAt };
}

/** What somebody had heard a yes to before a deed began. */
function heardBefore(at: ReadonlyMap<string, { seq: number; at: number }>, deed: Deed | undefined) {
  return new Map([...at].filter(([, heard]) => heard.at < (deed?.at ?? 0)).map(([id, { seq }]) => [id, seq]));
}

/** Opens an image with the embedded store, as the next start does. */
async function look(dataDir: string, acknowledged: ReadonlyMap<string, number>, what: string) {
  const embedded = await startEmbedded({ dataDir });
  const store = await openStore(embedded.uri);
  try {
    expect(await validate(store), what).toEqual([]);
    const entries = await mongoJournal(store.connection).read('real', 0, 1_000_000);
    expectChain(entries);
    const found = compare(entries, acknowledged);
    expect(found, what).toMatchObject({ lost: 0, gaps: 0, duplicates: 0 });
    return found;
  } finally {
    await store.close();
    await embedded.stop();
  }
}
