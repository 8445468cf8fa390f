import type { Cap, Outlet } from './outlet.ts';
import type { Packed } from './pack.ts';

/** Whoever has an outlet; one of them is in at most one room. */
interface Listening {
  readonly outlet: Outlet;
  room: string | null;
}

/**
 * Who hears what: the rooms of screens, one for each audience of each book. A frame is encoded once for all of them,
 * and a screen that has more waiting than the cap allows is let go there and then, not when a clock comes round.
 */
export class FanOut<L extends Listening> {
  readonly #rooms = new Map<string, Set<L>>();
  readonly #cap: Cap;
  readonly #tooSlow: (listener: L) => void;

  /** @param tooSlow what to do with one that reads too slowly; it has left its room */
  constructor(cap: Cap, tooSlow: (listener: L) => void) {
    this.#cap = cap;
    this.#tooSlow = tooSlow;
  }

  in(room: string): Iterable<L> {
    return this.#rooms.get(room) ?? [];
  }

  join(listener: L, room: string): void {
    this.leave(listener);
    const there = this.#rooms.get(room) ?? new Set();
    this.#rooms.set(room, there.add(listener));
    listener.room = room;
  }

  leave(listener: L): void {
    const there = listener.room === null ? undefined : this.#rooms.get(listener.room);
    there?.delete(listener);
    if (there?.size === 0) this.#rooms.delete(listener.room as string);
    listener.room = null;
  }

  /** @param pack the message for this room; not asked for when nobody is there */
  send(room: string, pack: () => Packed): void {
    const there = this.#rooms.get(room);
    if (!there) return;
    const packed = pack();
    for (const listener of there) {
      // Before, not after: one long message is no reason, that the last ones still wait is.
      if (!this.letGoIfSlow(listener)) listener.outlet.send(packed);
    }
  }

  /** For those to whom nothing goes out just now: what waits may have grown by answers too. */
  letGoIfSlow(listener: L): boolean {
    const slow = listener.outlet.isOver(this.#cap);
    if (slow) this.#letGo(listener);
    return slow;
  }

  #letGo(listener: L): void {
    this.leave(listener);
    this.#tooSlow(listener);
  }
}
