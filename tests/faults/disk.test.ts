import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { watchDisk, type DiskState } from '../../server/disk.ts';
import { PROTOCOL, type Fault } from '../../shared/wire.ts';
import { LONG, prove, tell } from '../support/faults/proof.ts';
import { launch, moveIn, startFaulty, storeOf, type Faulty } from '../support/faults/server.ts';
import { smallDisk, type SmallDisk } from '../support/faults/smallDisk.ts';
import { envelopeOf, Writers } from '../support/faults/writers.ts';
import { Screen } from '../support/screen.ts';

const MB = 1024 * 1024;
const ROUNDS = LONG ? 6 : 1;
const MARKS = { DISK_WARN_MB: '24', DISK_STOP_MB: '12', LOG_LEVEL: 'warn' };

describe('a disk that is filled and freed', () => {
  let disk: SmallDisk;
  let dataDir: string;
  beforeAll(async () => {
    disk = await smallDisk(96);
    dataDir = join(disk.dir, 'data');
  });
  afterAll(() => disk.gone());

  it(
    `warns, then refuses commands while reads go on, and is open again by itself (${ROUNDS} times)`,
    { timeout: ROUNDS * 120_000 },
    async () => {
      const writers = new Writers({ pauseMs: 50 });
      let server = await startFaulty({ DATA_DIR: dataDir, ...MARKS });
      const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
      const store = await storeOf(server.pid);
      const openAfterMs: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const screen = await new Screen(officer).open();
        const writing = writers.run(officer, 2);
        // Little by little, or all of it between two looks at the disk.
        if (round % 2 === 0) {
          await disk.leave(20 * MB);
          await expect.poll(() => statesIn(server), { timeout: 5_000 }).toContain('low');
          expect((await officer.submit(envelopeOf(randomUUID()))).ok).toBe(true);
          expect((await upload(officer, writers)).status).toBe(507);
          await disk.leave(8 * MB);
        } else await disk.leave(0);
        await expectFull(officer);
        await disk.leave(0);
        await expectReading(officer, screen);
        await disk.free();
        openAfterMs.push(await openAgain(officer));
        writers.stop();
        await writing;
        expect(screen.socket.connected).toBe(true);
        screen.close();
      }
      await writers.finish(officer);
      expect(await storeOf(server.pid), 'the store was never started anew').toBe(store);
      const starts = await startFull(disk, dataDir, server);
      server = starts.server;
      expect(await server.stop()).toBe(0);
      const proof = await prove(dataDir, writers.acknowledged);
      const slowest = `${Math.round(Math.max(...openAfterMs))} ms`;
      tell('disk full', {
        rounds: ROUNDS,
        ...proof,
        restarts: 0,
        'open again after': slowest,
        ...starts.figures,
      });
      expect(Math.max(...openAfterMs)).toBeLessThan(30_000);
    },
  );
});

async function expectFull(officer: Client): Promise<void> {
  const ask = () => officer.ask('POST', '/api/commands', envelopeOf(randomUUID()));
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(507);
  const { fault } = (await ask()).body as { fault: Fault };
  expect(fault).toMatchObject({
    code: 'full',
    zh: expect.stringContaining('磁盘已满'),
    en: expect.stringContaining('disk is full'),
  });
}

/** Several looks, while not a byte is left: everything that only reads goes on, and nobody is thrown out. */
async function expectReading(officer: Client, screen: Screen): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    expect((await officer.ask('GET', '/api/snapshot?book=real')).status).toBe(200);
    expect((await officer.ask('GET', '/api/session')).status).toBe(200);
    expect((await officer.ask('GET', '/livez')).status).toBe(200);
    const hello = { protocol: PROTOCOL, book: 'real', epoch: 'other', since: 0 };
    expect(await screen.socket.timeout(8_000).emitWithAck('hello', hello)).toMatchObject({ why: 'stale' });
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function openAgain(officer: Client): Promise<number> {
  const start = performance.now();
  const id = randomUUID();
  await expect
    .poll(async () => (await officer.submit(envelopeOf(id))).ok, { timeout: 30_000, interval: 100 })
    .toBe(true);
  return performance.now() - start;
}

/** A server that finds the disk full when it starts waits for room, in one life, and says that it lives. */
async function startFull(disk: SmallDisk, dataDir: string, before: Faulty) {
  expect(await before.stop()).toBe(0);
  await disk.leave(0);
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  const origin = `http://127.0.0.1:${port}`;
  const launched = launch({ DATA_DIR: dataDir, ...MARKS, PORT: port, LOG_LEVEL: 'error' });
  await expect.poll(() => statusOf(origin, '/livez'), { timeout: 10_000 }).toBe(200);
  expect(await statusOf(origin, '/readyz')).toBe(503);
  expect(launched.said.join('\n')).toContain('too little room to open the store');
  await disk.free();
  const start = performance.now();
  const server = { ...launched, origin: await launched.ready };
  const ms = performance.now() - start;
  expect(ms).toBeLessThan(30_000);
  return { server, figures: { 'started on a full disk, ready after': `${Math.round(ms)} ms` } };
}

function statusOf(origin: string, path: string): Promise<number> {
  return fetch(origin + path).then(
    ({ status }) => status,
    () => 0,
  );
}

async function upload(officer: Client, writers: Writers): Promise<Response> {
  const fileId = randomUUID();
  const envelope = envelopeOf(randomUUID());
  const answer = await officer.submit({ ...envelope, body: { ...envelope.body, fileIds: [fileId] } });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  writers.acknowledged.set(envelope.id, answer.seq);
  return fetch(`${officer.origin}/api/files/${fileId}?of=report&row=${envelope.id}`, {
    method: 'PUT',
    headers: { origin: officer.origin, cookie: officer.cookie },
    body: Buffer.alloc(100_000, 1),
  });
}

/** The states of the disk that the server wrote into its log. */
function statesIn({ said }: Faulty): string[] {
  return said.flatMap((line) => /"state":"(\w+)"/.exec(line)?.[1] ?? []);
}

describe('the watch over the disk', () => {
  async function watched(free: () => number) {
    const states: DiskState[] = [];
    const disk = await watchDisk({
      ...{ dirs: ['/a', '/b'], warnBytes: 500, stopBytes: 200, everyMs: 1 },
      freeOf: async (dir) => (dir === '/a' ? free() : 10_000),
    });
    disk.onChange((state) => states.push(state));
    return { disk, states };
  }

  it('goes by the disk with the least room, and leaves a state only well beyond its mark', async () => {
    let free = 1_000;
    const { disk, states } = await watched(() => free);
    expect(disk).toMatchObject({ state: 'ok', freeBytes: 1_000 });
    for (const [bytes, state] of [
      [499, 'low'],
      [501, 'low'],
      [199, 'full'],
      [205, 'full'],
      [211, 'low'],
      [530, 'ok'],
      [100, 'full'],
    ] as const) {
      free = bytes;
      await expect.poll(() => disk.freeBytes).toBe(bytes);
      expect(disk.state, `${bytes}`).toBe(state);
    }
    expect(states).toEqual(['low', 'full', 'low', 'ok', 'full']);
    disk.close();
  });

  it('keeps the last half of the reserve for nobody, the first for the house', async () => {
    let free = 150;
    const { disk } = await watched(() => free);
    expect([disk.hasRoom('people'), disk.hasRoom('house')]).toEqual([false, true]);
    free = 90;
    await expect.poll(() => disk.freeBytes).toBe(90);
    expect([disk.hasRoom('people'), disk.hasRoom('house')]).toEqual([false, false]);
    disk.close();
  });

  it('takes what cannot be measured for once as it was', async () => {
    let broken = false;
    let inVain = 0;
    const { disk } = await watched(() => {
      if (broken) throw new Error(`EIO ${(inVain += 1)}`);
      return 300;
    });
    broken = true;
    await expect.poll(() => inVain).toBeGreaterThan(2);
    expect(disk).toMatchObject({ state: 'low', freeBytes: 300 });
    disk.close();
  });
});
