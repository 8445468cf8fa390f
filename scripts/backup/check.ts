import { deserialize } from 'bson';
import type { Entry } from '../../shared/entry.ts';
import { isGenuine } from '../../server/anchor/anchor.ts';
import { verifyChain } from '../verifyChain.ts';
import { takePieces } from './bytes.ts';
import { cipherOf, type Cipher } from './cipher.ts';
import { JOURNAL } from './collections.ts';
import { readManifest, type BookHead, type Manifest } from './manifest.ts';
import { readPart } from './parts.ts';
import { BackupRefused } from './refused.ts';
import { keyIn } from './take.ts';

/** A backup that was opened, and whose every part was found to be as it should. */
export interface Checked {
  readonly manifest: Manifest;
  readonly cipher: Cipher | null;
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Opens a backup and proves it: sums, seals, counts, the chain of every book up to the head the manifest names, the
 * bytes of every file against its name.
 *
 * @param passphrase of an encrypted backup
 * @throws BackupRefused naming the part that is damaged, or saying that the passphrase is wrong, missing,
 *   or given for a backup that is not encrypted
 */
export async function checkBackup(folder: string, passphrase: string | null): Promise<Checked> {
  const { sum, mac, ...manifest } = await readManifest(folder);
  const cipher = openCipher(manifest, passphrase);
  if (cipher && cipher.mac(sum) !== mac)
    throw new BackupRefused('备份说明被改过', 'The manifest was changed by somebody without the passphrase');
  checkAnchors(manifest);
  let entries = 0;
  for (const part of manifest.parts) {
    const batches = readPart(folder, part, cipher);
    if (part.holds === JOURNAL) entries = await checkJournal(part.name, batches, manifest.books);
    else if (part.holds === 'bytes')
      await takePieces(batches, () => Promise.resolve()).catch(told(part.name));
    else for await (const _batch of batches) continue;
  }
  return { manifest, cipher, entries, bytes: manifest.parts.reduce((all, part) => all + part.bytes, 0) };
}

function openCipher({ cipher: note }: Manifest, passphrase: string | null): Cipher | null {
  if (!note && passphrase === null) return null;
  // Whoever can write to where backups lie can put a plain one in an encrypted one's place.
  if (!note)
    throw new BackupRefused(
      '给了口令，但这份备份没有加密：可能被人替换。确实要用它，请去掉 --passphrase-file',
      'A passphrase was given, but this backup is not encrypted: it may have been put in another one’s place. If it is the one you mean, leave --passphrase-file out',
    );
  if (passphrase === null)
    throw new BackupRefused(
      '这份备份有口令：请用 --passphrase-file 给出口令文件',
      'This backup is encrypted: give the file of its passphrase with --passphrase-file',
    );
  const cipher = cipherOf(passphrase, note);
  if (!cipher) throw new BackupRefused('口令不对', 'The passphrase is wrong');
  return cipher;
}

function checkAnchors({ anchors, publicKey, books }: Manifest): void {
  if (anchors.length === 0) return;
  const { key } = keyIn(publicKey ?? '');
  const fits = ({ book, seq, hash }: BookHead) =>
    anchors.some((one) => one.book === book && one.seq === seq && one.hash === hash && isGenuine(one, key));
  if (!books.every(fits))
    throw new BackupRefused('备份里的签名不符', 'The signatures in the backup do not fit its books');
}

/** The entries lie book after book: each chain from its first entry to the head that the manifest names. */
async function checkJournal(
  name: string,
  batches: AsyncIterable<readonly Buffer[]>,
  books: readonly BookHead[],
): Promise<number> {
  const source = entriesOf(batches);
  let entries = 0;
  let next = await source.next();
  const found: string[] = [];
  while (!next.done) {
    const { book } = next.value;
    const ofBook = async function* () {
      for (; !next.done && next.value.book === book; next = await source.next()) yield next.value;
    };
    const verdict = await verifyChain(ofBook());
    const head = books.find((one) => one.book === book);
    if (verdict.fault) throw broken(name, `${book}: entry ${verdict.fault.seq} ${verdict.fault.what}`);
    if (head?.seq !== verdict.seq || head.hash !== verdict.head) throw broken(name, `${book}: another head`);
    entries += verdict.entries;
    found.push(book);
  }
  if (found.length !== books.length) throw broken(name, 'a book is missing');
  return entries;
}

async function* entriesOf(batches: AsyncIterable<readonly Buffer[]>): AsyncGenerator<Entry> {
  for await (const batch of batches) {
    for (const document of batch) yield deserialize(document) as unknown as Entry;
  }
}

function told(name: string) {
  return (problem: unknown): never => {
    if (problem instanceof BackupRefused) throw problem;
    throw broken(name, (problem as Error).message);
  };
}

function broken(name: string, why: string): BackupRefused {
  return new BackupRefused(`备份已损坏：${name}`, `The backup is damaged: ${name} (${why})`);
}
