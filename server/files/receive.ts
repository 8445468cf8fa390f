import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** What came in: its length and sha-256, or why nothing is kept of it. */
export type Received =
  | { readonly bytes: number; readonly hash: string }
  | { readonly trouble: 'empty' | 'cut-off' | 'too-large'; readonly limit: number };

/** The most bytes of a photo and of anything else. */
export interface Limits {
  readonly photo: number;
  readonly other: number;
}

/**
 * Writes a stream to a new file, with a hard cap. A photo shows itself in its first bytes and has a lower cap
 * than the rest. The stream is never destroyed: an answer still has to go out on its connection.
 *
 * @throws what the disk throws, e.g. ENOSPC
 */
export async function receive(stream: Readable, path: string, limits: Limits): Promise<Received> {
  const file = await open(path, 'wx', 0o600);
  try {
    return await pour(stream, file, limits);
  } finally {
    await file.close();
  }
}

async function pour(stream: Readable, file: FileHandle, limits: Limits): Promise<Received> {
  const chunks = stream.iterator({ destroyOnReturn: false });
  try {
    return await pourChunks(stream, chunks, file, limits);
  } finally {
    await chunks.return?.().catch(() => undefined); // lets go of the stream, whatever state it is in
  }
}

async function pourChunks(
  stream: Readable,
  chunks: AsyncIterator<Buffer>,
  file: FileHandle,
  limits: Limits,
): Promise<Received> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let limit = limits.other;
  let bytes = 0;
  for (;;) {
    const next = await chunks.next().catch(() => null);
    if (!next || (next.done && !isComplete(stream))) return { trouble: 'cut-off', limit };
    if (next.done) return bytes > 0 ? { bytes, hash: hash.digest('hex') } : { trouble: 'empty', limit };
    const chunk = next.value;
    if (head.length < HEAD) {
      head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
      limit = isPhoto(head) ? limits.photo : limits.other;
    }
    bytes += chunk.length;
    if (bytes > limit) return { trouble: 'too-large', limit };
    hash.update(chunk);
    await file.appendFile(chunk);
  }
}

/** A request that broke off ends, too; only its `complete` tells. */
function isComplete(stream: Readable): boolean {
  return (stream as Partial<IncomingMessage>).complete !== false;
}

const HEAD = 12;

/** Only for the cap: what a file really is, the child finds out. */
function isPhoto(head: Buffer): boolean {
  const text = head.toString('latin1');
  return text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG') || /^RIFF.{4}WEBP/s.test(text);
}
