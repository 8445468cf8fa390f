import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { listen } from '../../scripts/bench/crowd/listener.ts';
import { Client } from '../../scripts/client.ts';
import { REAL } from '../../shared/book/contract.ts';
import { LONG, prove, randomFrom, tell } from '../support/faults/proof.ts';
import { moveIn, startFaulty, storeOf } from '../support/faults/server.ts';
import { envelopeOf, Writers } from '../support/faults/writers.ts';
import { Screen } from '../support/screen.ts';

const ROUNDS = LONG ? 20 : 3;
const SCREENS = 6;

it(
  `answers everything in hand, tells its screens when to come back, and ends in time (${ROUNDS} times)`,
  { timeout: ROUNDS * 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-term-'));
    const random = randomFrom(19);
    const writers = new Writers();
    let server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const endMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const client = new Client(server.origin, officer.cookie);
      const screens = await Promise.all(Array.from({ length: SCREENS }, () => new Screen(client).open()));
      const writing = writers.run(client);
      await pause(100 + random() * 300);
      const start = performance.now();
      expect(await server.stop()).toBe(0);
      endMs.push(performance.now() - start);
      await writing;
      const farewells = screens.map(({ farewell }) => farewell);
      for (const farewell of farewells) expect(farewell).toMatchObject({ why: 'restart' });
      const waits = farewells.map((farewell) => (farewell as { retryAfterMs: number }).retryAfterMs);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
      expect(new Set(waits).size).toBe(SCREENS);
      server = await startFaulty({ DATA_DIR: dataDir });
    }
    await writers.finish(new Client(server.origin, officer.cookie));
    expect(await server.stop()).toBe(0);
    const slowest = Math.max(...endMs);
    const proof = await prove(dataDir, writers.acknowledged);
    tell('ordered end under load', { rounds: ROUNDS, ...proof, 'ended within': `${Math.round(slowest)} ms` });
    expect(slowest).toBeLessThan(10_000);
    await rm(dataDir, { recursive: true, force: true });
  },
);

it(
  'says that it is not ready before it lets go, and answers each command that it has',
  { timeout: 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-drain-'));
    const server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const store = (await storeOf(server.pid)) as number;
    expect((await officer.ask('GET', '/api/session')).status).toBe(200); // the session is fresh in memory
    process.kill(store, 'SIGSTOP'); // so that the end finds commands in hand
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const inHand = ids.map((id) =>
      officer.ask('POST', '/api/commands', envelopeOf(id)).catch(() => ({ status: 0, body: null })),
    );
    await pause(300);
    server.child.kill('SIGTERM');
    await expect.poll(async () => (await officer.ask('GET', '/readyz')).status).toBe(503);
    const late = await officer.ask('POST', '/api/commands', envelopeOf(randomUUID()));
    expect(late).toMatchObject({ status: 503, body: { ok: false, fault: { code: 'unavailable' } } });
    await pause(1_000);
    process.kill(store, 'SIGCONT');
    const answers = await Promise.all(inHand);
    expect((await server.ended).code).toBe(0);
    const acknowledged = new Map<string, number>();
    answers.forEach(({ status, body }, n) => {
      expect([200, 503]).toContain(status);
      if (status === 200) acknowledged.set(ids[n] as string, (body as { seq: number }).seq);
    });
    expect(acknowledged.size).toBe(ids.length);
    await prove(dataDir, acknowledged);
    await rm(dataDir, { recursive: true, force: true });
  },
);

it('ends in order, and in time, when a screen has fallen asleep', { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-asleep-'));
  const server = await startFaulty({ DATA_DIR: dataDir });
  const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
  const { epoch, seq } = await officer.snapshot(REAL);
  const port = Number(new URL(server.origin).port);
  const path = '/socket.io/?EIO=4&transport=websocket';
  const where = { port, path, cookie: officer.cookie, hello: { epoch, since: seq } };
  const { socket } = await listen(where, () => undefined);
  socket.pause();
  const start = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - start).toBeLessThan(5_000);
  socket.destroy();
  await rm(dataDir, { recursive: true, force: true });
});
