import { open, type FileHandle } from 'node:fs/promises';

/**
 * The older Word and Excel files are compound files (MS-CFB), and so are installers and mail. What one is, the names
 * of the streams directly under its root say. Only the directory is read, at most so many sectors of it.
 */
export async function compoundKind(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const names = streamsOfRoot(await readDirectory(file));
    if (names.has('WordDocument')) return 'application/msword';
    return names.has('Workbook') || names.has('Book') ? 'application/vnd.ms-excel' : null;
  } finally {
    await file.close();
  }
}

const MOST_SECTORS = 64;
const ENTRY = 128;
const LAST_SECTOR = 0xfffffffa;

/** The directory's sectors in order, one after the other; stops where the chain makes no sense. */
async function readDirectory(file: FileHandle): Promise<Buffer> {
  const header = await read(file, 0, 512);
  const shift = header.readUInt16LE(30) === 12 ? 12 : 9;
  const size = 1 << shift;
  const sectors: Buffer[] = [];
  let sector = header.readUInt32LE(48);
  while (sector < LAST_SECTOR && sectors.length < MOST_SECTORS) {
    sectors.push(await read(file, (sector + 1) * size, size));
    sector = await nextSector(file, header, sector, size);
  }
  return Buffer.concat(sectors);
}

/** The header names the first 109 sectors of the allocation table; a directory lies near the beginning. */
async function nextSector(file: FileHandle, header: Buffer, sector: number, size: number): Promise<number> {
  const perSector = size / 4;
  const part = Math.floor(sector / perSector);
  if (part >= 109) return LAST_SECTOR;
  const table = header.readUInt32LE(76 + part * 4);
  if (table >= LAST_SECTOR) return LAST_SECTOR;
  const bytes = await read(file, (table + 1) * size + (sector % perSector) * 4, 4);
  return bytes.readUInt32LE(0);
}

/** Missing bytes read as zeros. */
async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, position);
  return bytes;
}

function streamsOfRoot(directory: Buffer): Set<string> {
  const names = new Set<string>();
  const seen = new Set<number>();
  const entries = Math.floor(directory.length / ENTRY);
  const next = entries > 0 ? [directory.readUInt32LE(76)] : [];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at >= entries || seen.has(at)) continue;
    seen.add(at);
    const entry = directory.subarray(at * ENTRY, (at + 1) * ENTRY);
    if (entry[66] === 2) names.add(nameOf(entry));
    next.push(entry.readUInt32LE(68), entry.readUInt32LE(72));
  }
  return names;
}

function nameOf(entry: Buffer): string {
  const bytes = Math.min(Math.max(entry.readUInt16LE(64) - 2, 0), 62);
  return entry.toString('utf16le', 0, bytes);
}
