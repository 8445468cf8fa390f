import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, open, rename, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deserialize, serialize, type Binary } from 'bson';
import type { FileRow } from '../../server/files/contract.ts';
import { syncFolder } from './parts.ts';

/** Bytes of files travel in pieces of this size, one document each. */
const PIECE = 1024 * 1024;
const HASH = /^[0-9a-f]{64}$/;

/** A piece of a file: of its full size, or of the small one of a photo. */
interface Piece {
  readonly hash: string;
  readonly size: 'full' | 'small';
  readonly n: number;
  readonly last: boolean;
  readonly bytes: Binary;
}

/** What the rows of the ledger name, by the day it came first: days that are over do not change any more. */
export function byDay(rows: readonly Pick<FileRow, 'hash' | 'at'>[]): Map<string, string[]> {
  const seen = new Set<string>();
  const days = new Map<string, string[]>();
  for (const { hash, at } of [...rows].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    if (seen.has(hash) || !HASH.test(hash)) continue;
    seen.add(hash);
    const day = at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), hash]);
  }
  return days;
}

/** A digest of which files a part holds. */
export function digestOf(hashes: readonly string[]): string {
  return createHash('sha256')
    .update([...hashes].sort().join('\n'))
    .digest('hex');
}

/** Where the bytes of a hash lie in a folder of files. */
export function pathIn(dir: string, hash: string, size: Piece['size']): string {
  return join(dir, hash.slice(0, 2), size === 'small' ? `${hash}.small` : hash);
}

/** The bytes of files as documents, one page at a time; what is not there is named in `missing`. */
export async function* piecesOf(
  dir: string,
  hashes: readonly string[],
  missing: string[],
): AsyncGenerator<Uint8Array[]> {
  for (const hash of hashes) {
    if (!(await isThere(pathIn(dir, hash, 'full')))) missing.push(hash);
    else yield* fileOf(dir, hash, 'full');
    if (await isThere(pathIn(dir, hash, 'small'))) yield* fileOf(dir, hash, 'small');
  }
}

async function* fileOf(dir: string, hash: string, size: Piece['size']): AsyncGenerator<Uint8Array[]> {
  const file = await open(pathIn(dir, hash, size), 'r');
  try {
    const { size: length } = await file.stat();
    for (let n = 0; n === 0 || n * PIECE < length; n += 1) {
      const bytes = Buffer.alloc(Math.min(PIECE, length - n * PIECE));
      await file.read(bytes, 0, bytes.length, n * PIECE);
      yield [serialize({ hash, size, n, last: (n + 1) * PIECE >= length, bytes })];
    }
  } finally {
    await file.close();
  }
}

/** Takes pieces in order; `onFile` gets each file when it is whole. @throws Error when a file is not what its name says */
export async function takePieces(
  batches: AsyncIterable<readonly Uint8Array[]>,
  onFile: (hash: string, size: Piece['size'], pieces: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  let pieces: Uint8Array[] = [];
  for await (const batch of batches) {
    for (const document of batch) {
      const { hash, size, n, last, bytes } = deserialize(document) as Piece;
      if (!HASH.test(hash) || n !== pieces.length || (size !== 'full' && size !== 'small'))
        throw new Error('pieces out of order');
      pieces.push(bytes.buffer.subarray(0, bytes.length()));
      if (!last) continue;
      if (size === 'full' && sumOf(pieces) !== hash) throw new Error(`${hash} is not what its name says`);
      await onFile(hash, size, pieces);
      pieces = [];
    }
  }
  if (pieces.length > 0) throw new Error('a file breaks off');
}

/** Puts a file in its place, on the disk; one that is there and right is left alone. */
export async function putFile(
  dir: string,
  hash: string,
  size: Piece['size'],
  pieces: readonly Uint8Array[],
): Promise<void> {
  const path = pathIn(dir, hash, size);
  if (size === 'full' && (await isThere(path)) && sumOf([await readFile(path)]) === hash) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.restored`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    for (const piece of pieces) await file.write(piece);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/**
 * The same bytes under another name, without writing them again where the disk can do that. False, and nothing is
 * there, when they are not what they were: a link to a damaged file would damage every backup from then on.
 */
export async function sameBytes(
  from: string,
  to: string,
  { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
): Promise<boolean> {
  try {
    if ((await stat(from)).size !== bytes || (await sumIn(from)) !== sha256) return false;
    await link(from, to).catch(() => copyFile(from, to));
    return true;
  } catch {
    // A sector that cannot be read, or a disk that gives up between the two.
    await rm(to, { force: true });
    return false;
  }
}

async function sumIn(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: PIECE }), hash);
  return hash.digest('hex');
}

function sumOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
