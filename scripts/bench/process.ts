import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../server/main.js', import.meta.url));

/** The built server in a process of its own, so that what is measured is it and not the bench. */
export interface Measured {
  readonly origin: string;
  /** From the start of the process until it takes commands, in milliseconds. */
  readonly readyMs: number;
  /** Resident memory of the server's own process, in megabytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export async function startMeasured(settings: NodeJS.ProcessEnv): Promise<Measured> {
  const started = performance.now();
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...settings };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const origin = await originOf(child);
  const readyMs = performance.now() - started;
  return {
    origin,
    readyMs,
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.on('message', (message: { origin?: string }) => message.origin && resolve(message.origin));
  });
}
