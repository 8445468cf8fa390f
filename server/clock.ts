import { createHash } from 'node:crypto';
import { bookTime } from '../shared/book/noun.ts';
import { catalogue } from '../shared/catalogue.ts';
import { SYSTEM } from '../shared/roles.ts';
import { msOf } from '../shared/time.ts';
import type { Desk } from './desk.ts';
import type { Tail } from './tail.ts';

const TICK_MS = 500;
/** So many are known to be done without asking the journal again. */
const REMEMBERED = 1_000;

/**
 * Submits what falls due, as the actor `system`. A command's id comes from what and when: so each fires once, also
 * after a crash or with two servers, and again if the deadline was moved. Nothing is kept in a timer: each tick asks
 * the World anew.
 */
export function openClock(
  desk: Desk,
  tail: Tail,
  now: () => number,
): { tick(): Promise<void>; close(): void } {
  const fired = new Set<string>();
  const tick = async () => {
    if (!desk.isOpen) return;
    const time = bookTime(tail.world, now());
    for (const due of [...catalogue.due(tail.world)]) {
      if (msOf(due.at) > time) continue;
      const id = idOf(tail.world.book, due.key, due.at);
      if (fired.has(id)) continue;
      const body = due.body as Record<string, unknown>;
      const answer = await desk.submit(SYSTEM, { id, book: tail.world.book, type: due.type, body });
      if (answer.ok || 'refusal' in answer) fired.add(id); // a fault is tried again at the next tick
      if (fired.size > REMEMBERED) fired.delete(fired.values().next().value as string);
    }
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  return { tick, close: () => clearInterval(timer) };
}

/** A UUID (version 8) that is the same wherever and whenever it is made. */
export function idOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
