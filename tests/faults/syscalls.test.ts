import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Client } from '../../scripts/client.ts';
import { LONG, prove, randomFrom, tell } from '../support/faults/proof.ts';
import { moveIn, startFaulty, storeOf, type Faulty } from '../support/faults/server.ts';
import { attach } from '../support/faults/strace.ts';
import { Writers } from '../support/faults/writers.ts';

/** Calls with which the store writes and answers, and the n-th at which it dies at most. */
const STORE_CALLS: readonly [string, number][] = [
  ['pwrite64', 60],
  ['fdatasync', 25],
  ['write', 60],
  ['read', 60],
];
/** Calls with which the server asks the store and answers its clients. */
const SERVER_CALLS: readonly [string, number][] = [
  ['write', 120],
  ['read', 120],
  ['epoll_pwait', 200],
];
const STORE_EACH = LONG ? 20 : 3;
const SERVER_EACH = LONG ? 20 : 2;

it('loses nothing when the store is killed at a system call', { timeout: STORE_EACH * 120_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-calls-'));
  const random = randomFrom(11);
  const writers = new Writers();
  const server = await startFaulty({ DATA_DIR: dataDir });
  const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
  let rounds = 0;
  const writing = writers.run(officer);
  for (const [call, most] of STORE_CALLS) {
    for (let n = 0; n < STORE_EACH; n += 1) {
      const pid = await living(server);
      await killAt(pid, call, 1 + Math.floor(random() * most));
      await expect.poll(() => storeOf(server.pid), { timeout: 30_000 }).not.toBe(pid);
      const before = writers.acknowledged.size;
      await expect.poll(() => writers.acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before);
      rounds += 1;
    }
  }
  writers.stop();
  await writing;
  await writers.finish(officer);
  expect(await server.stop()).toBe(0);
  tell('kill of the store by system call', { rounds, ...(await prove(dataDir, writers.acknowledged)) });
  await rm(dataDir, { recursive: true, force: true });
});

it(
  'loses nothing when the server is killed at a system call',
  { timeout: SERVER_EACH * 120_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-calls-'));
    const random = randomFrom(13);
    const writers = new Writers();
    let server = await startFaulty({ DATA_DIR: dataDir });
    const [officer] = (await moveIn(server.origin, 'dutyOfficer')) as [Client];
    let rounds = 0;
    for (const [call, most] of SERVER_CALLS) {
      for (let n = 0; n < SERVER_EACH; n += 1) {
        const writing = writers.run(new Client(server.origin, officer.cookie));
        await killAt(server.pid, call, 1 + Math.floor(random() * most));
        expect((await server.ended).signal).toBe('SIGKILL');
        await writing;
        server = await startFaulty({ DATA_DIR: dataDir });
        rounds += 1;
      }
    }
    await writers.finish(new Client(server.origin, officer.cookie));
    expect(await server.stop()).toBe(0);
    tell('kill of the server by system call', { rounds, ...(await prove(dataDir, writers.acknowledged)) });
    await rm(dataDir, { recursive: true, force: true });
  },
);

/** Has a process killed at its n-th such call from now on, and waits until it is gone. */
async function killAt(pid: number, call: string, n: number): Promise<void> {
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${n}`, '-o', '/dev/null'];
  const trace = await attach(pid, inject);
  const late = setTimeout(() => void trace.letGo(), 20_000);
  await trace.ended;
  clearTimeout(late);
  const gone = await readFile(`/proc/${pid}/stat`, 'utf8').then(isZombie, () => true);
  expect(gone, `killed at its ${n}th ${call}`).toBe(true);
}

/** Dead, and its parent has not looked yet. */
function isZombie(stat: string): boolean {
  return / [ZX] /.test(stat.slice(stat.lastIndexOf(')')));
}

async function living(server: Faulty): Promise<number> {
  await expect.poll(() => storeOf(server.pid), { timeout: 30_000 }).not.toBeNull();
  return (await storeOf(server.pid)) as number;
}
