import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { forkRoom } from '../forkRoom.ts';
import type { ChildConfig, ChildMessage } from './protocol.ts';

/** A running embedded store. */
export interface EmbeddedStore {
  /** For the official driver or Mongoose; the same over all restarts of the store's process. */
  uri: string;
  /** The store's process, undefined while there is none. */
  pid(): number | undefined;
  /** Ends the store once all it was given is on disk. */
  stop(): Promise<void>;
  /** Called when the store's process has died; a new one is being started. */
  onDown(listener: (reason: string) => void): void;
  /** Called when it serves again. */
  onUp(listener: () => void): void;
}

export interface EmbeddedOptions {
  /** The store lies in its folder `store`. */
  dataDir: string;
  /** Leaves it to the operating system when writes reach the disk; for tests. */
  noSync?: boolean;
  /** How long a predecessor may take to end before it counts as in use, in ms; 5000 by default. */
  patience?: number;
  /** Where it listens; by default a Unix socket, on Windows a port of the loopback interface with a secret. */
  transport?: 'socket' | 'loopback';
}

/** Another process serves the data folder. */
export class EmbeddedInUse extends Error {
  constructor(dataDir: string, why: string) {
    super(
      `The data folder ${dataDir} is already in use: ${why}. Stop that server first, or set DATA_DIR to another folder; ` +
        'to run several servers on one store, start the store alone and give each its address as MONGODB_URI.',
    );
    this.name = 'EmbeddedInUse';
  }
}

/**
 * Starts the embedded store: a child process that speaks MongoDB's protocol and is started anew whenever it dies.
 * A predecessor that is just ending is waited for.
 * @throws EmbeddedInUse
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const keeper = new StoreKeeper(options);
  await keeper.launch();
  return keeper;
}

class StoreKeeper implements EmbeddedStore {
  uri = '';
  private readonly config: ChildConfig;
  private child: ChildProcess | undefined;
  private coming: Promise<void> | undefined;
  private stopping = false;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private upSince = 0;
  private readonly downListeners: ((reason: string) => void)[] = [];
  private readonly upListeners: (() => void)[] = [];

  constructor({ dataDir, noSync = false, patience = PATIENCE_MS, transport }: EmbeddedOptions) {
    this.config = { dataDir: resolve(dataDir), noSync, patience };
    const loopback = transport === 'loopback' || (!transport && process.platform === 'win32');
    if (loopback) this.config.loopback = { port: 0, secret: randomBytes(24).toString('base64url') };
  }

  pid(): number | undefined {
    return this.child?.pid;
  }

  onDown(listener: (reason: string) => void): void {
    this.downListeners.push(listener);
  }

  onUp(listener: () => void): void {
    this.upListeners.push(listener);
  }

  /** Resolves when a new process serves. */
  launch(): Promise<void> {
    const coming = this.begin().finally(() => (this.coming = undefined));
    this.coming = coming;
    return coming;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.retry);
    await this.coming?.catch(() => undefined);
    const child = this.child;
    if (!child) return;
    const gone = new Promise((done) => child.once('exit', done));
    if (child.connected) child.send('stop');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(late);
  }

  private begin(): Promise<void> {
    const child = forkRoom('./child', import.meta.url, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.send(this.config);
    return new Promise((serving, failed) => {
      child.on('error', failed); // more than once, when it cannot be told anything either
      child.once('exit', (code, signal) => {
        const reason = `the store's process ended (${signal ?? `code ${code}`})`;
        failed(new Error(reason));
        if (this.child === child) this.mourn(reason);
      });
      child.once('message', (message: ChildMessage) => {
        if (message.kind === 'ready') {
          this.greet(child, message);
          serving();
        } else if (message.kind === 'inUse') failed(new EmbeddedInUse(this.config.dataDir, message.text));
        else failed(new Error(`The embedded store could not start: ${message.text}`));
      });
    });
  }

  private greet(child: ChildProcess, { socket, port }: Extract<ChildMessage, { kind: 'ready' }>): void {
    this.child = child;
    this.upSince = performance.now();
    const { loopback } = this.config;
    if (loopback && port !== undefined) loopback.port = port;
    const host = loopback ? `127.0.0.1:${loopback.port}` : encodeURIComponent(socket);
    const secret = loopback ? `&appName=${loopback.secret}` : '';
    this.uri = `mongodb://${host}/zhishou?directConnection=true&retryWrites=false${secret}`;
  }

  private mourn(reason: string): void {
    this.child = undefined;
    if (this.stopping) return;
    if (performance.now() - this.upSince > STABLE_MS) this.failures = 0;
    for (const listener of this.downListeners) listener(reason);
    this.relaunch();
  }

  /** At once, then after 0.2 s, doubling to 5 s. */
  private relaunch(): void {
    const delay = this.failures === 0 ? 0 : Math.min(200 * 2 ** (this.failures - 1), 5000);
    this.failures++;
    this.retry = setTimeout(() => {
      this.launch().then(
        () => {
          if (!this.stopping) for (const listener of this.upListeners) listener();
        },
        () => {
          if (!this.stopping) this.relaunch();
        },
      );
    }, delay);
  }
}

/** A process that served for so long was healthy: the next start is not delayed. */
const STABLE_MS = 10_000;
const STOP_MS = 5000;
const PATIENCE_MS = 5000;
