import { createHash } from 'node:crypto';
import { bookTime } from '../shared/book/noun.ts';
import { catalogue } from '../shared/catalogue.ts';
import type { Due } from '../shared/noun.ts';
import { SYSTEM } from '../shared/roles.ts';
import { msOf } from '../shared/time.ts';
import type { Desk } from './desk.ts';
import type { Tail } from './tail.ts';

const TICK_MS = 500;
/** A clock that fails at every tick says so once a minute; that nothing fires any more is the auditor's to tell. */
const COMPLAIN_MS = 60_000;

/** What submits a book's due things, and what an auditor may ask of it. */
export interface Clock {
  /** Looks at what is due and resolves when it was submitted; one that is at it is waited for. */
  tick(): Promise<void>;
  /** When a tick finished last, by `performance.now()`. One that found the desk closed counts: the clock ran. */
  readonly tickedAt: number;
  /** Whether this clock has submitted a due thing and got a final answer, a yes or a refusal. */
  wasAnswered(due: Due): boolean;
  close(): void;
}

export interface ClockParts {
  /** A test holds the clock still; sealed in the product (server/watch/hooks.ts). */
  readonly isHeld?: () => boolean;
  readonly report?: (what: string, problem: unknown) => string;
}

/**
 * Submits what falls due, as the actor `system`. A command's id comes from what and when: so each fires once, also
 * after a crash or with two servers, and again if the deadline was moved. Nothing is kept in a timer: each tick asks
 * the World anew.
 */
export function openClock(desk: Desk, tail: Tail, now: () => number, parts: ClockParts = {}): Clock {
  const { isHeld, report } = parts;
  let answered = new Set<string>();
  let tickedAt = performance.now();
  let running: Promise<void> | null = null;
  const idFor = ({ key, at }: Due) => idOf(tail.world.book, key, at);
  const look = async () => {
    const { book } = tail.world;
    const time = bookTime(tail.world, now());
    const still = new Set<string>();
    for (const due of [...catalogue.due(tail.world)]) {
      if (msOf(due.at) > time) continue;
      const id = idFor(due);
      if (!answered.has(id) && !(await isFinal(desk.submit(SYSTEM, commandFor(book, id, due))))) continue;
      answered.add(id);
      still.add(id);
    }
    answered = still; // what is due no more need not be remembered
  };
  const tick = () => (running ??= run().finally(() => (running = null)));
  const run = async () => {
    if (isHeld?.()) return;
    if (desk.isOpen) await look();
    tickedAt = performance.now();
  };
  const complain = nowAndThen((problem) => report?.('the clock failed', problem));
  const timer = setInterval(() => void tick().catch(complain), TICK_MS);
  return {
    tick,
    get tickedAt() {
      return tickedAt;
    },
    wasAnswered: (due) => answered.has(idFor(due)),
    close: () => clearInterval(timer),
  };
}

/** Says the first of many at once, and one a minute after it. */
function nowAndThen(say: (problem: unknown) => void): (problem: unknown) => void {
  let said = -COMPLAIN_MS;
  return (problem) => {
    if (performance.now() - said < COMPLAIN_MS) return;
    said = performance.now();
    say(problem);
  };
}

/** A fault is tried again at the next tick. */
async function isFinal(submitted: ReturnType<Desk['submit']>): Promise<boolean> {
  const answer = await submitted;
  return answer.ok || 'refusal' in answer;
}

function commandFor(book: string, id: string, due: Due) {
  return { id, book, type: due.type, body: due.body as Record<string, unknown> };
}

/** A UUID (version 8) that is the same wherever and whenever it is made. */
export function idOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
