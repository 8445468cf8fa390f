import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { forkRoom } from '../../server/forkRoom.ts';

/** The server in a process of its own, so that what is measured is it and not the bench. */
export interface Measured {
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** From the start of the process until it takes commands, in milliseconds. */
  readonly readyMs: number;
  /** Resident memory of the server's own process, in megabytes. */
  memory(): Promise<number>;
  /** User and system time of the server's own process so far, in milliseconds; the store's is not in it. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** @param execArgv for whoever looks for a cost, e.g. `--cpu-prof` */
export async function startMeasured(settings: NodeJS.ProcessEnv, execArgv: string[] = []): Promise<Measured> {
  const started = performance.now();
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...settings };
  const child = forkRoom('../../server/main', import.meta.url, [], {
    ...{ env, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  });
  const origin = await originOf(child);
  const readyMs = performance.now() - started;
  return {
    ...{ origin, readyMs, port: Number(new URL(origin).port), pid: child.pid as number },
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    },
    async cpu() {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** The kernel counts in hundredths of a second (`getconf CLK_TCK`). */
const TICK_MS = 10;

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.on('message', (message: { origin?: string }) => message.origin && resolve(message.origin));
  });
}
