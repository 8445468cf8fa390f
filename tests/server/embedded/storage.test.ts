import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../server/embedded/engine.ts';
import { StorageError } from '../../../server/embedded/errors.ts';
import { findRows } from '../../../server/embedded/query/rows.ts';
import { Sorter } from '../../../server/embedded/query/sorter.ts';
import { listGarbage } from '../../../server/embedded/storage/garbage.ts';
import { openKeyValue, type KeyValue } from '../../../server/embedded/storage/kv.ts';
import { Store } from '../../../server/embedded/storage/store.ts';
import { sweepExpired } from '../../../server/embedded/ttl.ts';
import { decode, encode, type Doc } from '../../../server/embedded/values/bson.ts';
import { asked, dataFolder, randomFrom, until } from './store.ts';

let folder: string;
let kv: KeyValue;
let store: Store;
let engine: Engine;
let broken: Error[];
/** What the next commits fail with, after their work is done. */
let failures: Error[];
let commits: number;

beforeEach(() => {
  folder = dataFolder();
  kv = openKeyValue(folder, true);
  failures = [];
  broken = [];
  commits = 0;
  store = new Store({ ...kv, transact }, (error) => broken.push(error));
  engine = new Engine(store);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

function transact<R>(work: () => R): R {
  return kv.transact(() => {
    commits++;
    const result = work();
    const failure = failures.shift();
    if (failure) throw failure;
    return result;
  });
}

const run = (body: Doc) => asked(engine, body);
const insert = (...documents: Doc[]) => run({ insert: 'rows', documents });
/** What the stores still have to write is written. */
const settled = async (...stores: Store[]) => {
  for (const one of [...stores, ...stores]) await one.write(() => undefined);
};
const full = () => new StorageError(new Error('no space left'), true);

describe('group commit', () => {
  it('writes all that came in during one turn in one transaction', async () => {
    await insert({ _id: 0 });
    const before = commits;
    const replies = await Promise.all(Array.from({ length: 50 }, (_, n) => insert({ _id: n + 1 })));
    expect(replies.every(({ n }) => n === 1)).toBe(true);
    expect(commits - before).toBe(1);
    const [again, fresh] = await Promise.all([insert({ _id: 1 }), insert({ _id: 1001 })]);
    expect(again).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] });
    expect(fresh).toMatchObject({ n: 1 });
  });

  it('tries each write alone when they could not be done together', async () => {
    failures = [new TypeError('a fault in the first')];
    const replies = await Promise.all([insert({ _id: 1 }), insert({ _id: 2 })]);
    expect(replies).toMatchObject([
      { ok: 1, n: 1 },
      { ok: 1, n: 1 },
    ]);
    failures = [full(), full()];
    const [first, second] = await Promise.all([insert({ _id: 3 }), insert({ _id: 4 })]);
    expect(first).toMatchObject({ ok: 0, code: 14031 });
    expect(second).toMatchObject({ ok: 1, n: 1 });
  });
});

describe('a full disk', () => {
  it('is told to the client; nothing of the write stays, and the store goes on', async () => {
    await run({ createIndexes: 'rows', indexes: [{ key: { a: 1 }, name: 'a', unique: true }] });
    await insert({ _id: 1, a: 1 });
    failures = [full()];
    expect(await insert({ _id: 2, a: 2 })).toMatchObject({ ok: 0, code: 14031, codeName: 'OutOfDiskSpace' });
    failures = [full()];
    expect(await run({ create: 'other' })).toMatchObject({ ok: 0, code: 14031 });
    failures = [full()];
    expect(await run({ drop: 'rows' })).toMatchObject({ ok: 0, code: 14031 });
    expect(await run({ count: 'rows' })).toMatchObject({ n: 1 });
    expect(store.catalogue.list().map(({ name }) => name)).toEqual(['rows']);
    expect(await insert({ _id: 2, a: 2 })).toMatchObject({ ok: 1, n: 1 });
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true, nrecords: 2 });
    expect(broken).toEqual([]);
  });
});

describe('a storage that fails otherwise', () => {
  it('is given up: what is on disk is no longer certain', async () => {
    failures = [new StorageError(new Error('input/output error'), false)];
    expect(await insert({ _id: 1 })).toMatchObject({ ok: 0, code: 1 });
    expect(broken).toHaveLength(1);
  });
});

describe('an index over many documents', () => {
  const docs = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ _id: from + n, a: from + n }));
  const make = (name = 'a') =>
    run({ createIndexes: 'rows', indexes: [{ key: { a: 1 }, name, unique: true }] });

  it('is built in pieces, while writes go on and keep it up', async () => {
    await insert(...docs(0, 3500));
    const before = commits;
    const making = make();
    const writes = [
      insert(...docs(3500, 3600)),
      run({ delete: 'rows', deletes: [{ q: { _id: { $lt: 50 } }, limit: 0 }] }),
      run({ update: 'rows', updates: [{ q: { _id: 3400 }, u: { $set: { a: -1 } } }] }),
    ];
    expect(await making).toMatchObject({ ok: 1, numIndexesBefore: 1, numIndexesAfter: 2 });
    for (const reply of await Promise.all(writes)) expect(reply).toMatchObject({ ok: 1 });
    expect(commits - before).toBeGreaterThan(4);
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true, nrecords: 3550, nIndexes: 2 });
    expect(await insert({ _id: 'x', a: -1 })).toMatchObject({ writeErrors: [{ code: 11000 }] });
    expect(await make()).toMatchObject({ note: 'all indexes already exist' });
  });

  it('that is there already costs no commit: every start asks for all of them', async () => {
    await insert(...docs(0, 10));
    await make();
    const before = commits;
    expect(await make()).toMatchObject({ ok: 1, numIndexesBefore: 2, note: 'all indexes already exist' });
    expect(commits).toBe(before);
    expect(await make('other')).toMatchObject({ ok: 0, code: 85 });
    expect(commits).toBe(before);
  });

  it('is given up when the documents break it, and leaves nothing', async () => {
    await insert(...docs(0, 3000), { _id: 'twin', a: 1 });
    expect(await make()).toMatchObject({ ok: 0, code: 11000, keyValue: { a: 1 } });
    expect(await run({ listIndexes: 'rows' })).toMatchObject({ batch: { docs: { length: 1 } } });
    await run({ delete: 'rows', deletes: [{ q: { _id: 'twin' }, limit: 1 }] });
    expect(await make()).toMatchObject({ ok: 1 });
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true, nIndexes: 2 });
  });

  it('is forgotten when the process that built it did not live to finish', async () => {
    await insert(...docs(0, 3000));
    const making = make();
    await insert({ _id: 'one' }); // by now the index has begun
    const rows = () => store.catalogue.find('test', 'rows')!;
    expect(rows().indexes.map(({ ready }) => ready)).toEqual([true, false]);
    const successor = new Store({ ...kv, transact }, (error) => broken.push(error));
    expect(successor.catalogue.find('test', 'rows')!.indexes).toHaveLength(1);
    store.catalogue.load();
    expect(await making).toMatchObject({ ok: 0, code: 276 });
    expect(rows().indexes).toHaveLength(1);
    await settled(store, successor);
  });
});

describe('a large collection that is dropped', () => {
  it('is gone at once, and its keys little by little, also after a new start', async () => {
    const docs = Array.from({ length: 5000 }, (_, n) => ({ _id: n }));
    await insert(...docs);
    const { id } = store.catalogue.find('test', 'rows')!;
    await run({ drop: 'rows' });
    expect(await run({ count: 'rows' })).toMatchObject({ n: 0 });
    const successor = new Store({ ...kv, transact }, (error) => broken.push(error));
    await successor.write(() => successor.ensure('test', 'rows'));
    expect(successor.catalogue.find('test', 'rows')!.id).toBeGreaterThan(id + 1);
    const keys = () =>
      [kv.docs, kv.index].flatMap((table) => table.range(Buffer.alloc(4), Buffer.alloc(4, 255), Infinity));
    expect(keys().length).toBeGreaterThan(0);
    await until(() => keys().length === 0 && listGarbage(kv).length === 0);
    await settled(store, successor);
  });
});

describe('sorting in memory', () => {
  const random = randomFrom(1);
  const inputs: [order: string, key: (n: number) => number[]][] = [
    ['at random', () => [random() * 256, random() * 40]],
    ['the last first', (n) => [255 - (n >> 8), 255 - (n & 255)]],
    ['the first first', (n) => [n >> 8, n & 255]],
    ['all alike', () => [7]],
  ];
  it.each(inputs)('gives the first ones in order, equals as they came: %s', (_order, key) => {
    const rows = Array.from({ length: 20_000 }, (_, record) => ({ key: Buffer.from(key(record)), record }));
    const expected = [...rows]
      .sort((a, b) => a.key.compare(b.key) || a.record - b.record)
      .map(({ record }) => record);
    for (const most of [1, 500, 4096, 6000, Infinity]) {
      const sorter = new Sorter(most);
      for (const row of rows) sorter.add(row);
      expect([...sorter.sorted()].map(({ record }) => record)).toEqual(expected.slice(0, most));
    }
  });
});

describe('expiry', () => {
  it('removes what is older than its index says, by dates alone', async () => {
    await run({ createIndexes: 'rows', indexes: [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 }] });
    const at = (ms: number) => new Date(ms);
    await insert(
      ...Array.from({ length: 450 }, (_, n) => ({ _id: `old${n}`, at: at(n) })),
      { _id: 'young', at: at(100_000) },
      { _id: 'list', at: [at(500_000), at(1)] },
      { _id: 'number', at: 5 },
      { _id: 'none' },
    );
    await sweepExpired(store, 130_000);
    const rows = [...findRows(store, store.catalogue.find('test', 'rows'), { filter: {} })];
    expect(rows.flatMap((row) => (row ? [decode(row.raw)._id] : []))).toEqual(['young', 'number', 'none']);
    expect(await run({ validate: 'rows' })).toMatchObject({ valid: true });
  });
});

describe('bytes that are stored', () => {
  it('are those that came, and survive a field that is called like a BSON class', async () => {
    const hostile = encode({ _id: 1, x: { _bsontypf: 'ObjectId' } });
    hostile.write('_bsontype', hostile.indexOf('_bsontypf'), 'latin1');
    const sections = { documents: [hostile] };
    await engine.answer({
      id: 1,
      body: { insert: 'rows', $db: 'test' },
      sections,
      silent: false,
      legacy: false,
    });
    const [row] = [
      ...findRows(store, store.catalogue.find('test', 'rows'), { filter: { 'x._bsontype': 'ObjectId' } }),
    ];
    expect(row?.raw.equals(hostile)).toBe(true);
  });
});
