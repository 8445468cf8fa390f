import type { Audience } from '../../shared/roles.ts';
import { onSheets } from '../../shared/sheet.ts';
import { isoIn } from '../../shared/time.ts';
import { bookTime } from '../../shared/book/noun.ts';
import type { Frame } from '../../shared/wire.ts';
import type { Book } from '../books.ts';
import { failpoint } from '../failpoints.ts';

/** Sends a frame to everybody of one audience of one book. */
export type Broadcast = (room: string, frame: Frame) => void;

interface Room {
  readonly book: Book;
  readonly audience: Audience;
  /** How far the journal was looked through for this room. */
  looked: number;
  /** The `to` of the last frame it was sent; what lay between was nothing to this audience. */
  told: number;
  busyUntil: number;
  timer: NodeJS.Timeout | NodeJS.Immediate | null;
}

const FRAME_MS = 16;
const SLOWEST_MS = 100;
const HEARTBEAT_MS = 10_000;

/**
 * Tells the rooms what changed: the first change at once, then one frame per room and 16 ms, or twice as long
 * as the last fan-out took, up to 100 ms but never less than it took (docs/decisions/0008-frames-in-a-burst.md). Commands are answered before their fan-out begins. A room whose audience
 * sees nothing of an entry hears nothing; its heartbeat moves its `seq`.
 */
export class Publisher {
  readonly #rooms = new Map<string, Room>();
  readonly #broadcast: Broadcast;
  readonly #now: () => number;
  readonly #lost: (room: string) => void;
  readonly #heartbeat: NodeJS.Timeout;

  /** @param lost what to do with a room that has missed more than is remembered: its screens must begin anew */
  constructor(broadcast: Broadcast, lost: (room: string) => void, now: () => number) {
    this.#broadcast = broadcast;
    this.#lost = lost;
    this.#now = now;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** Follows a book from now on. */
  follow(book: Book): void {
    book.tail.listen(() => {
      for (const room of this.#rooms.values()) if (room.book === book) this.#wake(room);
    });
  }

  /** The name of an audience's room; it is served from now on. */
  room(book: Book, audience: Audience): string {
    const name = `${book.name}|${audience}`;
    const { seq } = book.tail.world;
    if (!this.#rooms.has(name)) {
      this.#rooms.set(name, { book, audience, looked: seq, told: seq, busyUntil: 0, timer: null });
    }
    return name;
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const { timer } of this.#rooms.values()) {
      clearTimeout(timer as NodeJS.Timeout);
      clearImmediate(timer as NodeJS.Immediate);
    }
  }

  #wake(room: Room): void {
    if (room.timer) return;
    const wait = room.busyUntil - performance.now();
    const go = () => {
      room.timer = null;
      this.#send(room, false);
    };
    room.timer = wait > 0 ? setTimeout(go, wait) : setImmediate(go);
  }

  #send(room: Room, evenEmpty: boolean): void {
    const { book, audience, looked } = room;
    const { world } = book.tail;
    const rows = book.tail.delta(audience, looked);
    room.looked = world.seq;
    if (!rows) return this.#lost(`${book.name}|${audience}`);
    if (rows.length === 0 && !evenEmpty) return;
    failpoint('live.sending');
    const start = performance.now();
    this.#broadcast(`${book.name}|${audience}`, {
      from: room.told,
      to: world.seq,
      at: clockOf(book, this.#now()),
      rows: onSheets(rows),
    });
    room.told = world.seq;
    const took = performance.now() - start;
    room.busyUntil = performance.now() + Math.max(FRAME_MS, took, Math.min(took * 2, SLOWEST_MS));
  }

  #beat(): void {
    for (const room of this.#rooms.values()) this.#send(room, true);
  }
}

/** The book's clock as an instant with offset. */
export function clockOf(book: Book, now: number): string {
  const zone = book.tail.world.tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
  return isoIn(bookTime(book.tail.world, now), zone);
}
