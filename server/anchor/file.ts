import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor } from './anchor.ts';

/** The anchors' file in their folder: one line of JSON each, the oldest first, only ever added to. */
export const ANCHORS_FILE = 'anchors.jsonl';

/** Adds anchors; when this returns they are on the disk. A line that a crash tore is left behind, not continued. */
export async function appendAnchors(dir: string, anchors: readonly Anchor[]): Promise<void> {
  const file = await open(join(dir, ANCHORS_FILE), 'a+', 0o600);
  try {
    const lines = anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join('');
    await file.appendFile((await endsTorn(file)) ? `\n${lines}` : lines);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The anchors of a file in its order, and the numbers of the lines that are none (a torn one, or not ours). */
export async function readAnchors(path: string): Promise<{ anchors: Anchor[]; illegible: number[] }> {
  return parse(await readFile(path, 'utf8'));
}

/** The youngest anchors, without reading years of them; empty when there is no file. */
export async function youngestAnchors(dir: string): Promise<Anchor[]> {
  let file: FileHandle;
  try {
    file = await open(join(dir, ANCHORS_FILE), 'r');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem;
  }
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LAST_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return parse(buffer.toString('utf8')).anchors;
  } finally {
    await file.close();
  }
}

const LAST_BYTES = 256 * 1024;

async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString('latin1') !== '\n';
}

function parse(text: string): { anchors: Anchor[]; illegible: number[] } {
  const anchors: Anchor[] = [];
  const illegible: number[] = [];
  for (const [n, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const anchor = anchorIn(line);
    if (anchor) anchors.push(anchor);
    else illegible.push(n + 1);
  }
  return { anchors, illegible };
}

function anchorIn(line: string): Anchor | null {
  try {
    const found = JSON.parse(line) as Partial<Anchor> | null;
    const texts = [found?.book, found?.hash, found?.at, found?.epoch, found?.key, found?.signature];
    const isWhole = texts.every((text) => typeof text === 'string') && Number.isSafeInteger(found?.seq);
    return isWhole ? (found as Anchor) : null;
  } catch {
    return null;
  }
}
