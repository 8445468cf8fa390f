import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { failpoint, POINTS, wantedIn, type Point } from '../../server/failpoints.ts';
import { LONG, prove, randomFrom, tell } from '../support/faults/proof.ts';
import { killedAt, launch, moveIn, startFaulty, storeOf } from '../support/faults/server.ts';
import { Screen } from '../support/screen.ts';
import { Writers } from '../support/faults/writers.ts';

const EACH = LONG ? 8 : 2;
const PATIENCE_MS = 120_000;
/** An erasure needs an incident that was archived: erasure.test.ts kills there. */
const SERVER = POINTS.filter((point) => !/^(store|erasure)\./.test(point));
const STORE = POINTS.filter((point) => point.startsWith('store.'));
/** A snapshot comes once in a thousand entries; the rest passes all the time. */
const timesAt = (point: Point) => (point.startsWith('snapshot.') && !LONG ? 1 : EACH);
const mostOf = (point: Point) => (point.startsWith('snapshot.') ? 1 : point.startsWith('records.') ? 3 : 30);

it(
  `loses nothing it acknowledged when the server is killed at each of ${SERVER.length} points, ${EACH} times`,
  { timeout: EACH * SERVER.length * 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-points-'));
    const random = randomFrom(31);
    const writers = new Writers();
    const first = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(first.origin, 'dutyOfficer')) as [Client];
    expect(await first.stop()).toBe(0);
    let rounds = 0;
    for (const point of SERVER.flatMap((one) => Array<Point>(timesAt(one)).fill(one))) {
      const settings = killedAt(point, 1 + Math.floor(random() * mostOf(point)));
      const server = launch({ DATA_DIR: dataDir, ...settings });
      const origin = await server.ready.catch(() => null); // it may be killed before it is ready
      const count = point.startsWith('snapshot.') ? 32 : 8;
      if (origin) await writeUnderEyes(new Client(origin, officer.cookie), writers, count);
      const end = await within(20_000, server.ended);
      expect(end, [point, ...server.said.slice(-20)].join('\n')).toEqual({ code: null, signal: 'SIGKILL' });
      rounds += 1;
    }
    const last = await startFaulty({ DATA_DIR: dataDir });
    await writers.finish(new Client(last.origin, officer.cookie));
    expect(await last.stop()).toBe(0);
    tell('kill at named points', { rounds, ...(await prove(dataDir, writers.acknowledged)) });
    await rm(dataDir, { recursive: true, force: true });
  },
);

it(
  `loses nothing when the store is killed before, within and after a commit, ${EACH} times in each life of a server`,
  { timeout: EACH * STORE.length * 40_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-store-points-'));
    const writers = new Writers();
    const first = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(first.origin, 'dutyOfficer')) as [Client];
    expect(await first.stop()).toBe(0);
    let rounds = 0;
    for (const point of STORE) {
      // Every process of the store inherits the wish: each dies at its 150th commit, the first after the start.
      const server = await startFaulty({ DATA_DIR: dataDir, ...killedAt(point, 150) });
      const writing = writers.run(new Client(server.origin, officer.cookie));
      for (let death = 0; death < EACH; death += 1) {
        const pid = await living(server.pid);
        await expect.poll(() => storeOf(server.pid), { timeout: 30_000 }).not.toBe(pid);
        rounds += 1;
      }
      writers.stop();
      await writing;
      await server.stop();
    }
    const last = await startFaulty({ DATA_DIR: dataDir });
    await writers.finish(new Client(last.origin, officer.cookie));
    expect(await last.stop()).toBe(0);
    tell('kill at the store’s points', { rounds, ...(await prove(dataDir, writers.acknowledged)) });
    await rm(dataDir, { recursive: true, force: true });
  },
);

/** Writes until the server is gone, with a screen that is told of it: without one there is no fan-out. */
async function writeUnderEyes(client: Client, writers: Writers, count: number): Promise<void> {
  const screen = new Screen(client);
  const eyes = screen.open().catch(() => null);
  const late = setTimeout(() => writers.stop(), PATIENCE_MS);
  await writers.run(client, count);
  clearTimeout(late);
  screen.close();
  await Promise.race([eyes, pause(500)]);
}

function within<T>(ms: number, promise: Promise<T>): Promise<T | 'too late'> {
  return Promise.race([promise, pause(ms, 'too late' as const, { ref: false })]);
}

async function living(server: number): Promise<number> {
  await expect.poll(() => storeOf(server), { timeout: 30_000 }).not.toBeNull();
  return (await storeOf(server)) as number;
}

describe('the points', () => {
  const secret = 'x'.repeat(32);
  const armed = { NODE_ENV: 'test', FAILPOINT_SECRET: secret, FAILPOINT: `${secret}:desk.appended:3` };

  it('do something only in a test that gives the secret', () => {
    expect(wantedIn(armed)).toEqual({ point: 'desk.appended', left: 3 });
    expect(wantedIn({ ...armed, NODE_ENV: 'production' })).toBeNull();
    expect(wantedIn({ ...armed, NODE_ENV: undefined })).toBeNull();
    expect(wantedIn({ ...armed, FAILPOINT_SECRET: undefined })).toBeNull();
    expect(wantedIn({ ...armed, FAILPOINT_SECRET: 'y'.repeat(32) })).toBeNull();
    expect(wantedIn({ ...armed, FAILPOINT: 'desk.appended:3' })).toBeNull();
    expect(
      wantedIn({ NODE_ENV: 'test', FAILPOINT_SECRET: 'short', FAILPOINT: 'short:desk.appended:1' }),
    ).toBeNull();
    expect(wantedIn({ ...armed, FAILPOINT: `${secret}:no.such:1` })).toBeNull();
  });

  it('cost nothing that could be measured when they are off', () => {
    const times = 1_000_000;
    const start = performance.now();
    for (let n = 0; n < times; n += 1) failpoint('desk.decided');
    const each = ((performance.now() - start) * 1e6) / times;
    tell('a point that is off', { costs: `${each.toFixed(1)} ns` });
    expect(each).toBeLessThan(200); // a command takes a thousand times as long
  });

  it('are all off in a server that was started for use', { timeout: 60_000 }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-points-off-'));
    const wish = killedAt('desk.decided', 1);
    const server = await startFaulty({ DATA_DIR: dataDir, ...wish, NODE_ENV: 'production' });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const writers = new Writers();
    const writing = writers.run(officer);
    await expect.poll(() => writers.acknowledged.size).toBeGreaterThan(50);
    writers.stop();
    await writing;
    expect(await server.stop()).toBe(0);
    await rm(dataDir, { recursive: true, force: true });
  });
});
