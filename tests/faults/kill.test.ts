import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { LONG, prove, randomFrom, tell } from '../support/faults/proof.ts';
import { moveIn, startFaulty, storeOf } from '../support/faults/server.ts';
import { Writers } from '../support/faults/writers.ts';

const ROUNDS = LONG ? 80 : 10;
const STORE_ROUNDS = LONG ? 30 : 6;

it(
  `loses nothing it acknowledged in ${ROUNDS} kills of the server at any moment`,
  { timeout: ROUNDS * 20_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-kill-'));
    const random = randomFrom(7919);
    const writers = new Writers();
    let server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    for (let round = 0; round < ROUNDS; round += 1) {
      const client = new Client(server.origin, officer.cookie);
      await Promise.all([writers.run(client), pause(20 + random() * 400).then(() => server.kill())]);
      server = await startFaulty({ DATA_DIR: dataDir });
    }
    await writers.finish(new Client(server.origin, officer.cookie));
    expect(await server.stop()).toBe(0);
    expect(writers.acknowledged.size).toBeGreaterThan(ROUNDS * 2); // there was something to lose
    tell('kill at any moment', { rounds: ROUNDS, ...(await prove(dataDir, writers.acknowledged)) });
    await rm(dataDir, { recursive: true, force: true });
  },
);

it(
  `answers 503 while the store’s own process is killed ${STORE_ROUNDS} times, and goes on by itself`,
  { timeout: 60_000 + STORE_ROUNDS * 20_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-store-kill-'));
    const server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const writers = new Writers();
    for (let round = 0; round < STORE_ROUNDS; round += 1) {
      const writing = writers.run(officer);
      await expect.poll(() => storeOf(server.pid), { timeout: 20_000 }).not.toBeNull();
      await pause(100);
      const before = writers.acknowledged.size;
      process.kill((await storeOf(server.pid)) as number, 'SIGKILL');
      await expect.poll(() => writers.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 20);
      writers.stop();
      await writing;
    }
    await writers.finish(officer);
    expect([...writers.statuses.keys()].sort()).toEqual([200, 503]);
    expect(writers.slowestMs).toBeLessThan(10_000);
    expect(await server.stop()).toBe(0);
    const slowest = `${Math.round(writers.slowestMs)} ms`;
    tell('kill of the store', {
      ...{ rounds: STORE_ROUNDS, ...(await prove(dataDir, writers.acknowledged)) },
      slowest,
    });
    await rm(dataDir, { recursive: true, force: true });
  },
);
