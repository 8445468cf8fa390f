import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  scryptSync,
  timingSafeEqual,
  type CipherGCM,
  type DecipherGCM,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BackupRefused } from './refused.ts';

/** What a manifest says of the encryption; nothing in it is secret. */
export interface CipherNote {
  readonly how: 'aes-256-gcm';
  /** scrypt's, salt in base64. */
  readonly salt: string;
  readonly n: number;
  readonly r: number;
  readonly p: number;
  /** By which a wrong passphrase is known before anything is read. */
  readonly check: string;
}

/** Encrypts and decrypts the parts of one backup. */
export interface Cipher {
  readonly note: CipherNote;
  /** A part's name is bound in: parts cannot be put in each other's place. */
  encrypt(name: string, iv: Buffer): CipherGCM;
  decrypt(name: string, iv: Buffer, tag: Buffer): DecipherGCM;
  readonly mac: (text: string) => string;
}

const SHORTEST = 12;
const COST = { n: 2 ** 15, r: 8, p: 1 } as const;

/** The passphrase in a file: its first line. @throws BackupRefused when there is none or it is short */
export async function passphraseIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BackupRefused(`读不到口令文件：${path}`, `The file of the passphrase cannot be read: ${path}`);
  });
  const [line = ''] = text.split(/\r?\n/);
  if ([...line].length < SHORTEST)
    throw new BackupRefused(
      `口令太短：至少 ${SHORTEST} 个字符`,
      `The passphrase is too short: at least ${SHORTEST} characters`,
    );
  return line;
}

/** A key for a new backup; the salt of an earlier one lets its parts be used again. */
export function newCipher(passphrase: string, earlier: CipherNote | null): Cipher {
  const again = earlier && cipherOf(passphrase, earlier);
  if (again) return again;
  const salt = randomBytes(16);
  const key = keyOf(passphrase, salt, COST);
  return withKey(key, { how: 'aes-256-gcm', salt: salt.toString('base64'), ...COST, check: checkOf(key) });
}

/** The key of a backup; null when the passphrase is another one. */
export function cipherOf(passphrase: string, note: CipherNote): Cipher | null {
  const key = keyOf(passphrase, Buffer.from(note.salt, 'base64'), note);
  const [mine, its] = [Buffer.from(checkOf(key)), Buffer.from(note.check)];
  return mine.length === its.length && timingSafeEqual(mine, its) ? withKey(key, note) : null;
}

function keyOf(passphrase: string, salt: Buffer, { n, r, p }: { n: number; r: number; p: number }): Buffer {
  if (n > 2 ** 20 || r > 32 || p > 16) throw new RangeError('no key is made at such a cost');
  return scryptSync(passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r });
}

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update('zhishou backup').digest('base64');
}

function withKey(key: Buffer, note: CipherNote): Cipher {
  return {
    note,
    encrypt: (name, iv) => createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name)),
    decrypt: (name, iv, tag) =>
      createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name)).setAuthTag(tag),
    mac: (text) => createHmac('sha256', key).update(`manifest ${text}`).digest('base64'),
  };
}
