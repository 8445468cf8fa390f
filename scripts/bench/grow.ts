import { randomUUID } from 'node:crypto';
import { REAL } from '../../shared/book/contract.ts';
import { GENESIS, type Entry, type Event } from '../../shared/entry.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { copyWorld, emptyWorld, fold, type World } from '../../shared/world.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { seal } from '../../server/journal/chain.ts';
import type { Journal } from '../../server/journal/journal.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import { mongoRecords } from '../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../server/snapshots/mongoSnapshots.ts';
import { openStore } from '../../server/store.ts';
import { reportEvent } from './sample.ts';

/** How long a journal is to be, and how many reports stay open in it; the rest are archived. */
export interface Growth {
  readonly entries: number;
  readonly open: number;
  /** How many entries came after the last snapshot; a start folds them, and remembers what changed. */
  readonly sinceSnapshot?: number;
}

const BATCH = 1_000;
/** A running server writes a snapshot every 1,000 entries; so many came after the last, unless otherwise told. */
const SINCE_SNAPSHOT = 900;

/** Of the first server that had the store, or would have. */
const FENCE = 1;

/** Writes a real journal straight into a store that no server has open, and the snapshot that one would have left. */
export async function grow(dataDir: string, growth: Growth): Promise<void> {
  const { entries, open, sinceSnapshot = SINCE_SNAPSHOT } = growth;
  const embedded = await startEmbedded({ dataDir, noSync: true });
  const store = await openStore(embedded.uri);
  const journal = mongoJournal(store.connection);
  const snapshots = mongoSnapshots(store.connection);
  const records = mongoRecords(store.connection);
  await Promise.all([journal.ready(), snapshots.ready(), records.ready()]);
  const world = await worldOf(journal);
  let snapshot: World | null = null;
  while (world.seq < entries) {
    const size = Math.min(
      BATCH,
      entries - world.seq,
      Math.max(1, entries - sinceSnapshot - world.seq || BATCH),
    );
    await journal.append(Array.from({ length: size }, () => next(world, open)));
    if (!snapshot && world.seq >= entries - sinceSnapshot) snapshot = copyWorld(world);
  }
  const written = await snapshots.write(snapshot ?? world, FENCE);
  const marked = await records.setCheckpoint(REAL, world.seq, FENCE);
  if (!written || !marked) throw new Error('another server has gone on with this store');
  await store.close();
  await embedded.stop();
}

async function worldOf(journal: Journal): Promise<World> {
  const world = emptyWorld(REAL);
  for (;;) {
    const entries = await journal.read(REAL, world.seq, BATCH);
    fold(world, entries);
    if (entries.length < BATCH) return world;
  }
}

/** The next entry, folded: the book opens, the unit is set up, then reports come and go. */
function next(world: World, open: number): Entry {
  const seq = world.seq + 1;
  const by = { id: 'bench', name: '值班员', post: '主班' };
  const at = `2026-04-05T13:${pair(Math.floor(seq / 60) % 60)}:${pair(seq % 60)}.000+08:00`;
  const meta = {
    ...{ book: REAL, seq, commandId: randomUUID(), command: 'report.submit' },
    ...{ at: world.at > at ? world.at : at, by },
  };
  const entry = seal(meta, '0', [eventOf(world, seq, open)], world.hash || GENESIS);
  fold(world, [entry]);
  return entry;
}

function eventOf(world: World, seq: number, open: number): Event {
  if (seq === 1)
    return { type: 'book.opened', id: 'book', kind: 'real', title: null, clock: null, ground: [] } as Event;
  if (world.tables.unit.size === 0)
    return { type: 'unit.setUp', id: 'unit', zone: 'Asia/Shanghai', ...EXAMPLE_TOWNSHIP } as Event;
  const [oldest] = world.tables.report.keys();
  if (world.tables.report.size > open && oldest) return { type: 'report.archived', id: oldest };
  return reportEvent();
}

function pair(n: number): string {
  return String(n).padStart(2, '0');
}
