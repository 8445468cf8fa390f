import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Size } from './contract.ts';

const HASH = /^[0-9a-f]{64}$/;
/** A draft this old belongs to nobody any more: no upload may last as long. */
const FORSAKEN_MS = 60 * 60_000;

/** The folder of files: `ab/abcd…` by hash, never changed once there, and `drafts/` for what is on its way in. */
export interface Disk {
  /** Makes the folders and throws away what a crash left half received. */
  ready(nowMs: number): Promise<void>;
  /** Where the bytes of a hash lie. @throws RangeError when it is no sha-256 in hex */
  pathOf(hash: string, size: Size): string;
  has(hash: string): Promise<boolean>;
  /** Paths for one upload, all of them gone after `discard`, unless they were moved into place. */
  draft(): Draft;
  /** Moves a draft's file into its place. When this returns it is there also after a power cut. */
  place(path: string, hash: string, size: Size): Promise<void>;
  /** Takes the bytes away for a moment, to be put back or destroyed. */
  takeOut(hash: string): Promise<{ putBack(): Promise<void>; destroy(): Promise<void> }>;
}

export interface Draft {
  readonly received: string;
  readonly full: string;
  readonly small: string;
  discard(): Promise<void>;
}

export function openDisk(dir: string): Disk {
  const drafts = join(dir, 'drafts');
  const pathOf = (hash: string, size: Size) => {
    if (!HASH.test(hash)) throw new RangeError('not the hash of a file');
    return join(dir, hash.slice(0, 2), size === 'small' ? `${hash}.small` : hash);
  };
  return {
    pathOf,
    ready: async (nowMs) => {
      await mkdir(drafts, { recursive: true, mode: 0o700 });
      await dropForsaken(drafts, nowMs);
    },
    has: async (hash) => (await stat(pathOf(hash, 'full')).catch(absent)) !== null,
    draft: () => draftIn(drafts),
    place: (path, hash, size) => place(path, pathOf(hash, size)),
    takeOut: (hash) => takeOut([pathOf(hash, 'full'), pathOf(hash, 'small')], drafts),
  };
}

function draftIn(folder: string): Draft {
  const base = join(folder, randomUUID());
  const paths = { received: `${base}.received`, full: `${base}.full`, small: `${base}.small` };
  const discard = async () => {
    await Promise.all(Object.values(paths).map((path) => rm(path, { force: true })));
  };
  return { ...paths, discard };
}

async function dropForsaken(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(absent);
    if (found && nowMs - found.ctimeMs > FORSAKEN_MS) await rm(path, { force: true });
  }
}

async function place(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
  const folder = dirname(to);
  if (await mkdir(folder, { recursive: true, mode: 0o700 })) await syncFolder(dirname(folder));
  await rename(from, to);
  await syncFolder(folder);
}

/** A name is only safe once its folder is written. Windows has no such thing and answers EPERM. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function takeOut(paths: string[], folder: string) {
  const moved: [from: string, to: string][] = [];
  for (const from of paths) {
    const to = join(folder, `${randomUUID()}.out`);
    if (await rename(from, to).then(() => true, absent)) moved.push([from, to]);
  }
  return {
    putBack: async () => {
      for (const [from, to] of moved) await rename(to, from);
    },
    destroy: async () => {
      for (const [from, to] of moved) {
        await rm(to, { force: true });
        await syncFolder(dirname(from));
      }
    },
  };
}

function absent(problem: unknown): null {
  if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw problem;
}
