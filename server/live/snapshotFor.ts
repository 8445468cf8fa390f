import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Audience } from '../../shared/roles.ts';
import { see } from '../../shared/see.ts';
import { TABLES, type Row } from '../../shared/rows.ts';
import type { Snapshot } from '../../shared/wire.ts';
import type { Book } from '../books.ts';
import { bookClock } from './greet.ts';
import { clockOf } from './publisher.ts';
import { isLater, Turnstile, type Later, type Turns } from './turnstile.ts';

export type Encoding = 'br' | 'gzip';
interface Cached {
  /** By a clock that nobody sets. */
  readonly madeAt: number;
  readonly bytes: Promise<Buffer | Later>;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** A snapshot may be this old: what happened since comes with the `hello`. */
const FRESH_MS = 1_000;

/** Made one beside the other, in the threads that compress; more would only take turns. */
const BUILDS: Turns = { atOnce: 4, inLine: 100 };

/**
 * Snapshots for screens: made and compressed once for an audience, at most once a second, and a few audiences' at a
 * time. Who finds too many before him is told when to come again.
 */
export function snapshotsFor(epoch: string, now: () => number, builds = BUILDS) {
  const cache = new Map<string, Cached>();
  const turnstile = new Turnstile(builds);
  return (book: Book, audience: Audience, encoding: Encoding): Promise<Buffer | Later> => {
    const key = `${book.name}|${audience}|${encoding}`;
    const known = cache.get(key);
    if (known && performance.now() - known.madeAt < FRESH_MS) return known.bytes;
    const bytes = turnstile.pass(() =>
      compress(JSON.stringify(snapshotOf(book, audience, epoch, now())), encoding),
    );
    const fresh = { madeAt: performance.now(), bytes };
    cache.set(key, fresh);
    const drop = () => void (cache.get(key) === fresh && cache.delete(key));
    bytes.then((made) => isLater(made) && drop(), drop);
    if (cache.size > 400) cache.delete(cache.keys().next().value as string);
    return bytes;
  };
}

/** All that an audience may see of a book now. */
export function snapshotOf(book: Book, audience: Audience, epoch: string, now: number): Snapshot {
  const { world } = book.tail;
  const rows = TABLES.flatMap((table) =>
    [...world.tables[table].values()].flatMap((row: Row) => {
      const seen = see(audience, table, row);
      return seen ? [[table, seen] as const] : [];
    }),
  );
  const clock = bookClock(book, now);
  return { book: book.name, epoch, audience, seq: world.seq, at: clockOf(book, now), clock, rows };
}

function compress(text: string, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return zip(text, { level: 6 });
  return brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
