import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REAL } from '../../shared/book/contract.ts';
import { GENESIS, type Entry } from '../../shared/entry.ts';
import type { Audience } from '../../shared/roles.ts';
import { TABLES, type Row } from '../../shared/rows.ts';
import { see } from '../../shared/see.ts';
import { emptyWorld, fold, type World } from '../../shared/world.ts';
import { startEmbedded } from '../../server/embedded/start.ts';
import { faultOf } from '../../server/journal/chain.ts';
import { mongoJournal } from '../../server/journal/mongoJournal.ts';
import { openStore } from '../../server/store.ts';
import type { Room } from '../bench/room.ts';
import type { Crowd } from './crowd/child.ts';
import type { Proof } from './crowd/compare.ts';
import type { Ground } from './township.ts';

/** What everybody has on the screen, and what the journal has of what was acknowledged. */
export interface Proven extends Proof {
  readonly acknowledged: number;
  /** Acknowledged, and not at that place in the journal. */
  readonly lost: number;
  /** Ids that stand in the journal more than once. */
  readonly twice: number;
  /** Entries that do not continue the chain. */
  readonly broken: number;
}

const PAGE = 5_000;

/**
 * Reads the journal of a store that no server has open any more, folds it from its first entry, and holds against it
 * what every screen shows and what everybody was answered: rows = see(fold(journal)).
 */
export async function prove({ dataDir, seats }: Ground, crowd: Room<Crowd>): Promise<Proven> {
  const { world, places, twice, broken } = await readBack(dataDir);
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-proof-'));
  try {
    const [expected, acks] = [join(folder, 'expected'), join(folder, 'acknowledged')];
    const audiences = new Set(seats.map(({ audience }) => audience));
    await writeFile(
      expected,
      JSON.stringify(Object.fromEntries([...audiences].map((a) => [a, seenBy(a, world)]))),
    );
    const proof = await crowd.ask('prove', { expected, acks });
    const acknowledged = Object.entries(JSON.parse(await readFile(acks, 'utf8')) as Record<string, number>);
    const lost = acknowledged.filter(([id, seq]) => places.get(id) !== seq).length;
    return { ...proof, acknowledged: acknowledged.length, lost, twice, broken };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 0 when everything is as it must be. */
export function faultsIn(proven: Proven): number {
  const { missing, differing, foreign, gap, backwards, lost, twice, broken } = proven;
  return missing + differing + foreign + gap + backwards + lost + twice + broken;
}

async function readBack(dataDir: string) {
  const embedded = await startEmbedded({ dataDir });
  const store = await openStore(embedded.uri);
  try {
    const journal = mongoJournal(store.connection);
    const world = emptyWorld(REAL);
    const places = new Map<string, number>();
    let [prev, broken] = [GENESIS, 0];
    for (let page: Entry[]; (page = await journal.read(REAL, world.seq, PAGE)).length > 0;) {
      for (const entry of page) {
        if (faultOf(entry, prev, () => false)) broken += 1;
        prev = entry.hash;
        places.set(entry.commandId, entry.seq);
      }
      fold(world, page);
    }
    return { world, places, twice: world.seq - places.size, broken };
  } finally {
    await store.close();
    await embedded.stop();
  }
}

function seenBy(audience: Audience, world: World): Record<string, object> {
  const rows = TABLES.flatMap((table) =>
    [...world.tables[table].values()].flatMap((row: Row) => {
      const seen = see(audience, table, row);
      return seen ? [[`${table}/${row.id}`, seen] as const] : [];
    }),
  );
  return Object.fromEntries(rows);
}
