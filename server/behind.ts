import { fold, emptyWorld, type World } from '../shared/world.ts';
import type { Entry } from '../shared/entry.ts';
import type { Journal } from './journal/journal.ts';
import type { Lease } from './lease.ts';
import type { Report } from './log.ts';
import type { Records } from './records/records.ts';
import type { Snapshots } from './snapshots/snapshots.ts';
import type { Tail } from './tail.ts';

export interface BehindSetting {
  readonly journal: Journal;
  readonly tail: Tail;
  readonly records: Records;
  readonly snapshots: Snapshots;
  readonly lease: Lease;
  readonly report: Report;
  /** Carries out a recorded decision to erase; idempotent. */
  readonly erase: (entry: Entry) => Promise<void>;
}

/** What follows behind the tail: records, erasures, snapshots. Done by whoever holds the lease, and by one alone. */
export interface Behind {
  /** Resolves when everything up to the tail's head is projected. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const PAGE = 500;
/** A snapshot every so many entries: a start then folds at most about as many. */
const SNAPSHOT_EVERY = 1_000;
/** Changes of so many milliseconds are projected together: records may lag a little, commands may not. */
const GATHER_MS = 200;

export function openBehind(setting: BehindSetting): Behind {
  const { tail, lease } = setting;
  let world: World | null = null;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const isBehind = () => world === null || world.seq < tail.world.seq;
  const pump = () => (running ??= work().finally(() => (running = null)));
  const work = async () => {
    try {
      world ??= await begin(setting);
      while (!closed && lease.isHeld && world.seq < tail.world.seq) await step(setting, world);
    } catch (problem) {
      world = null; // what was projected is not certain: begin at the checkpoint again
      if (!closed) setting.report('the records fell behind', problem);
    }
  };
  const soon = () => {
    if (closed || timer || !lease.isHeld) return;
    timer = setTimeout(() => {
      timer = null;
      void pump().then(() => isBehind() && soon());
    }, GATHER_MS);
  };
  const deaf = tail.listen(soon);
  lease.onHeld(() => ((world = null), soon())); // another may have gone on meanwhile
  soon();
  return {
    async settled() {
      while (!closed && lease.isHeld && isBehind()) await pump();
    },
    async close() {
      closed = true;
      deaf();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

/** Lays a World at the checkpoint: what lies before it is projected already. */
async function begin({ journal, records, snapshots, tail }: BehindSetting): Promise<World> {
  const { book } = tail.world;
  const checkpoint = await records.checkpoint(book);
  const loaded = await snapshots.load(book);
  const world = loaded && loaded.seq <= checkpoint ? loaded : emptyWorld(book);
  while (world.seq < checkpoint) {
    const entries = await journal.read(book, world.seq, Math.min(PAGE, checkpoint - world.seq));
    if (entries.length === 0) break; // the records know more than the journal: another life of the store
    fold(world, entries);
  }
  return world;
}

async function step({ journal, records, snapshots, erase }: BehindSetting, world: World): Promise<void> {
  const entries = await journal.read(world.book, world.seq, PAGE);
  const before = world.seq;
  const changes = fold(world, entries);
  await records.project(world.book, changes);
  for (const entry of entries) if (entry.command === 'incident.erase') await erase(entry);
  await records.setCheckpoint(world.book, world.seq);
  if (Math.floor(world.seq / SNAPSHOT_EVERY) > Math.floor(before / SNAPSHOT_EVERY))
    await snapshots.write(world);
}
