import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Point } from '../../../server/failpoints.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { Client } from '../../../scripts/client.ts';
import { PASSWORD, PEOPLE, SETUP_CODE, type Name } from '../township.ts';
import { builtServer } from './built.ts';

/** The built server in a process of its own. */
export interface Faulty {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly origin: string;
  /** How it ended, once it has. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** What it wrote, line by line. */
  readonly said: readonly string[];
  kill(): Promise<void>;
  /** An ordered end; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts it without waiting until it is ready. PORT must be given when somebody asks before that. */
export function launch(settings: NodeJS.ProcessEnv): Omit<Faulty, 'origin'> & { ready: Promise<string> } {
  const main = join(builtServer(), 'server/main.js');
  const env = { ...process.env, LOG_LEVEL: 'silent', PORT: '0', SETUP_CODE, ...settings };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => said.push(line));
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', (message: { origin?: string }) => message.origin && resolve(message.origin));
    void ended.then(({ code, signal }) =>
      reject(new Error(`the server ended (${signal ?? code}): ${said.join('\n')}`)),
    );
  });
  ready.catch(() => undefined);
  return {
    ...{ child, pid: child.pid as number, ended, said, ready },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
  };
}

/** Starts it and waits until it takes commands. */
export async function startFaulty(settings: NodeJS.ProcessEnv): Promise<Faulty> {
  const launched = launch(settings);
  return { ...launched, origin: await launched.ready };
}

/** The settings that have a server killed at a point, the n-th time it comes by. */
export function killedAt(point: Point, n: number): NodeJS.ProcessEnv {
  const secret = randomBytes(24).toString('hex');
  return { NODE_ENV: 'test', FAILPOINT_SECRET: secret, FAILPOINT: `${secret}:${point}:${n}` };
}

/** Sets the township up and signs somebody in. */
export async function moveIn(origin: string, ...names: Name[]): Promise<Client[]> {
  const people = [PEOPLE.administrator, ...names.map((name) => PEOPLE[name])];
  const accounts = [...new Set(people)].map((one) => ({ ...one, password: PASSWORD }));
  await new Client(origin).must('POST', '/api/setup', { code: SETUP_CODE, unit: EXAMPLE_TOWNSHIP, accounts });
  const clients: Client[] = [];
  for (const name of names) {
    const device = name.endsWith('iaison') ? 'phone' : 'desk';
    clients.push(await new Client(origin).signIn(PEOPLE[name].signInName, PASSWORD, device));
  }
  return clients;
}

/** The embedded store's process: the server's child that was started from its file. Null while there is none. */
export async function storeOf(parent: number): Promise<number | null> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
  for (const pid of children.trim().split(' ').filter(Boolean)) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('embedded/child')) return Number(pid);
  }
  return null;
}
