import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../server/embedded/engine.ts';
import { StorageError } from '../../../server/embedded/errors.ts';
import { findRows } from '../../../server/embedded/query/rows.ts';
import { openKeyValue, type KeyValue } from '../../../server/embedded/storage/kv.ts';
import { Store } from '../../../server/embedded/storage/store.ts';
import { sweepExpired } from '../../../server/embedded/ttl.ts';
import { decode, encode, type Doc } from '../../../server/embedded/values/bson.ts';
import { dataFolder } from './store.ts';

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

const run = async (body: Doc): Promise<Doc> =>
  (await engine.answer({
    id: 1,
    body: { ...body, $db: 'test' },
    sections: {},
    silent: false,
    legacy: false,
  })) as Doc;
const insert = (...documents: Doc[]) => run({ insert: 'rows', documents });
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
