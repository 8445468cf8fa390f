import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { LONG, prove, randomFrom, tell } from '../support/faults/proof.ts';
import { moveIn, startFaulty, storeOf } from '../support/faults/server.ts';
import { attach } from '../support/faults/strace.ts';
import { envelopeOf, Writers } from '../support/faults/writers.ts';

/** From the n-th of these calls on, every one fails so. */
const ERRORS = [
  ['fdatasync', 'EIO'],
  ['pwrite64', 'EIO'],
  ['pwrite64', 'EROFS'],
] as const;
const EACH = LONG ? 10 : 2;
/** How long every sync takes on a slow disk, and how many commands are given there one after the other. */
const SLOW_MS = 400;
const SINGLE = LONG ? 50 : 10;

it(
  `ends the store’s process at the first write error, and every command is decided by its id afterwards`,
  { timeout: EACH * ERRORS.length * 60_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-errors-'));
    const random = randomFrom(17);
    const writers = new Writers();
    const server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    const writing = writers.run(officer);
    const endedAfterMs: number[] = [];
    for (const [call, error] of ERRORS.flatMap((one) => Array<typeof one>(EACH).fill(one))) {
      await expect.poll(() => storeOf(server.pid), { timeout: 20_000 }).not.toBeNull();
      const pid = (await storeOf(server.pid)) as number;
      const when = 1 + Math.floor(random() * 20);
      const inject = [...['-e', `trace=${call}`], ...['-e', `inject=${call}:error=${error}:when=${when}+`]];
      const start = performance.now();
      const trace = await attach(pid, [...inject, '-o', '/dev/null']);
      await trace.ended; // strace ends with the process
      endedAfterMs.push(performance.now() - start);
      const before = writers.acknowledged.size;
      await expect.poll(() => writers.acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before + 8);
    }
    writers.stop();
    await writing;
    await writers.finish(officer);
    expect(await server.stop()).toBe(0);
    const proof = await prove(dataDir, writers.acknowledged);
    const slowest = `${Math.round(writers.slowestMs)} ms`;
    tell('write errors', { rounds: endedAfterMs.length, ...proof, 'slowest answer': slowest });
    expect(writers.slowestMs).toBeLessThan(10_000);
    await rm(dataDir, { recursive: true, force: true });
  },
);

it('acknowledges nothing before it lies on the disk', { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-slow-'));
  const server = await startFaulty({ DATA_DIR: dataDir });
  const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
  const slow = ['-e', 'trace=fdatasync', '-e', `inject=fdatasync:delay_enter=${SLOW_MS * 1000}`];
  const trace = await attach((await storeOf(server.pid)) as number, [...slow, '-o', '/dev/null']);
  const times: number[] = [];
  for (let n = 0; n < SINGLE; n += 1) {
    const start = performance.now();
    expect((await officer.submit(envelopeOf(randomUUID()))).ok).toBe(true);
    times.push(performance.now() - start);
  }
  await trace.letGo();
  expect(await server.stop()).toBe(0);
  const early = times.filter((ms) => ms < SLOW_MS).length;
  tell('a slow disk', { commands: SINGLE, 'acknowledged before it was written': early });
  expect(early).toBe(0);
  await rm(dataDir, { recursive: true, force: true });
});
