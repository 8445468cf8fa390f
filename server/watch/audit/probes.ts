import type { Book } from '../../books.ts';
import type { DiskState } from '../../disk.ts';
import type { Finding, Probe } from './auditor.ts';
import { latenessOf, silenceOf } from './lateness.ts';
import type { TroubleCode } from './troubles.ts';

/** What the auditor looks at. Nothing in it is asked of the clock's timer or of the projector itself. */
export interface Eyes {
  readonly now: () => number;
  readonly books: () => readonly Book[];
  /** Rejects, or does not come back, while the store is away. */
  readonly ping: () => Promise<unknown>;
  /** How far the records of a book have come. */
  readonly projected: (book: string) => Promise<number>;
  readonly disk: () => DiskState;
  /** Milliseconds since 1970; null when there was none. */
  readonly lastBackup: () => Promise<number | null>;
  readonly lastAnchor: () => number | null;
}

/** A clock that did not finish a tick for so long, or left something due for so long, has stopped. */
export const CLOCK_MS = 60_000;
/** A store that comes back within this is nobody's concern: its process is started anew in a second. */
const STORE_MS = 10_000;
/** A ping that is out for longer has failed. */
const PING_MS = 3_000;
const BEHIND = { entries: 20_000, ms: 120_000 };
const DAY_MS = 86_400_000;
const ANCHOR_MS = 2 * 3_600_000;

export function probesOf(eyes: Eyes): Readonly<Record<TroubleCode, Probe>> {
  const disk = (state: DiskState) => () => (eyes.disk() === state ? 0 : null);
  return {
    'store.away': storeProbe(eyes.ping),
    'disk.full': disk('full'),
    'disk.low': disk('low'),
    'clock.stopped': () => clockFinding(eyes),
    'records.behind': recordsProbe(eyes),
    // An office that has never made a backup is told so by the manual and the log, not day and night by the wall.
    'backup.old': async () => older(await eyes.lastBackup(), eyes.now(), DAY_MS),
    'anchor.old': () => older(eyes.lastAnchor(), eyes.now(), ANCHOR_MS),
  };
}

/** One ping at a time: one that does not come back is the answer. */
function storeProbe(ping: () => Promise<unknown>): Probe {
  let out = false;
  let failedAt: number | null = null;
  return async () => {
    const start = performance.now();
    if (out || !(await answers())) failedAt ??= start;
    else failedAt = null;
    const ms = failedAt === null ? 0 : performance.now() - failedAt;
    return ms > STORE_MS ? ms : null;
  };
  async function answers(): Promise<boolean> {
    out = true;
    const asked = ping().then(
      () => true,
      () => false,
    );
    void asked.finally(() => (out = false));
    return Promise.race([asked, inVain()]);
  }
}

function inVain(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), PING_MS).unref());
}

/** While commands are not taken nothing can fire: that is the store's trouble, and the clock is not accused of it. */
function clockFinding({ books, now }: Eyes): Finding {
  const ms = books().map((book) => Math.max(silenceOf(book), book.desk.isOpen ? latenessOf(book, now()) : 0));
  const longest = Math.max(0, ...ms);
  return longest > CLOCK_MS ? longest : null;
}

/** Far behind, or a little and not getting on. */
function recordsProbe({ books, projected }: Eyes): Probe {
  const moved = new Map<string, { seq: number; at: number }>();
  return async () => {
    let longest: Finding = null;
    for (const { name, tail } of books()) {
      const { seq } = tail.world;
      const done = await projected(name);
      const now = performance.now();
      if (done >= seq || moved.get(name)?.seq !== done) moved.set(name, { seq: done, at: now });
      const still = now - (moved.get(name)?.at ?? now);
      if (seq - done > BEHIND.entries || still > BEHIND.ms) longest = Math.max(longest ?? 0, still);
    }
    return longest;
  };
}

function older(at: number | null, now: number, limitMs: number): Finding {
  const late = at === null ? 0 : now - at - limitMs;
  return late > 0 ? late : null;
}
