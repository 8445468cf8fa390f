import { hash, randomBytes } from 'node:crypto';
import { aboutOf, type Entry, type Event } from '../../shared/entry.ts';

/** What is hashed of an entry beside the digests of its events. */
type Meta = Pick<Entry, 'book' | 'seq' | 'commandId' | 'command' | 'fingerprint' | 'at' | 'by' | 'about'>;

/**
 * Closes an entry: salts and digests its events and links it to the one before. Salts have 128 bits, so that a
 * digest that remains after an erasure gives nothing away, not even to someone who guesses.
 */
export function seal(
  meta: Omit<Meta, 'about' | 'fingerprint'>,
  print: string,
  events: readonly Event[],
  prev: string,
): Entry {
  const about = events.map(aboutOf);
  const salts = events.map(() => randomBytes(16).toString('base64url'));
  const digests = events.map((event, n) => digest(salts[n] as string, event));
  const whole = { ...meta, fingerprint: salted(salts, print), about };
  return { ...whole, events, salts, digests, prev, hash: link(prev, whole, digests) };
}

/** What is wrong with an entry that should follow `prev`, in words; null when nothing is. */
export function faultOf(entry: Entry, prev: string, mayBeErased: (about: string) => boolean): string | null {
  if (entry.prev !== prev) return 'does not follow the entry before it';
  if (link(entry.prev, entry, entry.digests) !== entry.hash) return 'was changed: its hash does not fit';
  if (entry.events.length !== entry.digests.length) return 'has lost or gained an event';
  for (const [n, event] of entry.events.entries()) {
    const about = entry.about[n] ?? '';
    if (event === null) {
      if (!mayBeErased(about)) return `lacks its event about ${about} without a decision to erase it`;
    } else if (digest(entry.salts[n] ?? '', event) !== entry.digests[n] || aboutOf(event) !== about) {
      return `was changed: its event about ${about} does not fit its digest`;
    }
  }
  return null;
}

/**
 * Whether an entry came of a command with this print, in this book. The print is stored under the entry's own salts,
 * so that it gives nothing away either once one of them is erased; then a repeat is known by its id alone.
 */
export function isOf(entry: Entry, book: string, print: string): boolean {
  if (entry.book !== book && entry.command !== 'book.openExercise') return false;
  return entry.salts.includes(null) || entry.fingerprint === salted(entry.salts, print);
}

function salted(salts: readonly (string | null)[], print: string): string {
  return sha256(salts.join('') + print);
}

/** A digest of a command's type, body and `ifSeq`: the same id with another one is another command. */
export function fingerprint(type: string, body: unknown, ifSeq: number | undefined): string {
  return sha256(canonical([type, body, ifSeq ?? null]));
}

/** JSON with the keys of every object in order: the same value has the same text, however a store keeps it. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += items === '' ? canonical(item) : `,${canonical(item)}`;
    return `[${items}]`;
  }
  const object = value as Readonly<Record<string, unknown>>;
  let fields = '';
  for (const key of Object.keys(object).sort()) {
    const field = object[key];
    if (field === undefined) continue;
    fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonical(field)}`;
  }
  return `{${fields}}`;
}

function digest(salt: string, event: Event): string {
  return sha256(salt + canonical(event));
}

function link(prev: string, meta: Meta, digests: readonly string[]): string {
  const { book, seq, commandId, command, fingerprint: print, at, by, about } = meta;
  const who = { id: by.id, name: by.name, post: by.post };
  // Canonical as it stands: the only keys are these three, and they are in order.
  return sha256(JSON.stringify([prev, book, seq, commandId, command, print, at, who, about, digests]));
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
