import type { Connection } from 'mongoose';

interface Held {
  readonly _id: string;
  readonly holder: string;
  readonly until: number;
  readonly fence: number;
}
interface Alive {
  readonly _id: string;
  readonly seenAt: number;
}

/** Who does the single jobs (records, snapshots, effects), and who else is there. */
export interface Lease {
  /** Whether this server holds the lease now. */
  readonly isHeld: boolean;
  /** Rises when the lease changes hands; 0 while it is not held. Writes behind it refuse a lower one. */
  readonly fence: number;
  /** Whether another server lives on this store: the journal is then followed closely. */
  readonly hasOthers: boolean;
  onHeld(listener: () => void): void;
  close(): Promise<void>;
}

const TERM_MS = 3_000;
const BEAT_MS = 1_000;
const OTHERS_MS = 10 * BEAT_MS;
const DUPLICATE = 11_000;

/**
 * Tries for the lease every second. Whoever holds it renews it; when he is gone for three seconds another takes it,
 * with the next fence number. The jobs behind it are idempotent, so that two holders for a moment do no harm. Who is
 * gone is told by the clock, and also by what was seen: clocks of machines differ, and jump.
 */
export async function openLease(connection: Connection, me: string, now = Date.now): Promise<Lease> {
  const listeners = new Set<() => void>();
  let [heldUntil, fence] = [0, 0];
  let [others, closed] = [false, false];
  const sights = new Sights();
  const beat = async () => {
    try {
      const before = heldUntil > now();
      fence = closed ? 0 : await take(connection, me, now(), sights);
      heldUntil = fence > 0 ? now() + TERM_MS : 0;
      if (heldUntil && !before) for (const listener of listeners) listener();
      others = await seeOthers(connection, me, now(), sights);
    } catch {
      heldUntil = 0; // the store is away: nobody holds anything
    }
  };
  let beating = beat();
  await beating;
  const timer = setInterval(() => (beating = beat()), BEAT_MS);
  return {
    get isHeld() {
      return heldUntil > now();
    },
    get fence() {
      return heldUntil > now() ? fence : 0;
    },
    get hasOthers() {
      return others;
    },
    onHeld: (listener) => void listeners.add(listener),
    async close() {
      closed = true;
      clearInterval(timer);
      await beating; // one in flight must not take again what is given up now
      heldUntil = 0;
      await leave(connection, me);
    },
  };
}

/** Renews the lease or takes a free one, with the next fence. Returns the fence, 0 when another holds it. */
async function take(connection: Connection, me: string, now: number, sights: Sights): Promise<number> {
  const leases = connection.collection<Held>('leases');
  const until = now + TERM_MS;
  const renewed = await leases.findOneAndUpdate({ _id: 'single', holder: me }, { $set: { until } });
  if (renewed) return renewed.fence;
  const row = await leases.findOne({ _id: 'single' });
  const stands = row !== null && sights.unchangedMs('lease', row.until) > TERM_MS;
  const free = { _id: 'single', until: stands ? row.until : { $lt: now } };
  const update = { $set: { holder: me, until }, $inc: { fence: 1 } };
  try {
    const taken = await leases.findOneAndUpdate(free, update, { upsert: true, returnDocument: 'after' });
    return taken?.fence ?? 0;
  } catch (problem) {
    if ((problem as { code?: number }).code === DUPLICATE) return 0; // another holds it
    throw problem;
  }
}

async function seeOthers(connection: Connection, me: string, now: number, sights: Sights): Promise<boolean> {
  const servers = connection.collection<Alive>('servers');
  await servers.updateOne({ _id: me }, { $set: { seenAt: now } }, { upsert: true });
  const others = await servers.find({ _id: { $ne: me } }).toArray();
  const living = others.filter(({ _id, seenAt }) => {
    const changes = sights.changedMs(_id, seenAt) < OTHERS_MS; // asked of each, so that each is remembered
    return changes || seenAt > now - OTHERS_MS;
  });
  return living.length > 0;
}

/** What others write again and again, and when it was seen to change, by this process's own steady time. */
class Sights {
  readonly #seen = new Map<string, { value: number; since: number; changed: boolean }>();

  /** How long the value has been the same, as far as was seen. */
  unchangedMs(id: string, value: number): number {
    return performance.now() - this.#look(id, value).since;
  }

  /** How long ago it was seen to change; never, when it was the same from the first look on. */
  changedMs(id: string, value: number): number {
    const { changed, since } = this.#look(id, value);
    return changed ? performance.now() - since : Infinity;
  }

  #look(id: string, value: number) {
    const before = this.#seen.get(id);
    if (before?.value === value) return before;
    const now = { value, since: performance.now(), changed: before !== undefined };
    this.#seen.set(id, now);
    return now;
  }
}

/** Gives the lease up at once, so that nobody waits for its term; a store that is away makes that needless. */
async function leave(connection: Connection, me: string): Promise<void> {
  const gone = connection
    .collection<Held>('leases')
    .updateOne({ _id: 'single', holder: me }, { $set: { until: 0 } });
  await Promise.allSettled([gone, connection.collection<Alive>('servers').deleteOne({ _id: me })]);
}
