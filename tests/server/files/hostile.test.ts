import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FILE, openHouse, type House } from './house.ts';
import * as samples from './samples.ts';

const MB = 1024 * 1024;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
afterEach(async () => {
  await house.files.remove(FILE);
  expect(await house.onDisk()).toEqual([]);
});

const text = (words: string) => Buffer.from(words);
const raw = (bytes: string) => Buffer.from(bytes, 'latin1');
const gif = text('GIF89a\x01\x00\x01\x00\x00\x00\x00;');
const tiff = () => samples.painted(32, 32).tiff().toBuffer();
const heic = () => samples.film('heic');
const svg = text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const half = async (make: Promise<Buffer>) => (await make).subarray(0, 9_000);

const HOSTILE: [name: string, bytes: () => Promise<Buffer> | Buffer, status: number, code: string][] = [
  ['no bytes at all', () => Buffer.alloc(0), 422, 'file.empty'],
  ['one byte', () => Buffer.from([0xff]), 415, 'file.kind'],
  ['a PNG header of 30000 × 30000', () => samples.pngHeader(30_000, 30_000), 413, 'file.too-many-pixels'],
  ['a PNG header without a picture', () => samples.pngHeader(100, 100), 415, 'file.unreadable'],
  ['a PNG header of no size', () => samples.pngHeader(0, 0), 415, 'file.unreadable'],
  ['a PNG cut in half', () => half(samples.painted().png().toBuffer()), 415, 'file.unreadable'],
  ['a WebP cut in half', () => half(samples.painted().webp().toBuffer()), 415, 'file.unreadable'],
  ['the mere mark of a JPEG', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 415, 'file.unreadable'],
  ['a JPEG mark before HTML', () => raw('\xff\xd8\xff<html>'), 415, 'file.unreadable'],
  ['an APNG', () => samples.apng(), 415, 'file.kind'],
  ['a GIF', () => gif, 415, 'file.kind'],
  ['a TIFF', () => tiff(), 415, 'file.kind'],
  ['a HEIC', () => heic(), 415, 'file.kind'],
  ['an SVG named .jpg', () => svg, 415, 'file.kind'],
  ['an SVG with its declaration', () => text(`<?xml version="1.0"?>${svg}`), 415, 'file.kind'],
  ['an SVG behind words', () => text(`fire in the east\n${svg}`), 415, 'file.kind'],
  ['HTML', () => text('\n <!DOCTYPE html><p>x</p>'), 415, 'file.kind'],
  ['a shell script', () => text('#!/bin/sh\nrm -rf /\n'), 415, 'file.kind'],
  ['a Windows program', () => raw('MZ\x90\x00\x03'), 415, 'file.kind'],
  ['a Linux program', () => raw('\x7fELF\x02\x01\x01'), 415, 'file.kind'],
  ['a zip', () => samples.zip({ 'a.txt': 'a' }), 415, 'file.kind'],
  ['a gzip', () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0]), 415, 'file.kind'],
  ['a jar', () => samples.zip({ 'META-INF/MANIFEST.MF': 'x' }), 415, 'file.kind'],
  [
    'Word with macros',
    () => samples.office('word/document', 'application/vnd.ms-word.document.macroEnabled.main+xml'),
    415,
    'file.kind',
  ],
  ['an installer', () => samples.compound('!_StringData'), 415, 'file.kind'],
  ['a compound file that goes in circles', () => circular(), 415, 'file.kind'],
  ['words that are not UTF-8', () => Buffer.from([0xbb, 0xf0, 0xd4, 0xd6, 0x0a]), 415, 'file.kind'],
  ['words with a NUL', () => text('fire\x00fire'), 415, 'file.kind'],
  ['noise', () => noise(50_000), 415, 'file.kind'],
];

describe('what a stranger may send', () => {
  it.each(HOSTILE)('refuses %s', async (_name, bytes, status, code) => {
    const sent = await house.send(FILE, new Uint8Array(await bytes()), { name: 'photo.jpg' });
    expect(sent).toMatchObject({ status, body: { code } });
    expect(sent.body.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(sent.body.en).toMatch(/^[\x20-\x7e]+$/);
    expect(house.arrivals).toEqual([]);
  });

  it('refuses a JPEG that was cut off, wherever that was', async () => {
    const whole = await samples.jpeg();
    const cuts = [1, 2, 20, 200, 5_000].map((n) => whole.length - n);
    for (const length of [3, 4, 11, 100, 160, 400, 640, 700, 1_000, Math.floor(whole.length / 2), ...cuts]) {
      const sent = await house.send(FILE, new Uint8Array(whole.subarray(0, length)));
      expect({ length, status: sent.status }).toEqual({ length, status: 415 });
    }
  });

  it('takes a photo of exactly 8 MB and not one byte more, announced or not', async () => {
    const largest = Buffer.concat([await samples.jpeg(), Buffer.alloc(8 * MB)]).subarray(0, 8 * MB);
    const over = new Uint8Array(Buffer.concat([largest, Buffer.alloc(1)]));
    const refused = {
      status: 413,
      body: { code: 'file.too-large', en: 'The file is too large: at most 8 MB' },
    };
    expect(await house.send(FILE, over)).toMatchObject(refused);
    expect(await house.send(FILE, new Blob([over]).stream())).toMatchObject(refused);
    expect(await house.send(FILE, new Uint8Array(largest))).toMatchObject({ status: 201 });
    house.arrivals.length = 0;
  });

  it('refuses what announces more than 64 MB before a byte is read', async () => {
    const endless = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(1024)) });
    const headers = { 'content-length': String(64 * MB + 1) };
    const sent = await house.send(FILE, endless, { headers });
    expect(sent).toMatchObject({ status: 413, body: { code: 'file.too-large' } });
  });

  it('keeps nothing of a photo but its picture', async () => {
    const marks = { Copyright: '<script>alert(1)</script>', Artist: 'CANARY-ARTIST' };
    const exif = { IFD0: marks, IFD3: { GPSLatitude: '42/1 35/1 0/1', GPSLatitudeRef: 'N' } };
    const photo = await samples
      .painted(640, 480)
      .withExif(exif)
      .withMetadata({ orientation: 6, exif })
      .jpeg()
      .toBuffer();
    expect(photo.includes('CANARY-ARTIST')).toBe(true);
    const polyglot = Buffer.concat([photo, text('<html><script>CANARY-HTML</script></html>')]);
    const sent = await house.send(FILE, new Uint8Array(polyglot), { name: 'a.jpg' });
    expect(sent).toMatchObject({ status: 201, body: { media: 'image/jpeg', width: 480, height: 640 } });
    for (const size of ['full', 'small'] as const) {
      const stored = await readFile(house.files.pathOf(String(sent.body.hash), size));
      expect(['CANARY', 'script', 'Exif', 'GPS', 'html'].filter((mark) => stored.includes(mark))).toEqual([]);
      const { exif: left, icc, xmp, iptc, format, width = 0, height = 0 } = await sharp(stored).metadata();
      expect({ left, icc, xmp, iptc, format }).toEqual({ format: 'jpeg' });
      expect([width, height]).toEqual(size === 'full' ? [480, 640] : [240, 320]);
    }
    house.arrivals.length = 0;
  });

  it.each(['png', 'webp', 'jpeg'] as const)('draws a large %s anew in two sizes', async (format) => {
    const photo = await samples.painted(2100, 700).toFormat(format).toBuffer();
    const sent = await house.send(FILE, new Uint8Array(photo));
    expect(sent).toMatchObject({ status: 201, body: { media: 'image/jpeg', width: 1920, height: 640 } });
    house.arrivals.length = 0;
  });
});

function circular(): Buffer {
  const file = samples.compound('Something');
  file.writeUInt32LE(1, 516);
  file.writeUInt32LE(1, 1152 + 68);
  return file;
}

function noise(length: number): Buffer {
  let value = 7;
  return Buffer.from(Uint8Array.from({ length }, () => (value = (value * 48_271) % 0x7fffffff) & 255));
}
