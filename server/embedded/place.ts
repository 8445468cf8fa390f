import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a store lives. */
export interface Place {
  /** LMDB's files. */
  folder: string;
  /** The socket clients connect to; always the same for a data folder. */
  socket: string;
  /** This process's own socket, until it owns the store; then it takes the other's name. */
  ownSocket: string;
  /** The folder of both sockets; only the process's user may enter it. */
  socketFolder: string;
}

/** Makes the folders of a store, closed to other users. */
export function preparePlace(dataDir: string): Place {
  mkdirSync(join(dataDir, 'store'), { recursive: true, mode: PRIVATE });
  const folder = realpathSync(join(dataDir, 'store'));
  chmodSync(folder, PRIVATE);
  const ownName = `${OWN_PREFIX}${randomBytes(6).toString('hex')}.sock`;
  const socketFolder = fits(join(folder, ownName)) ? folder : shortFolder(folder, ownName);
  return {
    folder,
    socketFolder,
    socket: join(socketFolder, 'store.sock'),
    ownSocket: join(socketFolder, ownName),
  };
}

/** How the name of a socket begins that is not yet the store's. */
export const OWN_PREFIX = 'own-';

/** A folder among the temporary ones, named after the data folder, for a path too long for a socket's address. */
function shortFolder(folder: string, name: string): string {
  const uid = process.getuid?.();
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `zhishou-${uid ?? 'user'}-${hash}`);
  mkdirSync(short, { recursive: true, mode: PRIVATE });
  const found = lstatSync(short);
  const ours = found.isDirectory() && (uid === undefined || found.uid === uid);
  if (!ours) throw new Error(`${short} belongs to somebody else: remove it, or choose a shorter DATA_DIR`);
  chmodSync(short, PRIVATE);
  if (!fits(join(short, name)))
    throw new Error(`no room for a socket's path in ${short}: choose a shorter DATA_DIR`);
  return short;
}

/** A Unix socket's address has 108 bytes on Linux, 104 elsewhere. */
function fits(path: string): boolean {
  return Buffer.byteLength(path) <= 100;
}

const PRIVATE = 0o700;
