import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REAL } from '../../shared/book/contract.ts';
import { GENESIS, type Event } from '../../shared/entry.ts';
import { EXAMPLE_TOWNSHIP } from '../../shared/unit/example.ts';
import { copyWorld, emptyWorld, fold, type World } from '../../shared/world.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { seal } from '../../server/journal/chain.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import { mongoRecords } from '../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../server/snapshots/mongoSnapshots.ts';
import { openStore } from '../../server/store.ts';
import { startMeasured } from './process.ts';
import { rowOf, type Row } from './row.ts';

const ENTRIES = 100_000;
/** So many reports stay open; the rest were archived. */
const OPEN = 500;
const BATCH = 1_000;
/** A running server writes a snapshot every 1,000 entries; so many came after the last. */
const SINCE_SNAPSHOT = 900;

/** Until the server takes commands, with an empty journal and with 100,000 entries: the best of three starts each. */
export async function readyRows(): Promise<Row[]> {
  const empty = await bestStart(async () => undefined);
  const full = await bestStart(fill);
  return [
    rowOf('ready-1', 'start with an empty journal until commands are taken', { value: empty, unit: 'ms' }),
    rowOf('ready-2', `the same with ${ENTRIES} entries, ${OPEN} reports open`, {
      value: full,
      unit: 'ms',
      atMost: 3_000,
      reference: empty,
    }),
  ];
}

async function bestStart(prepare: (dataDir: string) => Promise<void>): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-ready-'));
  await prepare(dataDir);
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const server = await startMeasured({ DATA_DIR: dataDir });
    times.push(server.readyMs);
    await server.stop();
  }
  await rm(dataDir, { recursive: true, force: true });
  return Math.min(...times);
}

/** Writes a real journal straight into the store, and the snapshot that a server would have left. */
async function fill(dataDir: string): Promise<void> {
  const embedded = await startEmbedded({ dataDir, noSync: true });
  const store = await openStore(embedded.uri);
  const journal = mongoJournal(store.connection);
  const snapshots = mongoSnapshots(store.connection);
  const records = mongoRecords(store.connection);
  await Promise.all([journal.ready(), snapshots.ready(), records.ready()]);
  const world = emptyWorld(REAL);
  let snapshot: World | null = null;
  while (world.seq < ENTRIES) {
    const batch = Array.from({ length: BATCH }, () => next(world));
    await journal.append(batch);
    if (world.seq >= ENTRIES - SINCE_SNAPSHOT && !snapshot) snapshot = copyWorld(world);
    if (world.seq === ENTRIES - BATCH) snapshot = copyWorld(world);
  }
  await snapshots.write(snapshot ?? world, 0);
  await records.setCheckpoint(REAL, world.seq, 0);
  await store.close();
  await embedded.stop();
}

/** The next entry, folded: the book opens, the unit is set up, then reports come and go. */
function next(world: World) {
  const seq = world.seq + 1;
  const by = { id: 'bench', name: '值班员', post: '主班' };
  const at = `2026-04-05T13:${String(Math.floor(seq / 60) % 60).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}.000+08:00`;
  const meta = {
    book: REAL,
    seq,
    commandId: randomUUID(),
    command: 'report.submit',
    at: world.at > at ? world.at : at,
    by,
  };
  const entry = seal(meta, '0', [eventOf(world, seq)], world.hash || GENESIS);
  fold(world, [entry]);
  return entry;
}

function eventOf(world: World, seq: number): Event {
  if (seq === 1)
    return { type: 'book.opened', id: 'book', kind: 'real', title: null, clock: null, ground: [] } as Event;
  if (seq === 2)
    return { type: 'unit.setUp', id: 'unit', zone: 'Asia/Shanghai', ...EXAMPLE_TOWNSHIP } as Event;
  const [oldest] = world.tables.report.keys();
  if (world.tables.report.size > OPEN && oldest) return { type: 'report.archived', id: oldest };
  return {
    ...{ type: 'report.submitted', id: randomUUID(), villageId: 'gaohe', kind: 'U02', urgency: 'routine' },
    ...{
      words: '村东南方向看到烟柱,村民询问是否需要避让,已派两人前去查看',
      channel: 'phone',
      casualties: null,
    },
    place: { villageId: 'gaohe', point: null, source: 'village', accuracy: null, detail: '村东' },
    informant: { unit: '高和村', name: null, post: '联络员', contactId: null },
    ...{ happenedAt: null, foundAt: null, receivedAt: '2026-04-05T13:28:00.000+08:00', fileIds: [] },
  } as Event;
}
