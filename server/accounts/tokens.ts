import { createHash, randomBytes } from 'node:crypto';

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** A new opaque token of 256 random bits. It is handed out once; the store keeps its digest alone. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The digest a token is stored under, or null for what was never a token. */
export function digestOf(token: string): string | null {
  return typeof token === 'string' && FORM.test(token) ? sha256(token) : null;
}

/** What names a session in lists and in the journal, and opens nothing. */
export function handleOf(digest: string): string {
  return digest.slice(0, 16);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * A sign-in name as it is compared: the full-width letters of a Chinese keyboard and capitals are the same name.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC');
}
