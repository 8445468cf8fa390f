import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AccountInput } from '../../../server/accounts/contract.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import { openStore, type Store } from '../../../server/store.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { Client } from '../../../scripts/client.ts';
import { PASSWORD, PEOPLE, SETUP_CODE, type Name } from '../township.ts';
import type { Probed } from './probe.ts';
import { openTap } from './tap.ts';

/** A server in a process of its own, with its store beside it: what it is asked and what it asks can be seen. */
export interface House {
  readonly origin: string;
  /** The store, by a way that is not watched. */
  readonly store: Store;
  readonly process: ChildProcess;
  /** What the server said since it was last listened to, line by line; its log is silent below `error`. */
  heard(): string[];
  probe(): Promise<Probed>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly settings?: NodeJS.ProcessEnv;
  readonly nodeOptions?: readonly string[];
  /** Told each command that the server gives to its store. */
  readonly told?: (name: string, body: Readonly<Record<string, unknown>>) => void;
}

/** What it says at its start, as it should. */
const GREETING = /^(值守 Zhishou|首次设置代码)/;
const main = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const probe = new URL('probe.ts', import.meta.url).href;

/**
 * Starts it. The server stands behind one trusted proxy (`TRUST_PROXY=1`), so that requests can come from as many
 * addresses as a test likes: limits by address stay as they are and are not met.
 */
export async function openHouse({
  settings = {},
  nodeOptions = [],
  told = () => undefined,
}: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-fuzz-'));
  const embedded = await startEmbedded({ dataDir: folder, noSync: true });
  const tap = await openTap(embedded.uri, folder, told);
  const store = await openStore(embedded.uri);
  const env = {
    ...process.env,
    ...{
      MONGODB_URI: tap.uri,
      DATA_DIR: folder,
      PORT: '0',
      SETUP_CODE,
      LOG_LEVEL: 'error',
      TRUST_PROXY: '1',
    },
    ...settings,
  };
  const child = spawn(process.execPath, [...nodeOptions, '--import', 'tsx', '--import', probe, main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream!).on('line', (line) => GREETING.test(line) || said.push(line));
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const origin = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { origin?: string }) => message.origin && resolve(message.origin));
    void ended.then((code) => reject(new Error(`the server ended with ${String(code)}: ${said.join('\n')}`)));
  });
  return {
    ...{ origin, store, process: child },
    heard: () => said.splice(0),
    probe: () => asked(child),
    async close() {
      child.kill('SIGTERM');
      await ended;
      await store.close();
      await tap.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function asked(child: ChildProcess): Promise<Probed> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || !child.connected) return reject(new Error('the server is gone'));
    const take = (message: { probed?: Probed }) => {
      if (!message.probed) return;
      child.off('message', take);
      resolve(message.probed);
    };
    child.on('message', take);
    child.send('probe');
  });
}

/** Whoever asks: somebody of every role, a wall, three whose sessions may be used up, and somebody without a session. */
export type Who = Name | 'wall' | 'spareDesk' | 'sparePhone' | 'spareWall' | 'nobody';
export interface Crowd {
  readonly clients: Readonly<Record<Who, Client>>;
  /** An account that may be changed in any way. */
  readonly spareId: string;
  /** The token by which a wall comes back. */
  readonly deviceToken: string;
}

export const SPARE = 'spare';

export async function setUpHouse({ origin }: House): Promise<void> {
  const spare: Omit<AccountInput, 'password'> = {
    ...{ signInName: SPARE, name: SPARE, post: SPARE, role: 'dutyOfficer', villageId: null },
    ...{ departmentId: null, slot: null, phone: null },
  };
  const accounts = [...Object.values(PEOPLE), spare].map((one) => ({ ...one, password: PASSWORD }));
  await new Client(origin).must('POST', '/api/setup', { code: SETUP_CODE, unit: EXAMPLE_TOWNSHIP, accounts });
}

export async function signEverybodyIn({ origin }: House): Promise<Crowd> {
  const clients = { nobody: new Client(origin) } as Record<Who, Client>;
  for (const [name, { signInName }] of Object.entries(PEOPLE))
    clients[name as Name] = await new Client(origin).signIn(signInName, PASSWORD, 'phone');
  clients.spareDesk = await new Client(origin).signIn(SPARE, PASSWORD, 'desk');
  clients.sparePhone = await new Client(origin).signIn(SPARE, PASSWORD, 'phone');
  const device = await clients.administrator.must('POST', '/api/devices', { name: '大屏' });
  const { token: deviceToken } = device as { token: string };
  for (const name of ['wall', 'spareWall'] as const) {
    clients[name] = new Client(origin);
    await clients[name].must('POST', '/api/session/device', { token: deviceToken });
  }
  const { accounts } = await clients.administrator.get<{ accounts: { id: string; signInName: string }[] }>(
    '/api/accounts',
  );
  const spareId = accounts.find(({ signInName }) => signInName === SPARE)?.id ?? '';
  return { clients, spareId, deviceToken };
}
