import { fold, emptyWorld, type World } from '../shared/world.ts';
import type { Entry } from '../shared/entry.ts';
import { failpoint } from './failpoints.ts';
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
  /** Resolves when everything up to the tail's head is projected, or this server does not hold the lease. */
  settled(): Promise<void>;
  /** Somebody waits for the records as far as the head is now: it does not rest before. */
  hurry(): void;
  close(): Promise<void>;
}

/** Rows of so many entries are made ready in one turn of the event loop. */
const PAGE = 200;
/** A snapshot every so many entries: a start then folds about as many, and what the records lack after a burst. */
const SNAPSHOT_EVERY = 1_000;
/** Changes of so many milliseconds are projected together: records may lag a little, commands may not. */
const GATHER_MS = 200;
/**
 * While many commands come, it rests for up to so many times as long as a page took: who reports comes before who looks
 * back (docs/decisions/0007-commands-first.md). One that has fallen far behind rests no more, before the auditor calls
 * it a trouble (server/watch/audit/probes.ts).
 */
const REST = 9;
const LONGEST_REST_MS = 1_000;
const FAR = 15_000;
/** What fails is tried again after 0.2 s, then after twice as long each time, up to so much. */
const LONGEST_MS = 5_000;

export function openBehind(setting: BehindSetting): Behind {
  const { tail, lease } = setting;
  let world: World | null = null;
  /** Raised when the lease is taken anew: what was laid under the one before may be out of date. */
  let term = 0;
  let closed = false;
  const manners = openManners(setting);

  const isWanted = () => !closed && lease.isHeld && (world === null || world.seq < tail.world.seq);
  const work = async (): Promise<boolean> => {
    const mine = term;
    try {
      const laid = world ?? (await begin(setting));
      if (mine === term) world = laid;
      while (mine === term && isWanted()) {
        const page = manners.begin(laid);
        if (!(await step(setting, laid))) return lost();
        const rest = page.rest();
        if (rest > 0 && mine === term && isWanted()) await chase.rest(rest);
      }
      return true;
    } catch (problem) {
      if (!closed) setting.report('the records fell behind', problem);
      return lost();
    }
  };
  const hurry = () => (manners.hurry(), chase.hurry());
  /** What was projected is not certain, or another's by now: begin at the checkpoint again. */
  const lost = () => ((world = null), false);
  const chase = chasing(isWanted, work);
  const deaf = tail.listen(chase.soon);
  lease.onHeld(() => ((term += 1), (world = null), chase.soon())); // another may have gone on meanwhile
  chase.soon();
  return {
    settled: () => (hurry(), chase.settled()),
    hurry,
    async close() {
      closed = true;
      deaf();
      await chase.end();
    },
  };
}

/** How long to give way to commands after a page. */
function openManners({ tail, lease }: BehindSetting) {
  let awaited = 0;
  return {
    /** Up to here somebody waits. */
    hurry: () => void (awaited = tail.world.seq),
    begin(world: World) {
      const [start, head, before] = [performance.now(), tail.world.seq, world.seq];
      return {
        /** In milliseconds; none while somebody waits, or may wait at another server, who cannot be heard here. */
        rest(): number {
          const { seq } = world;
          if (seq < awaited || lease.hasOthers || tail.world.seq - seq >= FAR) return 0;
          const load = (tail.world.seq - head) / (seq - before); // what came, by what was done
          const rest = (performance.now() - start) * Math.min(1, load * 2) * REST;
          return Math.min(rest, LONGEST_REST_MS);
        },
      };
    },
  };
}

/**
 * Does some work, one at a time, for as long as it is wanted: a little after it became so, and ever later while it
 * fails. Nothing is left running when it ends.
 */
function chasing(isWanted: () => boolean, work: () => Promise<boolean>) {
  const bed = openBed();
  let running: Promise<void> | null = null;
  let failures = 0;
  const run = async () => {
    while (isWanted()) {
      await bed.sleep(Math.min(GATHER_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS));
      if (isWanted()) failures = (await work()) ? 0 : failures + 1;
    }
  };
  const soon = () => {
    if (running || !isWanted()) return;
    running = run().finally(() => ((running = null), soon())); // what came as it ended is not left lying
  };
  const hurry = () => {
    if (failures === 0) bed.wake();
  };
  return {
    ...{ soon, hurry, rest: bed.sleep },
    async settled() {
      while (isWanted()) {
        soon();
        hurry();
        await running;
      }
    },
    async end() {
      bed.wake();
      await running;
    },
  };
}

/** Pauses that can be cut short. */
function openBed() {
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = () => (clearTimeout(timer), resolve());
      timer = setTimeout(resolve, ms);
    });
  return { sleep, wake: () => wake() };
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

/**
 * Projects the next page. A decision to erase is carried out only once a snapshot of after it stands: one of before
 * holds what is to go, and the entries that took it out of the World are among those that lose their content.
 *
 * @returns false when another holds the lease with a higher fence: he goes on from where he is
 */
async function step(setting: BehindSetting, world: World): Promise<boolean> {
  const { journal, tail, records, snapshots, lease, erase } = setting;
  const { fence } = lease;
  const before = world.seq;
  const entries = tail.recent(before, PAGE) ?? (await journal.read(world.book, before, PAGE));
  failpoint('records.projecting');
  await records.project(world.book, fold(world, entries));
  failpoint('records.projected');
  const erasures = entries.filter((entry) => entry.command === 'incident.erase');
  const isDue = Math.floor(world.seq / SNAPSHOT_EVERY) > Math.floor(before / SNAPSHOT_EVERY);
  if (erasures.length > 0 && !(await snapshots.write(world, fence))) return false;
  for (const entry of erasures) await erase(entry);
  if (!(await records.setCheckpoint(world.book, world.seq, fence))) return false;
  return erasures.length > 0 || !isDue || snapshots.write(world, fence);
}
