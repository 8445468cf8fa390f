import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receive } from '../../../server/files/receive.ts';

const LIMITS = { photo: 20, other: 30 };
const WORDS = Buffer.from('x'.repeat(31));
const HEADS = [
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  Buffer.from('RIFF\n\n\n\nWEBP'),
];

let folder: string;
let next = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhishou-receive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function inPieces(bytes: Buffer, piece: number): Readable {
  const count = Math.ceil(bytes.length / piece);
  return Readable.from(Array.from({ length: count }, (_, n) => bytes.subarray(n * piece, (n + 1) * piece)));
}
async function received(stream: Readable) {
  const path = join(folder, String((next += 1)));
  return { result: await receive(stream, path, LIMITS), path };
}

describe.each([1, 5, 100])('in pieces of %i', (piece) => {
  it('what comes is written whole, with its hash', async () => {
    const bytes = WORDS.subarray(0, 30);
    const { result, path } = await received(inPieces(bytes, piece));
    expect(result).toEqual({ bytes: 30, hash: createHash('sha256').update(bytes).digest('hex') });
    expect(await readFile(path)).toEqual(bytes);
  });

  it('one byte too many is too much, and the stream lives on', async () => {
    const tooLarge = { result: { trouble: 'too-large', limit: 30 } };
    expect(await received(inPieces(WORDS, piece))).toMatchObject(tooLarge);
    const long = inPieces(Buffer.alloc(1_000), piece);
    expect(await received(long)).toMatchObject(tooLarge);
    expect(long.destroyed).toBe(false);
  });

  it.each(HEADS)('a photo has a lower cap', async (head) => {
    const photo = Buffer.concat([head, Buffer.alloc(21)]).subarray(0, 21);
    expect(await received(inPieces(photo, piece))).toMatchObject({
      result: { trouble: 'too-large', limit: 20 },
    });
    expect(await received(inPieces(photo.subarray(0, 20), piece))).toMatchObject({ result: { bytes: 20 } });
  });
});

describe('what ends', () => {
  it('without a byte is empty', async () => {
    expect(await received(Readable.from([]))).toMatchObject({ result: { trouble: 'empty' } });
  });

  it('with an error, or before all of it came, is cut off', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('connection lost')) });
    expect(await received(broken)).toMatchObject({ result: { trouble: 'cut-off' } });
    const half = Object.assign(inPieces(WORDS.subarray(0, 9), 3), { complete: false });
    expect(await received(half)).toMatchObject({ result: { trouble: 'cut-off' } });
  });

  it('on a path that is taken throws', async () => {
    await expect(receive(inPieces(WORDS, 5), folder, LIMITS)).rejects.toThrow('EEXIST');
  });
});
