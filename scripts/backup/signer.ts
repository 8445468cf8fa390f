import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE } from '../../server/anchor/key.ts';
import type { Manifest } from './manifest.ts';
import { keyIn } from './take.ts';

/**
 * What is to be said aloud of a backup that was checked and is not signed by this machine's key: it is another
 * machine's, or somebody made it who has no such key. Null when it is, or when there is no key here to compare with;
 * none is made for it.
 *
 * @param dir where the key of this machine lies; null when there is none
 */
export async function strangeSigner(dir: string | null, manifest: Manifest): Promise<string | null> {
  const mine = dir === null ? null : await keyOf(dir);
  if (mine === null) return null;
  if ('why' in mine)
    return `注意：读不到本机锚钥，无法比对签名 · NOTE: this machine’s key cannot be read, the signature was not compared (${mine.why})`;
  const its = signerOf(manifest);
  if (its === mine.name) return null;
  return its === null
    ? `注意：这份备份没有签名，本机锚钥是 ${mine.name}。请确认来源 · NOTE: THIS BACKUP IS SIGNED BY NO KEY, this machine’s is ${mine.name}. Make sure where it comes from`
    : `注意：这份备份由另一把锚钥 (${its}) 签名，本机是 ${mine.name}。请确认来源 · NOTE: THIS BACKUP IS SIGNED BY ANOTHER KEY (${its}) than this machine’s (${mine.name}). Make sure where it comes from`;
}

/** Only heads that were signed, and found to fit (`checkBackup`), say whose a backup is: a key's name alone does not. */
function signerOf({ anchors, books, publicKey }: Manifest): string | null {
  return anchors.length > 0 && books.length > 0 && publicKey ? keyIn(publicKey).name : null;
}

async function keyOf(dir: string): Promise<{ name: string } | { why: string } | null> {
  try {
    return keyIn(await readFile(join(dir, PRIVATE_FILE), 'utf8'));
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return { why: (problem as Error).message };
  }
}
