import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { freePort } from '../support/faults/ports.ts';
import { LONG, prove, tell } from '../support/faults/proof.ts';
import { launch, moveIn, startFaulty, storeOf } from '../support/faults/server.ts';
import { envelopeOf, Writers } from '../support/faults/writers.ts';

const STOPPED_MS = LONG ? 30_000 : 12_000;
const ABSENT = LONG ? 5 : 1;

it(
  `leaves nobody waiting for ten seconds while the store stands still for ${STOPPED_MS / 1000} s, and goes on by itself`,
  { timeout: 180_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-still-'));
    const server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const writers = new Writers();
    const writing = writers.run(officer);
    const looking = lookOn(officer);
    await expect.poll(() => writers.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(50);
    const store = (await storeOf(server.pid)) as number;
    process.kill(store, 'SIGSTOP');
    await pause(STOPPED_MS);
    const readyMeanwhile = (await officer.ask('GET', '/readyz')).status;
    process.kill(store, 'SIGCONT');
    const start = performance.now();
    const before = writers.acknowledged.size;
    await expect.poll(() => writers.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 20);
    const backMs = performance.now() - start;
    writers.stop();
    await writing;
    const reads = await looking.end();
    await writers.finish(officer);
    expect(await server.stop()).toBe(0);
    const proof = await prove(dataDir, writers.acknowledged);
    const slowest = `${Math.round(Math.max(writers.slowestMs, reads.slowestMs))} ms`;
    tell('store standing still', {
      ...proof,
      'slowest answer': slowest,
      'back after': `${Math.round(backMs)} ms`,
    });
    expect(readyMeanwhile).toBe(503);
    expect([...writers.statuses.keys()].sort()).toEqual([200, 503]);
    expect(writers.slowestMs).toBeLessThan(10_000);
    expect(reads.slowestMs).toBeLessThan(10_000);
    expect(backMs).toBeLessThan(10_000);
    await rm(dataDir, { recursive: true, force: true });
  },
);

/** Somebody who reads again and again what no memory holds. */
function lookOn(client: Client) {
  let going = true;
  let slowestMs = 0;
  const reading = (async () => {
    for (; going; await pause(50)) {
      const start = performance.now();
      await client.ask('GET', '/api/records/report?book=real').catch(() => null);
      slowestMs = Math.max(slowestMs, performance.now() - start);
    }
  })();
  return {
    async end() {
      going = false;
      await reading;
      return { slowestMs };
    },
  };
}

it(
  `waits for a store that is not there yet, in words, and is ready soon after it comes (${ABSENT} times)`,
  { timeout: ABSENT * 90_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-absent-'));
    const embedded = await startEmbedded({ dataDir });
    const path = decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(embedded.uri)?.[1] ?? '');
    const readyAfterMs: number[] = [];
    for (let round = 0; round < ABSENT; round += 1) {
      const [port, storePort] = [await freePort(), await freePort()];
      const origin = `http://127.0.0.1:${port}`;
      const uri = `mongodb://127.0.0.1:${storePort}/zhishou?directConnection=true&retryWrites=false`;
      const settings = { DATA_DIR: join(dataDir, 'server'), MONGODB_URI: uri, ALLOW_STANDALONE: '1' };
      const server = launch({ ...settings, PORT: String(port) });
      await expect
        .poll(() => askedOf(origin, '/livez').then(({ status }) => status), { timeout: 10_000 })
        .toBe(200);
      await pause(6_000); // longer than one attempt to find the store takes
      await expectWaiting(origin);
      const way = await openWay(storePort, path);
      const start = performance.now();
      await server.ready;
      readyAfterMs.push(performance.now() - start);
      expect((await askedOf(origin, '/readyz')).status).toBe(200);
      expect(await server.stop()).toBe(0);
      way.close();
    }
    await embedded.stop();
    const slowest = Math.max(...readyAfterMs);
    tell('store absent at the start', {
      rounds: ABSENT,
      restarts: 0,
      'ready after it came': `${Math.round(slowest)} ms`,
    });
    expect(slowest).toBeLessThan(10_000);
    await rm(dataDir, { recursive: true, force: true });
  },
);

async function expectWaiting(origin: string): Promise<void> {
  expect((await askedOf(origin, '/livez')).status).toBe(200);
  expect((await askedOf(origin, '/readyz')).status).toBe(503);
  const start = performance.now();
  const command = await askedOf(origin, '/api/commands', envelopeOf(crypto.randomUUID()));
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(command.status).toBe(503);
  expect(command.body).toMatchObject({ ok: false, fault: { code: 'unavailable' } });
  expect((await askedOf(origin, '/api/session')).body).toMatchObject({ code: 'unavailable' });
  const page = await askedOf(origin, '/');
  expect(page.status).toBe(503);
  expect(page.body).toContain('正在等待数据库');
  expect(page.body).toContain('waits for its store');
}

async function askedOf(
  origin: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(origin + path, sent).catch(() => null);
  if (!response) return { status: 0, body: null };
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: json ? JSON.parse(text) : text };
}

/** A port of the loopback interface that leads to a Unix socket. */
function openWay(port: number, path: string): Promise<Server> {
  const way = createServer((near) => {
    const far = connect(path);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) end.on('error', () => void (near.destroy(), far.destroy()));
  });
  return new Promise((resolve) => way.listen(port, '127.0.0.1', () => resolve(way)));
}
