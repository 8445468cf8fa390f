import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { canonical } from '../journal/chain.ts';

/** What an anchor says of one book. */
export interface Head {
  readonly book: string;
  /** The last entry of the book at that moment, and its hash. */
  readonly seq: number;
  readonly hash: string;
  /** When it was signed, in UTC. */
  readonly at: string;
  readonly epoch: string;
  /**
   * `head`: the book had come so far. `restored`: a backup was restored and the book begins a new life after `seq`;
   * what earlier anchors say of later entries is void from then on.
   */
  readonly what: 'head' | 'restored';
}

/**
 * The head of a book, signed (Ed25519) and kept where whoever can write the database cannot: from then on no entry
 * up to it can be changed, cut off or written anew unnoticed.
 */
export interface Anchor extends Head {
  /** The public key's name: the first 16 hex digits of the SHA-256 of its DER form. */
  readonly key: string;
  /** Over the canonical JSON of all the rest, in base64url. */
  readonly signature: string;
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function signHead(head: Head, { privateKey, publicKey }: SigningKey): Anchor {
  const named = { ...head, key: nameOf(publicKey) };
  const signature = sign(null, bytesOf(named), privateKey).toString('base64url');
  return { ...named, signature };
}

/** Whether the holder of that key signed it, and nobody touched it since. */
export function isGenuine({ signature, ...rest }: Anchor, publicKey: KeyObject): boolean {
  return verify(null, bytesOf(rest), publicKey, Buffer.from(signature, 'base64url'));
}

/** What a public key is called in anchors and on paper. */
export function nameOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function bytesOf({ book, seq, hash, at, epoch, what, key }: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(canonical({ book, seq, hash, at, epoch, what, key }), 'utf8');
}
