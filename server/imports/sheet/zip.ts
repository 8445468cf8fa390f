import { inflateRawSync } from 'node:zlib';
import { SHEET_LIMITS } from '../contract.ts';

type Unfit = 'import.not-a-sheet' | 'import.macro' | 'import.encrypted' | 'import.damaged' | 'import.bomb';

/**
 * What stands against opening a zip as a workbook; null: nothing. Its directory is read by hand, and every entry is
 * unpacked once against what the directory promises: what lies is a bomb or damaged, and no library sees it.
 */
export function unfit(bytes: Buffer): Unfit | null {
  const entries = directoryOf(bytes);
  if (!entries) return 'import.damaged';
  if (entries.length > SHEET_LIMITS.entries) return 'import.bomb';
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) return 'import.damaged';
  if (!names.has('[Content_Types].xml') || !names.has('xl/workbook.xml')) return 'import.not-a-sheet';
  if (entries.some(({ name }) => /(vbaProject|vbaData)[^/]*$/i.test(name))) return 'import.macro';
  if (entries.some(({ flags }) => (flags & 1) === 1)) return 'import.encrypted';
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  const isTight = unpacked > 1024 * 1024 && unpacked > bytes.length * SHEET_LIMITS.ratio;
  if (unpacked > SHEET_LIMITS.unpacked || isTight) return 'import.bomb';
  return entries.every((entry) => isAsPromised(bytes, entry)) ? null : 'import.damaged';
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const FAR = 0xffffffff;

/** The entries by the central directory (APPNOTE 4.3.12); null when it makes no sense. */
function directoryOf(bytes: Buffer): Entry[] | null {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count > SHEET_LIMITS.entries) return Array.from({ length: count }, () => NOTHING);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    entries.push(entryAt(bytes, at, name as number));
    at += 46 + (name as number) + (extra as number) + (comment as number);
  }
  const isFar = entries.some(
    ({ packed, size, at: local }) => packed === FAR || size === FAR || local === FAR,
  );
  return at === end && !isFar ? entries : null;
}

const NOTHING: Entry = { name: '', flags: 0, method: 0, packed: 0, size: 0, at: 0 };

function entryAt(bytes: Buffer, at: number, nameLength: number): Entry {
  return {
    name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    at: bytes.readUInt32LE(at + 42),
  };
}

/** The local header says the same, and the bytes unpack to exactly that. */
function isAsPromised(bytes: Buffer, { name, flags, method, packed, size, at }: Entry): boolean {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return false;
  if (bytes.readUInt16LE(at + 6) !== flags || bytes.readUInt16LE(at + 8) !== method) return false;
  const [nameLength, extra] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
  const begin = at + 30 + nameLength + extra;
  if (bytes.toString('utf8', at + 30, at + 30 + nameLength) !== name || begin + packed > bytes.length)
    return false;
  const isLater = (flags & 8) === 8; // the sizes follow the bytes
  if (!isLater && (bytes.readUInt32LE(at + 18) !== packed || bytes.readUInt32LE(at + 22) !== size))
    return false;
  if (method === 0) return packed === size;
  return method === 8 && unpackedLength(bytes.subarray(begin, begin + packed), size) === size;
}

function unpackedLength(packed: Buffer, size: number): number | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) }).length;
  } catch (problem) {
    if (problem instanceof Error) return null;
    throw problem;
  }
}
