import { audienceOf, type Audience, type Principal } from '../../shared/roles.ts';
import { bookTime } from '../../shared/book/noun.ts';
import type { Seen } from '../../shared/see.ts';
import { onSheets } from '../../shared/sheet.ts';
import { isoIn } from '../../shared/time.ts';
import { PROTOCOL, type BookClock, type Hello, type Welcome } from '../../shared/wire.ts';
import type { Book } from '../books.ts';
import { clockOf } from './publisher.ts';

/**
 * The answer to a `hello`: what the audience has missed since its `seq`, or that it must fetch the snapshot first.
 * A `since` beyond the head is of another life of the store or of a server that is further on: stale as well.
 */
export function greet(
  book: Book,
  principal: Principal,
  { protocol, epoch, since }: Hello,
  here: string,
  now: number,
): Welcome {
  if (protocol !== PROTOCOL) return { ok: false, why: 'reload', epoch: here };
  if (epoch !== here) return { ok: false, why: 'stale', epoch: here };
  const audience = audienceOf(principal);
  const rows = missed(book, audience, since);
  if (!rows) return { ok: false, why: 'stale', epoch: here };
  const frame = { from: since, to: book.tail.world.seq, at: clockOf(book, now), rows: onSheets(rows) };
  return { ok: true, epoch: here, audience, frame, clock: bookClock(book, now) };
}

/**
 * What an audience has missed, if it is little enough to be told row by row; else null, for the snapshot: that is
 * compressed, and made once for all who come in the same second. An answer must also be well below what may wait for
 * a socket, or a slow line would never get past its greeting.
 */
export function missed(book: Book, audience: Audience, since: number): Seen[] | null {
  const rows = book.tail.delta(audience, since, MANY_ROWS);
  const many = rows !== null && rows.length > FEW_ROWS;
  return many && Buffer.byteLength(JSON.stringify(rows)) > MANY_BYTES ? null : rows;
}

const FEW_ROWS = 200;
const MANY_ROWS = 1_000;
const MANY_BYTES = 512 * 1024;

/** The book's clock against the real one. */
export function bookClock(book: Book, now: number): BookClock {
  const { world } = book.tail;
  const zone = world.tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
  const speed = world.tables.book.get('book')?.clock?.speed ?? 1;
  return { at: isoIn(bookTime(world, now), zone), real: isoIn(now, zone), speed };
}
