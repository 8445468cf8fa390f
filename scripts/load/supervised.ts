import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { fetched } from './gauges.ts';
import type { Ground, Served } from './township.ts';

/** `npm start` as an office has it: the supervisor, and below it the server, which may be killed. */
export interface Supervised extends Served {
  /** Ends the server's process at once, without a word; the store's ends with it, the supervisor's does not. */
  kill(): Promise<void>;
  /** Resolves when it takes commands; when that was, in milliseconds on the clock all processes share. */
  ready(): Promise<number>;
}

const START = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../start.mjs' : '../../../scripts/start.mjs', import.meta.url),
);
const POLL_MS = 20;
const TICK_MS = 10;

export async function startSupervised({ dataDir }: Ground): Promise<Supervised> {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' };
  const supervisor = spawn(process.execPath, [START], { env, stdio: ['ignore', 'ignore', 'ignore'] });
  const server = () => childOf(supervisor.pid as number);
  const read = async (what: string) => readFile(`/proc/${await server()}/${what}`, 'utf8');
  const ready = async () => {
    for (;;) {
      if (supervisor.exitCode !== null) throw new Error(`the supervisor ended with ${supervisor.exitCode}`);
      if ((await fetched(port, '/readyz')).status === 200) return Number(process.hrtime.bigint()) / 1e6;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  await ready();
  return {
    ...{ port, ready },
    kill: async () => void process.kill(await server(), 'SIGKILL'),
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await read('status'))?.[1] ?? 0) / 1_024,
    async cpu() {
      const stat = await read('stat');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    async stop() {
      const ended = once(supervisor, 'exit');
      supervisor.kill('SIGTERM');
      await ended;
    },
  };
}

async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const [first] = children.trim().split(' ');
  if (!first) throw new Error('no server runs just now');
  return Number(first);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}
