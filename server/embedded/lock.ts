import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import type { KeyValue } from './storage/kv.ts';
import { decode, encode } from './values/bson.ts';

/** Who serves a store. */
export interface Owner {
  pid: number;
  /**
   * What can be connected to, in this order, as long as the owner lives: its own socket, then the store's. Paths in
   * the store's folder are relative to it: a copy of the folder has no owner, and it may be mounted elsewhere.
   */
  alive: string[];
}

/** Another living process serves the store. */
export class StoreInUse extends Error {
  constructor({ pid }: Owner) {
    super(`the store is in use by process ${pid}`);
  }
}

/**
 * Makes this process the store's owner, the one that serves and writes it. The owner stands in the store itself, and
 * is replaced only in a transaction that still finds the one that was seen to be dead: of two that start at once,
 * one wins. Dead is whoever's socket refuses connections; unlike a process id, that is never somebody else's.
 *
 * Its `alive` paths must be listening already.
 * @param patience how long to wait for a dying owner, in ms
 * @throws StoreInUse
 */
export async function claimStore(kv: KeyValue, folder: string, me: Owner, patience: number): Promise<void> {
  const until = performance.now() + patience;
  for (;;) {
    const seen = kv.meta.get(OWNER);
    const owner = seen && (decode(seen) as unknown as Owner);
    if (owner && (await isAlive(folder, owner))) {
      if (performance.now() > until) throw new StoreInUse(owner);
      await sleep(50);
    } else if (replaceOwner(kv, seen, me)) return;
  }
}

/** Whether somebody listens on a socket. In doubt, yes. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    const end = (listening: boolean) => {
      socket.destroy();
      done(listening);
    };
    socket.setTimeout(1000, () => end(true));
    socket.once('connect', () => end(true));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(!nobody.has(code ?? '')));
  });
}

/** In the order that a new owner takes them, or one might be missed that is just renaming its socket. */
async function isAlive(folder: string, { alive }: Owner): Promise<boolean> {
  for (const path of alive) if (await isListening(locate(folder, path))) return true;
  return false;
}

/** A named pipe or an abstract socket is no file, and no part of the folder. */
function locate(folder: string, path: string): string {
  return path.startsWith('\0') || path.startsWith('\\\\') ? path : resolve(folder, path);
}

function replaceOwner(kv: KeyValue, seen: Buffer | undefined, me: Owner): boolean {
  return kv.transact(() => {
    const now = kv.meta.get(OWNER);
    const same = now && seen ? now.equals(seen) : now === seen;
    if (same) kv.meta.put(OWNER, encode({ ...me }));
    return same;
  });
}

const OWNER = Buffer.from('owner');
const nobody = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR']);
