import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { failpoint } from '../failpoints.ts';
import { Engine } from './engine.ts';
import { claimStore, isListening, StoreInUse, type Owner } from './lock.ts';
import { OWN_PREFIX, preparePlace, type Place } from './place.ts';
import type { ChildConfig, ChildMessage } from './protocol.ts';
import { openKeyValue, type KeyValue } from './storage/kv.ts';
import { Store } from './storage/store.ts';
import { sweepExpired } from './ttl.ts';
import { createWireServer } from './wire/serve.ts';

/** The store's own process: serves one data folder until its parent says `stop`, or is gone. */
async function serve(config: ChildConfig): Promise<() => Promise<void>> {
  const place = preparePlace(config.dataDir);
  // It listens before it owns the store, to be seen alive; until then it answers nobody.
  let begin: (engine: Engine) => void = () => undefined;
  const owned = new Promise<Engine>((resolve) => (begin = resolve));
  const wire = createWireServer({
    answer: async (request) => (await owned).answer(request),
    secret: config.loopback?.secret,
  });
  const owner = config.loopback
    ? await listenOnLoopback(wire.server, config.loopback.port)
    : await listenOnSocket(wire.server, place);
  const kv = openKeyValue(place.folder, config.noSync);
  await claimStore(kv, place.folder, owner, config.patience).catch(async (error: unknown) => {
    await wire.close(); // takes the socket away
    throw error;
  });
  if (!config.loopback) await takeSocket(place);
  const engine = new Engine(new Store(withPoints(kv), breakDown));
  begin(engine);
  const timer = keepTidy(engine);
  const address = wire.server.address();
  tell({
    kind: 'ready',
    socket: place.socket,
    ...(typeof address === 'object' && address ? { port: address.port } : {}),
  });
  return async () => {
    clearInterval(timer);
    await wire.close();
    await engine.close();
    if (!config.loopback) rmSync(place.socket, { force: true });
  };
}

async function listenOnSocket(server: Server, { folder, ownSocket, socket }: Place): Promise<Owner> {
  await listening(server, { path: ownSocket });
  chmodSync(ownSocket, 0o600);
  const inFolder = (path: string) => (dirname(path) === folder ? basename(path) : path);
  return { pid: process.pid, alive: [inFolder(ownSocket), inFolder(socket)] };
}

/** Windows: drivers know only TCP there. A named pipe, which dies with its process, shows who is alive. */
async function listenOnLoopback(server: Server, port: number): Promise<Owner> {
  await listening(server, { port, host: '127.0.0.1' });
  const name = `zhishou-${process.pid}-${Date.now()}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`;
  await listening(
    createServer((socket) => socket.destroy()),
    { path },
  );
  return { pid: process.pid, alive: [path] };
}

function listening(server: Server, where: { path: string } | { port: number; host: string }): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(where, () => done());
  });
}

/** Puts this process's socket in the place of a dead one's, and clears away what other dead ones left. */
async function takeSocket({ ownSocket, socket, socketFolder }: Place): Promise<void> {
  renameSync(ownSocket, socket);
  for (const name of readdirSync(socketFolder)) {
    const path = join(socketFolder, name);
    if (name.startsWith(OWN_PREFIX) && !(await isListening(path))) rmSync(path, { force: true });
  }
}

function keepTidy(engine: Engine): NodeJS.Timeout {
  return setInterval(() => {
    engine.cursors.sweep(Date.now());
    sweepExpired(engine.store, Date.now()).catch(() => {
      // A full disk: the clients hear of it, and the next round tries again.
    });
  }, TIDY_MS);
}

/** A test may have this process killed before a commit, between its work and its writing, or right after it. */
function withPoints(kv: KeyValue): KeyValue {
  const transact = <R>(work: () => R): R => {
    failpoint('store.committing');
    const result = kv.transact(() => {
      const made = work();
      failpoint('store.written');
      return made;
    });
    failpoint('store.committed');
    return result;
  };
  return { ...kv, transact };
}

/** What is on disk is no longer certain: the parent starts a new process, which reads it afresh. */
function breakDown(error: Error): never {
  process.stderr.write(`embedded store: the storage failed: ${error.message}\n`);
  process.exit(1);
}

function tell(message: ChildMessage): void {
  process.send?.(message);
}

function fail(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const kind = error instanceof StoreInUse ? 'inUse' : 'failed';
  process.send?.({ kind, text } satisfies ChildMessage, () => process.exit(1));
}

const TIDY_MS = 60_000;

// Ctrl-C and a service manager's signal reach the whole group; the parent still has writes to make, and says when.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));
process.once('message', (config: ChildConfig) => {
  serve(config).then((close) => {
    process.once('message', () => void close().then(() => process.exit(0), fail));
  }, fail);
});
