import { createPublicKey, type KeyObject } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize } from 'bson';
import { nameOf, signHead, type Anchor } from '../../server/anchor/anchor.ts';
import { openKey } from '../../server/anchor/key.ts';
import type { Store } from '../../server/store.ts';
import { byDay, digestOf, piecesOf, sameBytes } from './bytes.ts';
import type { Cipher, CipherNote } from './cipher.ts';
import { FILES, JOURNAL, keptOf } from './collections.ts';
import { inPages, journalPages, type JournalRead } from './journal.ts';
import { FORMAT, readManifest, writeManifest, type Manifest, type Part, type Signed } from './manifest.ts';
import { syncFolder, writePart } from './parts.ts';
import { BackupRefused } from './refused.ts';

type Connection = Store['connection'];

export interface Taking {
  readonly store: Pick<Store, 'connection' | 'epoch'>;
  readonly filesDir: string;
  /** Where backups lie, one folder each. */
  readonly to: string;
  /** Where this machine's key lies; null when there is none. */
  readonly anchorDir: string | null;
  readonly version: string;
  /** The key for this backup, on the salt of an earlier one if that has the same passphrase. */
  readonly cipher: ((earlier: CipherNote | null) => Cipher) | null;
  readonly now: () => number;
}

export interface Taken {
  /** Still under its temporary name: nobody takes it for a backup before it was verified. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly cipher: Cipher | null;
  /** Parts of the backup before that are not what they were: that backup is damaged, this one has them anew. */
  readonly damaged: readonly string[];
  /** Gives it its name, on the disk. Resolves with the folder's final path. */
  settle(): Promise<string>;
}

/** How a backup's folder is called, and how one that is not finished. */
const NAME = /^zhishou-\d{8}T\d{6}Z(-\d+)?$/;
const DRAFT = /^\.zhishou-.*\.draft$/;
/** A draft this old was left by a crash. */
const FORSAKEN_MS = 24 * 3_600_000;

/**
 * Writes a backup beside a server that goes on writing: the heads of the books are fixed first, everything up to
 * them is in it. What can be made again from the journal is left out (collections.ts says what and why).
 */
export async function takeBackup(taking: Taking): Promise<Taken> {
  const { to, store, now } = taking;
  const at = new Date(now()).toISOString();
  await mkdir(to, { recursive: true, mode: 0o700 });
  await dropForsaken(to, now());
  const earlier = await newest(to);
  const cipher = taking.cipher ? taking.cipher(earlier?.manifest.cipher ?? null) : null;
  const name = `zhishou-${at.replace(/[-:]|\.\d+/g, '')}`;
  const folder = join(to, `.${name}-${process.pid}.draft`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const journal = journalPages(store.connection);
    const parts = [await writePart(folder, partOf(JOURNAL, cipher), journal.pages(), cipher)];
    for (const collection of await others(store.connection))
      parts.push(await copy(store.connection, folder, collection, cipher));
    const bytes = await copyBytes(taking, folder, cipher, earlier);
    const whole = { parts: [...parts, ...bytes.parts], files: bytes.files };
    const manifest = { ...(await described(taking, at, journal)), ...whole, cipher: cipher?.note ?? null };
    await writeManifest(folder, manifest, cipher?.mac ?? null);
    await syncFolder(folder);
    const { damaged } = bytes;
    return { folder, manifest, cipher, damaged, settle: () => settle(to, folder, name) };
  } catch (problem) {
    await rm(folder, { recursive: true, force: true });
    throw problem;
  }
}

/** The folders of finished backups, the newest first. */
export async function backupsIn(to: string): Promise<string[]> {
  const names = (await readdir(to)).filter((name) => NAME.test(name));
  return names
    .sort()
    .reverse()
    .map((name) => join(to, name));
}

function partOf(collection: string, cipher: Cipher | null) {
  return { name: `${collection}.bson.gz${cipher ? '.enc' : ''}`, holds: collection };
}

async function others(connection: Connection): Promise<string[]> {
  const found = (await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
  return keptOf(found.map(({ name }) => name)).filter((name) => name !== JOURNAL);
}

async function copy(connection: Connection, folder: string, collection: string, cipher: Cipher | null) {
  const cursor = connection.collection(collection).find({}, { raw: true, batchSize: 1_000 });
  return writePart(folder, partOf(collection, cipher), inPages(cursor), cipher);
}

type Earlier = { readonly folder: string; readonly manifest: Signed };

/** The bytes of the files that the ledger names, a part for each day; those of the backup before are used again. */
async function copyBytes(
  { store, filesDir }: Taking,
  folder: string,
  cipher: Cipher | null,
  earlier: Earlier | null,
) {
  const rows = await store.connection.collection(FILES).find({}, { raw: true }).toArray();
  const files = rows.map((row) => deserialize(row as unknown as Uint8Array) as { hash: string; at: Date });
  const missing: string[] = [];
  const damaged: string[] = [];
  const parts: Part[] = [];
  const days = byDay(files.map(({ hash, at }) => ({ hash, at: at.toISOString() })));
  const same = earlier && isOurs(earlier.manifest, cipher) ? earlier.manifest.parts : [];
  for (const [day, hashes] of days) {
    const of = digestOf(hashes);
    const name = `bytes-${day}.bson.gz${cipher ? '.enc' : ''}`;
    const there = same.find((part) => part.name === name && part.of === of && part.holds === 'bytes');
    const known = there && earlier && (await again(there, earlier.folder, folder, damaged)) ? there : null;
    const fresh = { name, holds: 'bytes', of, squeeze: false };
    const lost = missing.length;
    const part = known ?? (await writePart(folder, fresh, piecesOf(filesDir, hashes, missing), cipher));
    parts.push(missing.length > lost ? { ...part, of: null } : part);
  }
  const count = [...days.values()].flat().length;
  if (count > 0 && missing.length === count)
    throw new BackupRefused(
      `${filesDir} 里没有任何登记过的文件：请检查 FILES_DIR`,
      `None of the files that the store names is in ${filesDir}: check FILES_DIR`,
    );
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return { parts, damaged, files: { count, bytes, missing: await stillNamed(store.connection, missing) } };
}

/** Only what the same passphrase has sealed goes on into a sealed backup: a salt is no secret, anybody can copy it. */
function isOurs({ cipher: note, sum, mac }: Signed, cipher: Cipher | null): boolean {
  return cipher ? cipher.mac(sum) === mac : !note;
}

/** A part of the backup before, if it is still what it was; else it is written anew, and named in `damaged`. */
async function again(part: Part, from: string, to: string, damaged: string[]): Promise<boolean> {
  const is = await sameBytes(join(from, part.name), join(to, part.name), part);
  if (!is) damaged.push(join(from, part.name));
  return is;
}

/** What was erased while we looked is not missing. */
async function stillNamed(connection: Connection, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await connection
    .collection(FILES)
    .find({ hash: { $in: [...hashes] } })
    .toArray();
  return [...new Set(rows.map(({ hash }) => String(hash)))];
}

async function described({ store, anchorDir, version }: Taking, at: string, { books }: JournalRead) {
  // A folder of anchors that cannot be used is the server's trouble to tell; a backup is made all the same.
  const key = anchorDir ? await openKey(anchorDir).catch(() => null) : null;
  const { epoch } = store;
  const anchors: Anchor[] = key
    ? books.map((head) => signHead({ ...head, at, epoch, what: 'head' }, key))
    : [];
  const publicKey = key && pemOf(key.publicKey);
  return { format: FORMAT, version, at, epoch, books, anchors, publicKey };
}

/** A public key as text, and back. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }) as string;
}
export const keyIn = (pem: string): { key: KeyObject; name: string } => {
  const key = createPublicKey(pem);
  return { key, name: nameOf(key) };
};

async function newest(to: string): Promise<Earlier | null> {
  const [folder] = await backupsIn(to);
  const manifest = folder ? await readManifest(folder).catch(() => null) : null;
  return folder && manifest ? { folder, manifest } : null;
}

async function settle(to: string, folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(to));
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${name}-${n}`;
  const path = join(to, free);
  await rename(folder, path);
  await syncFolder(to);
  return path;
}

async function dropForsaken(to: string, nowMs: number): Promise<void> {
  for (const name of (await readdir(to)).filter((one) => DRAFT.test(one))) {
    const found = await stat(join(to, name)).catch(() => null);
    if (found && nowMs - found.mtimeMs > FORSAKEN_MS)
      await rm(join(to, name), { recursive: true, force: true });
  }
}
