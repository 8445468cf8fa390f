import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { chanceOf } from '../support/fuzz/chance.ts';
import { CHANCE_SEED, percentile, SEED } from '../support/fuzz/figures.ts';
import { openHouse, setUpHouse, signEverybodyIn, type House } from '../support/fuzz/house.ts';
import { reportBody } from '../support/spine.ts';
import { apng, film, jpeg, painted, pngHeader, webm, zip } from '../server/files/samples.ts';

/* What is no photo, or too much of one, at the one door that takes bytes. */
let house: House;
let officer: Client;
let whole: Buffer;
beforeAll(async () => {
  house = await openHouse();
  await setUpHouse(house);
  officer = (await signEverybodyIn(house)).clients.dutyOfficer;
  whole = await jpeg();
});
afterAll(() => house.close());
afterEach(async () => {
  expect(house.heard()).toEqual([]);
  expect(await house.probe()).toMatchObject({ untouched: true, unhandled: 0 });
  await officer.command('report.submit', reportBody('照常') as never);
});

interface Kept {
  readonly status: number;
  readonly body: { readonly hash?: string; readonly code?: string };
  readonly ms: number;
}

/** Uploads bytes as the file that a report of its own names. */
async function upload(bytes: Buffer, name = 'a.jpg'): Promise<Kept> {
  const fileId = randomUUID();
  const { id } = await officer.command('report.submit', {
    ...reportBody('有图'),
    fileIds: [fileId],
  } as never);
  const { origin, cookie } = officer;
  const headers = {
    origin,
    cookie,
    'content-type': 'image/jpeg',
    'x-forwarded-for': `10.8.0.${bytes.length % 250}`,
  };
  const began = performance.now();
  const path = `/api/files/${fileId}?of=report&row=${id}&name=${encodeURIComponent(name)}`;
  const response = await fetch(origin + path, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  return {
    status: response.status,
    body: (await response.json()) as Kept['body'],
    ms: performance.now() - began,
  };
}

async function stored({ body: { hash } }: Kept): Promise<Buffer> {
  const response = await fetch(`${officer.origin}/api/files/${hash}?size=full`, {
    headers: { cookie: officer.cookie },
  });
  return Buffer.from(await response.arrayBuffer());
}

describe('pictures', () => {
  const script = Buffer.from('<script>hit()</script>');
  const refused: [what: string, bytes: () => Buffer | Promise<Buffer>][] = [
    ['a picture of 900 million pixels in a few bytes', () => pngHeader(30_000, 30_000)],
    ['one a billion wide', () => pngHeader(2 ** 30, 1)],
    ['one with no pixel', () => pngHeader(0, 0)],
    ['an animation', () => apng()],
    ['a drawing that may run', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"/>')],
    [
      'the same behind white space',
      () => Buffer.from(`${' '.repeat(500)}<?xml version="1.0"?><svg onload="hit()"/>`),
    ],
    ['a page', () => Buffer.from('<!doctype html><script>hit()</script>')],
    ['a GIF that is a script', () => Buffer.from('GIF89a/*\0\0*/=1;hit()')],
    ['a BMP', () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)])],
    ['a TIFF', async () => painted(32, 32).tiff().toBuffer()],
    ['a GIF', async () => painted(32, 32).gif().toBuffer()],
    ['the head of a JPEG', () => whole.subarray(0, 20)],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])],
    ['an ELF', () => Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(500)])],
    ['a zip', () => zip({ '../../a.txt': 'x' })],
    [
      'a zip that says it is a sheet with macros',
      () => zip({ '[Content_Types].xml': '<Types/>', 'xl/vbaProject.bin': 'x' }),
    ],
    ['nothing', () => Buffer.alloc(0)],
    ['zeroes', () => Buffer.alloc(5_000)],
  ];
  it.each(refused)('%s is refused', async (_what, bytes) => {
    const kept = await upload(await bytes());
    expect({ status: kept.status, code: kept.body.code }).toMatchObject({
      status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
      code: expect.stringMatching(/^file\./),
    });
  });

  it.each([
    ['a script behind it', () => Buffer.concat([whole, script])],
    ['a zip behind it', () => Buffer.concat([whole, zip({ 'a.txt': 'x' })])],
    [
      'a script in its comment',
      () => Buffer.concat([whole.subarray(0, 2), comment(script), whole.subarray(2)]),
    ],
    [
      'where and with what it was taken',
      async () =>
        painted()
          .withExif({ IFD0: { Copyright: 'hit()' }, IFD3: { GPSLatitude: '42/1 21/1 0/1' } })
          .jpeg()
          .toBuffer(),
    ],
  ])('%s is not kept with the picture', async (_what, bytes) => {
    const kept = await upload(await bytes());
    expect(kept.status).toBe(201);
    const picture = await stored(kept);
    expect(picture.includes('hit()')).toBe(false);
    expect(picture.includes('PK\x03\x04')).toBe(false);
    expect((await sharp(picture).metadata()).exif).toBeUndefined();
  });

  it('pictures that are cut off or turned over somewhere are kept as pictures, or refused', async () => {
    const times: number[] = [];
    const came = { kept: 0, refused: 0 };
    const kinds = [
      whole,
      await painted(64, 64).png().toBuffer(),
      await painted(64, 64).webp().toBuffer(),
      film('isom'),
      webm(),
    ];
    for (const seed of [SEED, CHANCE_SEED]) {
      const chance = chanceOf(seed);
      for (let n = 0; n < (process.env.LONG ? 2_000 : 100); n += 1) {
        const bytes = Buffer.from(chance.one(kinds));
        for (let m = 0; m <= chance.roll(8); m += 1) bytes[chance.roll(bytes.length)] = chance.roll(256);
        const kept = await upload(chance.of(40) ? bytes.subarray(0, 1 + chance.roll(bytes.length)) : bytes);
        times.push(kept.ms);
        expect({ status: kept.status, body: kept.body }).toMatchObject({
          status: expect.toSatisfy((status: number) => status < 500),
        });
        came[kept.status === 201 ? 'kept' : 'refused'] += 1;
      }
    }
    console.log(
      `fuzz: ${times.length} damaged files: ${came.kept} kept, ${came.refused} refused, p99 ${percentile(times, 0.99)} ms`,
    );
  });

  it('file names are words, wherever they would lead', async () => {
    for (const name of [
      '../../a.jpg',
      '..\\a.jpg',
      '/etc/passwd',
      'a\u202egpj.exe',
      'CON',
      '.htaccess',
      'a'.repeat(120),
      '=1+1.csv',
      '<img src=x>.jpg',
    ]) {
      const kept = await upload(Buffer.from(`三组 ${name}`), name);
      expect(kept.status).toBe(201);
      const response = await fetch(`${officer.origin}/api/files/${kept.body.hash}`, {
        headers: { cookie: officer.cookie },
      });
      expect(response.headers.get('content-disposition')).not.toMatch(/[\\/]|\.\.|\r|\n/);
    }
  });
});

function comment(text: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
}
