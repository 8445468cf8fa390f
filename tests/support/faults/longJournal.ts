import { randomUUID } from 'node:crypto';
import { REAL } from '../../../shared/book/contract.ts';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { copyWorld, emptyWorld, fold, type World } from '../../../shared/world.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import { seal } from '../../../server/journal/chain.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { mongoRecords } from '../../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../../server/snapshots/mongoSnapshots.ts';
import { openStore } from '../../../server/store.ts';

const BATCH = 1_000;
/** So many reports stay open; the rest were archived. */
const OPEN = 300;
/** A running server writes a snapshot every thousand entries; so many came after the last. */
const SINCE_SNAPSHOT = 1_000;

/** Fills an empty data folder with a real journal of so many entries, as years would, and the last snapshot. */
export async function fillJournal(dataDir: string, length: number): Promise<void> {
  const embedded = await startEmbedded({ dataDir, noSync: true });
  const store = await openStore(embedded.uri);
  const [journal, snapshots] = [mongoJournal(store.connection), mongoSnapshots(store.connection)];
  const records = mongoRecords(store.connection);
  await Promise.all([journal.ready(), snapshots.ready(), records.ready()]);
  const world = emptyWorld(REAL);
  let snapshot: World = world;
  while (world.seq < length) {
    await journal.append(Array.from({ length: BATCH }, () => next(world)));
    if (world.seq === length - SINCE_SNAPSHOT) snapshot = copyWorld(world);
  }
  await snapshots.write(snapshot, 0);
  await records.setCheckpoint(REAL, world.seq, 0);
  await store.close();
  await embedded.stop();
}

function next(world: World): Entry {
  const seq = world.seq + 1;
  const by = { id: 'years', name: '值班员', post: '主班' };
  const at = `2026-04-05T13:${two(seq / 60)}:${two(seq)}.000+08:00`;
  const meta = { book: REAL, seq, commandId: randomUUID(), command: 'report.submit', by };
  const later = world.at > at ? world.at : at;
  const entry = seal({ ...meta, at: later }, '0', [eventOf(world, seq)], world.hash || GENESIS);
  fold(world, [entry]);
  return entry;
}

const two = (count: number) => String(Math.floor(count) % 60).padStart(2, '0');

function eventOf(world: World, seq: number): Event {
  if (seq === 1)
    return { type: 'book.opened', id: 'book', kind: 'real', title: null, clock: null, ground: [] } as Event;
  if (seq === 2)
    return { type: 'unit.setUp', id: 'unit', zone: 'Asia/Shanghai', ...EXAMPLE_TOWNSHIP } as Event;
  const [oldest] = world.tables.report.keys();
  if (world.tables.report.size > OPEN && oldest) return { type: 'report.archived', id: oldest };
  return {
    ...{ type: 'report.submitted', id: randomUUID(), villageId: 'gaohe', kind: 'U02', urgency: 'routine' },
    ...{ words: '村东南方向看到烟柱,已派两人前去查看', channel: 'phone', casualties: null },
    place: { villageId: 'gaohe', point: null, source: 'village', accuracy: null, detail: '村东' },
    informant: { unit: '高和村', name: null, post: '联络员', contactId: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: '2026-04-05T13:28:00.000+08:00', fileIds: [] },
  } as Event;
}
