import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningKey } from './anchor.ts';

/** The private key's file in the folder of anchors; only the server's user may read it. */
export const PRIVATE_FILE = 'anchor.key';
/** The public key's file: to be copied to where the anchors are to be checked from. */
export const PUBLIC_FILE = 'anchor.pub';

/**
 * The key that signs anchors, made at the first start. Of two servers that make one at once, one wins and both use
 * its key.
 *
 * @throws when the folder cannot be made or read, or holds something else
 */
export async function openKey(dir: string): Promise<SigningKey> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, PRIVATE_FILE);
  const pem = (await readIfThere(path)) ?? (await makeKey(dir, path));
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no Ed25519 key`);
  const publicKey = createPublicKey(privateKey);
  const publicPath = join(dir, PUBLIC_FILE);
  if ((await readIfThere(publicPath)) === null) {
    await putOnce(dir, publicPath, publicKey.export({ type: 'spki', format: 'pem' }) as string, 0o644);
  }
  return { privateKey, publicKey };
}

async function makeKey(dir: string, path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await putOnce(dir, path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600);
  return readFile(path, 'utf8');
}

/** Whole or not at all, on the disk, and never over one that is there. */
async function putOnce(dir: string, path: string, text: string, mode: number): Promise<void> {
  const draft = join(dir, `.${randomUUID()}`);
  const file = await open(draft, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem;
  }
}
