import { MongoClient, MongoServerError, type Collection, type Document } from 'mongodb';
import { expect, it } from 'vitest';
import { dataFolder, randomFrom, startIn, until } from './store.ts';

type Row = Document & { _id: string; unique: string; version: number };

const WRITERS = 8;
const ROUNDS = Number(process.env.ROUNDS ?? 6);

/** What one document may be: its version, null when it is gone; more than one when a write was not answered. */
type Known = Map<string, (number | null)[]>;

it(
  `loses nothing that was acknowledged when its process is killed, ${ROUNDS} times under ${WRITERS} writers`,
  async () => {
    const random = randomFrom(Number(process.env.SEED ?? Date.now()));
    const { store, end } = await startIn(dataFolder(), { noSync: false });
    let ups = 0;
    store.onUp(() => ups++);
    const client = await MongoClient.connect(store.uri, { heartbeatFrequencyMS: 500, retryReads: false });
    const rows = client.db().collection<Row>('rows');
    await rows.createIndexes([
      { key: { unique: 1 }, unique: true },
      { key: { group: 1, version: -1 } },
      { key: { tags: 1 } },
    ]);
    const known: Known[] = Array.from({ length: WRITERS }, () => new Map());
    let acknowledged = 0;
    let refused = 0;

    for (let round = 1; round <= ROUNDS; round++) {
      let going = true;
      const writers = known.map(async (mine, writer) => {
        while (going) {
          const outcome = await writeOne(rows, mine, `${round}-${writer}`, random);
          if (outcome === 'done') acknowledged++;
          if (outcome === 'refused') refused++;
          if (outcome === 'unknown') return;
        }
      });
      const enough = acknowledged + 150 + Math.floor(random() * 300);
      await until(() => acknowledged >= enough, 30_000);
      process.kill(store.pid()!, 'SIGKILL');
      await until(() => ups === round);
      going = false;
      await Promise.all(writers);

      const found = new Map((await rows.find().toArray()).map((row) => [row._id, row]));
      for (const mine of known) {
        for (const [id, may] of mine) {
          const version = found.get(id)?.version ?? null;
          expect(may, `${id} in round ${round}`).toContain(version);
          mine.set(id, [version]);
          found.delete(id);
        }
      }
      expect([...found.keys()], 'rows that nobody wrote').toEqual([]);
      expect(await rows.distinct('unique')).toHaveLength(await rows.countDocuments());
      expect(await client.db().command({ validate: 'rows' })).toMatchObject({ valid: true, errors: [] });
    }
    expect(acknowledged).toBeGreaterThan(ROUNDS * 100);
    expect(refused).toBeGreaterThan(0);
    await client.close();
    await end();
  },
  ROUNDS * 30_000,
);

let next = 0;

/** An insert, an update, a delete or an insert that must be refused, on this writer's own rows. */
async function writeOne(
  rows: Collection<Row>,
  mine: Known,
  name: string,
  random: () => number,
): Promise<'done' | 'refused' | 'unknown'> {
  const ids = [...mine].filter(([, may]) => may.length === 1 && may[0] !== null).map(([id]) => id);
  const kind = random();
  const id = kind < 0.6 || ids.length < 5 ? `${name}-${next++}` : ids[Math.floor(random() * ids.length)]!;
  const before = mine.get(id)?.[0] ?? null;
  const version = next++;
  const tags = [`t${version % 7}`, 'x'];
  if (before === null) {
    mine.set(id, [null, version]);
    const pad = 'x'.repeat(version % 3000);
    return settle(
      rows.insertOne({ _id: id, unique: id, version, group: version % 10, tags, pad }),
      mine,
      id,
      version,
    );
  }
  if (kind < 0.65) {
    const twin = rows.insertOne({ _id: `${id}-twin`, unique: id, version });
    return twin.then(
      () => Promise.reject(new Error(`${id} is there twice`)),
      (error: unknown) => (error instanceof MongoServerError && error.code === 11000 ? 'refused' : 'unknown'),
    );
  }
  if (kind < 0.9) {
    mine.set(id, [before, version]);
    return settle(rows.updateOne({ unique: id }, { $set: { version, tags } }), mine, id, version);
  }
  mine.set(id, [before, null]);
  return settle(rows.deleteOne({ _id: id }), mine, id, null);
}

async function settle(
  write: Promise<unknown>,
  mine: Known,
  id: string,
  now: number | null,
): Promise<'done' | 'unknown'> {
  try {
    await write;
    mine.set(id, [now]);
    return 'done';
  } catch (error) {
    if (error instanceof MongoServerError) throw error; // only the connection may fail
    return 'unknown';
  }
}
