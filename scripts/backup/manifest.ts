import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonical } from '../../server/journal/chain.ts';
import type { Anchor } from '../../server/anchor/anchor.ts';
import type { CipherNote } from './cipher.ts';
import { BackupRefused } from './refused.ts';

/** Raised when a backup can no longer be read by an older product. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

/** One file of a backup: documents in BSON, one after the other, compressed, perhaps encrypted. */
export interface Part {
  readonly name: string;
  /** The collection it holds; `bytes` for the bytes of files. */
  readonly holds: string;
  readonly documents: number;
  readonly bytes: number;
  /** Of the file as it lies there, in hex. */
  readonly sha256: string;
  /** Nonce and tag of AES-256-GCM, in base64; null when it is not encrypted. */
  readonly sealed: { readonly iv: string; readonly tag: string } | null;
  /** For bytes of files: a digest of their hashes, by which the next backup knows that it has the same to keep. */
  readonly of: string | null;
}

/** How far a book's journal reaches. */
export interface BookHead {
  readonly book: string;
  readonly seq: number;
  readonly hash: string;
}

/** What a backup says of itself; holds no personal data, and is not encrypted. */
export interface Manifest {
  readonly format: number;
  readonly version: string;
  /** When it was begun, in UTC: everything that was acknowledged by then is in it. */
  readonly at: string;
  readonly epoch: string;
  readonly books: readonly BookHead[];
  readonly parts: readonly Part[];
  readonly files: { readonly count: number; readonly bytes: number; readonly missing: readonly string[] };
  readonly cipher: CipherNote | null;
  /** The heads of the books, signed; empty when the machine has no key. */
  readonly anchors: readonly Anchor[];
  readonly publicKey: string | null;
}

/** Writes it with its own digest, and with a code only the passphrase can make where there is one. */
export async function writeManifest(folder: string, manifest: Manifest, mac: Mac | null): Promise<void> {
  const sum = digestOf(manifest);
  const text = JSON.stringify({ ...manifest, sum, mac: mac ? mac(sum) : null }, null, 2);
  await writeFile(join(folder, MANIFEST), `${text}\n`, { flush: true });
}

export type Mac = (text: string) => string;
export type Signed = Manifest & { readonly sum: string; readonly mac: string | null };

/** @throws BackupRefused when there is none, it was damaged, or it is of a newer product */
export async function readManifest(folder: string): Promise<Signed> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupRefused(
      `${folder} 不是备份：没有 ${MANIFEST}`,
      `${folder} is no backup: it has no ${MANIFEST}`,
    );
  });
  const found = parse(text);
  if (found.format > FORMAT)
    throw new BackupRefused(
      '这份备份由更新的版本做成，请先升级',
      'This backup was made by a newer version: update the product first',
    );
  const { sum, mac: _mac, ...manifest } = found;
  if (digestOf(manifest) !== sum) throw damaged();
  return found;
}

function parse(text: string): Signed {
  try {
    const found = JSON.parse(text) as Partial<Signed> | null;
    const isOurs = found?.format && Array.isArray(found.parts) && Array.isArray(found.books);
    // Names lead to files: nothing outside the folder is ever opened for one.
    if (isOurs && found.parts.every(({ name }) => /^\w[\w.-]*$/.test(name))) return found as Signed;
  } catch {
    throw damaged();
  }
  throw damaged();
}

function damaged(): BackupRefused {
  return new BackupRefused(`备份已损坏：${MANIFEST}`, `The backup is damaged: ${MANIFEST}`);
}

function digestOf(manifest: Manifest): string {
  return createHash('sha256').update(canonical(manifest), 'utf8').digest('hex');
}
