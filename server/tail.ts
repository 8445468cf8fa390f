import type { Entry } from '../shared/entry.ts';
import type { Audience } from '../shared/roles.ts';
import { seeChange, type Seen } from '../shared/see.ts';
import { fold, type Change, type World } from '../shared/world.ts';
import type { Journal } from './journal/journal.ts';

export type Listener = (entries: readonly Entry[], changes: readonly Change[]) => void;

/**
 * Follows one book: holds its World as far as it is durable, and what changed lately. Everything that is published,
 * projected or answered to a reader comes from here, never from a command that is still being written.
 */
export interface Tail {
  readonly world: World;
  /** Takes entries that are known to be durable; those it has are passed over, a gap is read from the journal. */
  accept(entries: readonly Entry[]): void;
  /** Reads the journal to its end. */
  catchUp(): Promise<void>;
  /** Tells of entries after they were folded, in order. Returns how to stop listening. */
  listen(listener: Listener): () => void;
  /**
   * What an audience has missed since a `seq`: each row once, as it is now. Null when that is longer ago than the
   * ring reaches, or when more than `atMost` rows changed: the audience then fetches the snapshot.
   */
  delta(audience: Audience, since: number, atMost?: number): Seen[] | null;
  /** The entries after a `seq` as they were taken, at most `limit`; null when that is longer ago than is remembered. */
  recent(since: number, limit: number): Entry[] | null;
}

/** So many changes are remembered for those who were away for a moment; a change is a few pointers. */
const RING = 20_000;
/** So many entries are remembered for whoever follows a moment behind, so that they are not read back. */
const RECENT = 2_000;
const PAGE = 1_000;

/** Opens a tail on a World as it was loaded; what happened since is read by `catchUp`. */
export function openTail(journal: Journal, world: World): Tail {
  const listeners = new Set<Listener>();
  const ring: Change[] = [];
  const latest = openLatest();
  let floor = world.seq;
  let reading: Promise<void> | null = null;

  const accept = (entries: readonly Entry[]) => {
    const fresh = entries.filter((entry) => entry.seq > world.seq);
    if (fresh.length === 0) return;
    if ((fresh[0] as Entry).seq !== world.seq + 1) return void catchUp().catch(() => undefined); // asked for again
    const changes = fold(world, fresh);
    ring.push(...changes);
    if (ring.length > RING * 1.25) {
      const cut = ring.splice(0, ring.length - RING);
      floor = Math.max(floor, (cut[cut.length - 1] as Change).seq);
    }
    latest.add(fresh);
    for (const listener of listeners) listener(fresh, changes);
  };
  const catchUp = () => (reading ??= readOn().finally(() => (reading = null)));
  const readOn = async () => {
    for (;;) {
      const entries = await journal.read(world.book, world.seq, PAGE);
      if (entries[0] && entries[0].seq > world.seq + 1)
        throw new RangeError(`${world.book} has a hole after ${world.seq}`);
      accept(entries);
      if (entries.length < PAGE) return;
    }
  };
  return {
    world,
    accept,
    catchUp,
    listen: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    delta: (audience, since, atMost = Infinity) =>
      since < floor || since > world.seq ? null : seenBy(audience, merged(ring, since, atMost)),
    recent: latest.after,
  };
}

function openLatest() {
  const entries: Entry[] = [];
  return {
    add(fresh: readonly Entry[]) {
      entries.push(...fresh);
      if (entries.length > RECENT * 1.25) entries.splice(0, entries.length - RECENT);
    },
    after(since: number, limit: number): Entry[] | null {
      const from = since + 1 - (entries[0]?.seq ?? Infinity);
      return from < 0 ? null : entries.slice(from, from + limit);
    },
  };
}

type Rows = ReadonlyMap<string, Omit<Change, 'seq'>>;

/** What became of each row since, from how it was to how it is; null when it is more than `atMost`. */
function merged(ring: readonly Change[], since: number, atMost: number): Rows | null {
  const rows = new Map<string, Omit<Change, 'seq'>>();
  for (let n = firstAfter(ring, since); n < ring.length; n += 1) {
    const change = ring[n] as Change;
    const key = `${change.table}/${change.id}`;
    const first = rows.get(key);
    rows.set(key, first ? { ...first, after: change.after } : change);
    if (rows.size > atMost) return null;
  }
  return rows;
}

function seenBy(audience: Audience, rows: Rows | null): Seen[] | null {
  if (!rows) return null;
  const seen: Seen[] = [];
  for (const change of rows.values()) {
    const what = seeChange(audience, change);
    if (what) seen.push(what);
  }
  return seen;
}

function firstAfter(ring: readonly Change[], since: number): number {
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring[middle] as Change).seq > since) high = middle;
    else low = middle + 1;
  }
  return low;
}
