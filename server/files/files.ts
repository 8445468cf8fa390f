import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Connection } from 'mongoose';
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.ts';
import {
  ALLOWANCE,
  fileRefusals,
  UPLOAD_LIMITS,
  type Allowance,
  type FileRefusal,
  type FileRow,
  type Kept,
  type Size,
  type Upload,
  type Usage,
} from './contract.ts';
import { openDisk, type Disk, type Draft } from './disk.ts';
import { openExaminer, type Examiner, type Verdict } from './examine/examiner.ts';
import { PATIENCE, type Patience } from './examine/reader.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { cleanName } from './names.ts';
import { receive, type Received } from './receive.ts';
import { fileRows, type FileRows } from './rows.ts';

/**
 * Photos, documents and map layers: bytes on the disk under the name of their hash, and one row each in the
 * collection `files`. The journal holds ids and hashes, never bytes.
 */
export interface Files {
  /** Folders and indexes; awaited before the first upload. */
  ready(): Promise<void>;
  /**
   * Takes an upload: bytes durable first, then the row. The same id of the same uploader, book and row again is
   * answered the same without reading a byte. A refusal is one of `fileRefusals`.
   *
   * @throws when database or disk fail: nothing is known then, and a repeat finds out
   */
  keep(upload: Upload): Promise<Kept | Refusal>;
  /** Where the bytes of a hash lie. @throws RangeError when it is no sha-256 in hex */
  pathOf(hash: string, size: Size): string;
  /** The rows of any book that name these bytes, oldest first; empty when the bytes are not there. */
  naming(hash: string): Promise<FileRow[]>;
  /**
   * Forgets one file by its id, for erasure or when nobody wanted it. The bytes go when no other row names them.
   *
   * @throws RangeError when it is not the id of a file
   */
  remove(fileId: string): Promise<void>;
  usage(): Promise<Usage>;
  /** The child process that reads uploads, while there is one. */
  childPid(): number | undefined;
  close(): Promise<void>;
}

export interface FilesOptions {
  readonly connection: Connection;
  /** An absolute path. Servers on one database share it. */
  readonly dir: string;
  readonly allowance?: Partial<Allowance>;
  readonly patience?: Partial<Patience>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Parts {
  readonly rows: FileRows;
  readonly disk: Disk;
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  readonly now: () => number;
}

export function openFiles({ connection, dir, allowance, patience, now }: FilesOptions): Files {
  const rows = fileRows(connection);
  const disk = openDisk(dir);
  const ledger = openLedger(rows, { ...ALLOWANCE, ...allowance }, dir, now);
  const examiner = openExaminer({ ...PATIENCE, ...patience });
  const parts = { rows, disk, ledger, examiner, now };
  return {
    ready: async () => {
      await Promise.all([disk.ready(now()), rows.ready()]);
    },
    keep: (upload) => keep(parts, upload),
    pathOf: disk.pathOf,
    naming: async (hash) => ((await disk.has(hash)) ? rows.naming(hash) : []),
    remove: (fileId) => remove(parts, fileId),
    usage: ledger.usage,
    childPid: examiner.pid,
    close: examiner.close,
  };
}

const no = (code: FileRefusal, params = {}) => refuse(fileRefusals, code, params);
const tooLarge = (limit: number) => no('file.too-large', { limit: Math.floor(limit / 1024 / 1024) });

async function keep(parts: Parts, upload: Upload): Promise<Kept | Refusal> {
  const known = await parts.rows.find(upload.id);
  if (known && !isSame(known, upload)) return no('file.id-reused');
  if (known && (await parts.disk.has(known.hash))) return { row: known, fresh: false };
  if (!parts.examiner.hasRoom()) return no('file.busy');
  const limits = limitsOf(upload.of);
  if (upload.length === 0) return no('file.empty');
  if (upload.length !== undefined && upload.length > limits.other) return tooLarge(limits.other);
  const room = await parts.ledger.reserve(upload.uploaderId, upload.length ?? limits.other);
  if (isRefusal(room)) return room;
  const draft = parts.disk.draft();
  try {
    const received = await receive(upload.stream, draft.received, limits);
    return 'trouble' in received ? refusalOf(received) : await examine(parts, upload, draft, received);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOSPC') return no('file.disk');
    throw problem;
  } finally {
    await draft.discard();
    room.release();
  }
}

function isSame(row: FileRow, upload: Upload): boolean {
  const { uploaderId, book, of, rowId } = upload;
  return row.uploaderId === uploaderId && row.book === book && row.of === of && row.rowId === rowId;
}

function limitsOf(of: Upload['of']) {
  const { photo, document, layer } = UPLOAD_LIMITS;
  return of === 'layer' ? { photo: layer, other: layer } : { photo, other: document };
}

function refusalOf({ trouble, limit }: Extract<Received, { trouble: string }>): Refusal {
  return trouble === 'too-large' ? tooLarge(limit) : no(`file.${trouble}`);
}

async function examine(
  parts: Parts,
  upload: Upload,
  draft: Draft,
  received: { bytes: number; hash: string },
): Promise<Kept | Refusal> {
  const verdict = await parts.examiner.examine(upload.id, { of: upload.of, ...pathsOf(draft) });
  if (verdict.what === 'busy') return no('file.busy');
  if (verdict.what === 'no') return no(verdict.code);
  const photo = verdict.what === 'photo';
  const { bytes, hash } = photo ? await measure(draft.full) : received;
  if (photo) await parts.disk.place(draft.small, hash, 'small');
  await parts.disk.place(photo ? draft.full : draft.received, hash, 'full');
  return record(parts, upload, { ...described(verdict), bytes, hash });
}

function pathsOf({ received, full, small }: Draft) {
  return { received, full, small };
}

function described(verdict: Exclude<Verdict, { what: 'busy' | 'no' }>) {
  if (verdict.what === 'photo') return { media: 'image/jpeg', width: verdict.width, height: verdict.height };
  const media = verdict.what === 'layer' ? 'application/geo+json' : verdict.media;
  return { media, width: null, height: null };
}

/** A photo that was drawn anew is small: it may be read whole. */
async function measure(path: string): Promise<{ bytes: number; hash: string }> {
  const bytes = await readFile(path);
  return { bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') };
}

type Bytes = Pick<FileRow, 'hash' | 'media' | 'bytes' | 'width' | 'height'>;

/** The bytes are in their place; now they get their row, unless another request of the same id was quicker. */
async function record(parts: Parts, upload: Upload, stored: Bytes): Promise<Kept | Refusal> {
  const { id, book, of, rowId, uploaderId } = upload;
  const at = new Date(parts.now()).toISOString();
  const row: FileRow = { id, book, of, rowId, uploaderId, ...stored, name: cleanName(upload.name), at };
  const fresh = await parts.rows.insert(row);
  const kept = fresh ? row : await parts.rows.find(id);
  if (kept?.hash !== stored.hash) await dropUnnamed(parts, stored.hash);
  if (!kept || !isSame(kept, upload)) return no('file.id-reused');
  // An erasure on another server may have taken the bytes away between their placing and their row.
  if (!(await parts.disk.has(kept.hash))) {
    if (!fresh) return no('file.id-reused');
    await parts.rows.delete(id);
    await dropUnnamed(parts, kept.hash);
    return no('file.busy');
  }
  if (fresh) parts.ledger.note('stored', row.bytes);
  return { row: kept, fresh };
}

async function remove(parts: Parts, fileId: string): Promise<void> {
  if (!/^[0-9a-f-]{36}$/.test(fileId)) throw new RangeError('not the id of a file');
  const row = await parts.rows.find(fileId);
  if (!row) return;
  await parts.rows.delete(fileId);
  parts.ledger.note('removed', row.bytes);
  await dropUnnamed(parts, row.hash);
}

/**
 * Taken out before the last look: whoever records the same bytes meanwhile either is seen here, or sees there that
 * they are gone, takes its row back and comes here, too. So no row names bytes that are gone, and none lie unnamed.
 */
async function dropUnnamed({ rows, disk }: Parts, hash: string): Promise<void> {
  while (!(await rows.isNamed(hash))) {
    const out = await disk.takeOut(hash);
    if (!(await rows.isNamed(hash))) return out.destroy();
    await out.putBack();
  }
}
