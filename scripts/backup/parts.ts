import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Cipher } from './cipher.ts';
import type { Part } from './manifest.ts';
import { BackupRefused } from './refused.ts';

export interface NewPart {
  readonly name: string;
  readonly holds: string;
  readonly of?: string;
  /** False for what is compressed already. */
  readonly squeeze?: boolean;
}

/** Writes documents (as BSON bytes, page by page) into a file of a backup, onto the disk. */
export async function writePart(
  folder: string,
  { name, holds, of = '', squeeze = true }: NewPart,
  pages: AsyncIterable<readonly Uint8Array[]>,
  cipher: Cipher | null,
): Promise<Part> {
  let documents = 0;
  const bytesOf = async function* () {
    for await (const page of pages) {
      documents += page.length;
      if (page.length > 0) yield Buffer.concat(page);
    }
  };
  const iv = cipher ? randomBytes(12) : null;
  const lock = cipher && iv ? cipher.encrypt(name, iv) : null;
  const { tap, result } = measure();
  const file = createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600, flush: true });
  const gzip = createGzip({ level: squeeze ? 6 : 0 });
  await pipeline(Readable.from(bytesOf()), gzip, lock ?? new PassThrough(), tap, file);
  const sealed = lock && iv ? { iv: iv.toString('base64'), tag: lock.getAuthTag().toString('base64') } : null;
  return { name, holds, documents, ...result(), sealed, of: of || null };
}

/**
 * The documents of a part, as bytes, in batches. Ends only after the whole file was found to be as the manifest says.
 *
 * @throws BackupRefused naming the part when it is not there, shortened, changed, or not to be read
 */
export async function* readPart(folder: string, part: Part, cipher: Cipher | null): AsyncGenerator<Buffer[]> {
  let documents = 0;
  try {
    for await (const batch of open_(folder, part, cipher)) {
      documents += batch.length;
      yield batch;
    }
    if (documents !== part.documents) throw new Error(`${documents} documents`);
  } catch (problem) {
    if (problem instanceof BackupRefused || problem instanceof Stopped) throw problem;
    throw new BackupRefused(
      `备份已损坏：${part.name}`,
      `The backup is damaged: ${part.name} (${(problem as Error).message})`,
    );
  }
}

/** Thrown into a reader by whoever works on what it yields, to pass through unchanged. */
export class Stopped extends Error {}

async function* open_(folder: string, part: Part, cipher: Cipher | null): AsyncGenerator<Buffer[]> {
  const path = join(folder, part.name);
  const { size } = await stat(path);
  if (size !== part.bytes) throw new Error(`${size} bytes instead of ${part.bytes}`);
  const { tap, result } = measure();
  const plain = createGunzip();
  const flow = pipeline(
    createReadStream(path, { highWaterMark: 256 * 1024 }),
    tap,
    unlock(part, cipher),
    plain,
  );
  flow.catch(() => undefined); // heard below; the reader of `plain` hears it first
  yield* documentsIn(plain);
  await flow;
  if (result().sha256 !== part.sha256) throw new Error('its sum does not fit');
}

function unlock({ name, sealed }: Part, cipher: Cipher | null): Transform {
  if (!sealed) return new PassThrough();
  if (!cipher) throw new BackupRefused('这份备份有口令', 'This backup has a passphrase: --passphrase-file');
  return cipher.decrypt(name, Buffer.from(sealed.iv, 'base64'), Buffer.from(sealed.tag, 'base64'));
}

/** A document says its own length in its first four bytes. */
async function* documentsIn(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const batch: Buffer[] = [];
    let from = 0;
    while (rest.length - from >= 4) {
      const length = rest.readInt32LE(from);
      if (length < 5 || length > LONGEST) throw new Error('not a document');
      if (rest.length - from < length) break;
      batch.push(rest.subarray(from, (from += length)));
    }
    rest = rest.subarray(from);
    if (batch.length > 0) yield batch;
  }
  if (rest.length > 0) throw new Error('it breaks off');
}

const LONGEST = 17 * 1024 * 1024;

function measure() {
  const hash = createHash('sha256');
  let bytes = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { tap, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** A name is only safe once its folder is written. Windows has no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
