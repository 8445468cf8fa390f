import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Pictures and documents made on the spot: no file of a stranger lies in the repository. */

/** A picture with enough detail that its bytes are not trivial; `seed` makes another one. */
export function painted(width = 640, height = 480, seed = 1): Sharp {
  const raw = Buffer.alloc(width * height * 3);
  for (let n = 0, value = seed; n < raw.length; n += 1) {
    value = (value * 1_103_515_245 + 12_345) & 0x7fffffff;
    raw[n] = (n / 96 + (value >> 24)) & 255;
  }
  return sharp(raw, { raw: { width, height, channels: 3 } });
}
export const jpeg = (seed = 1) => painted(640, 480, seed).jpeg().toBuffer();

/** A PNG of which there is only the header, claiming any size. */
export function pngHeader(width: number, height: number): Buffer {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([PNG, pngChunk('IHDR', ihdr), pngChunk('IDAT', Buffer.from([0x78, 0x9c])), END]);
}

/** A PNG that says it is animated: an `acTL` chunk before the picture. */
export async function apng(): Promise<Buffer> {
  const still = await painted(32, 32).png().toBuffer();
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  const afterHeader = PNG.length + 25;
  return Buffer.concat([
    still.subarray(0, afterHeader),
    pngChunk('acTL', control),
    still.subarray(afterHeader),
  ]);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const END = pngChunk('IEND', Buffer.alloc(0));

function pngChunk(type: string, bytes: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A zip of stored entries, which is what the newer Word and Excel files are. */
export function zip(entries: Record<string, string>): Buffer {
  const parts = Object.entries(entries).map(([name, text]) => {
    const bytes = Buffer.from(text);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(crc32(bytes), 14);
    header.writeUInt32LE(bytes.length, 18);
    header.writeUInt32LE(bytes.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), bytes]);
  });
  return Buffer.concat(parts);
}

export function office(kind: 'word/document' | 'xl/workbook', suffix = ''): Buffer {
  const word = kind.startsWith('word');
  const type = word ? 'wordprocessingml.document' : 'spreadsheetml.sheet';
  const main = suffix || `application/vnd.openxmlformats-officedocument.${type}.main+xml`;
  return zip({
    '[Content_Types].xml': `<Types><Override PartName="/${kind}.xml" ContentType="${main}"/></Types>`,
    [`${kind}.xml`]: '<x/>',
  });
}

/** A compound file (the older Word, Excel, but also installers) with one stream under its root. */
export function compound(stream: string): Buffer {
  const file = Buffer.alloc(512 * 3);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 512, 1024);
  file.writeUInt32LE(0xfffffffd, 512);
  file.writeUInt32LE(0xfffffffe, 516);
  entry(file, 1024, 'Root Entry', 5, 1);
  entry(file, 1152, stream, 2, 0xffffffff);
  return file;
}

function entry(file: Buffer, at: number, name: string, type: number, child: number): void {
  file.write(name, at, 'utf16le');
  file.writeUInt16LE((name.length + 1) * 2, at + 64);
  file[at + 66] = type;
  file.writeUInt32LE(0xffffffff, at + 68);
  file.writeUInt32LE(0xffffffff, at + 72);
  file.writeUInt32LE(child, at + 76);
}

/** The beginning of a film: a box that names its brand. */
export function film(brand: string): Buffer {
  const box = Buffer.alloc(24);
  box.writeUInt32BE(24, 0);
  box.write(`ftyp${brand}`, 4, 'latin1');
  box.write(brand, 16, 'latin1');
  return Buffer.concat([box, Buffer.alloc(256)]);
}

export function webm(): Buffer {
  const type = Buffer.from('webm', 'latin1');
  const head = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 + 7, 0x42, 0x82, 0x84, ...type]);
  return Buffer.concat([head, Buffer.alloc(128)]);
}

export function line(points: number): string {
  const coordinates = Array.from({ length: points }, (_, n) => [120 + n / 1e6, 42]);
  const geometry = { type: 'LineString', coordinates };
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry }],
  });
}
