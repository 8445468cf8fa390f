import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planFor } from '../../../server/embedded/query/planner.ts';
import { findRows } from '../../../server/embedded/query/rows.ts';
import { buildIndexes } from '../../../server/embedded/storage/buildIndexes.ts';
import type { Collection, IndexSpec } from '../../../server/embedded/storage/catalogue.ts';
import { openKeyValue } from '../../../server/embedded/storage/kv.ts';
import { Store } from '../../../server/embedded/storage/store.ts';
import { decode, encode, type Doc } from '../../../server/embedded/values/bson.ts';
import type { SortSpec } from '../../../server/embedded/values/compare.ts';
import { dataFolder } from './store.ts';

const folder = dataFolder();
let store: Store;
let rows: Collection;

const index = (key: IndexSpec['key'], more: Partial<IndexSpec> = {}): IndexSpec => ({
  v: 2,
  key,
  name: Object.entries(key).flat().join('_'),
  ...more,
});

beforeAll(async () => {
  store = new Store(openKeyValue(folder, true), (error) => {
    throw error;
  });
  await buildIndexes(store, 'test', 'rows', [
    index({ room: 1, at: -1 }),
    index({ email: 1 }, { unique: true }),
    index({ tags: 1, at: 1 }),
    index({ nick: 1 }, { sparse: true }),
    index({ state: 1, at: 1 }, { partialFilterExpression: { live: true } }),
  ]);
  rows = store.catalogue.find('test', 'rows')!;
  await store.write(() => {
    for (let n = 0; n < 200; n++) {
      const tags = [`t${n % 3}`, 'all'];
      const doc = { _id: n, room: n % 5, at: n, email: `e${n}`, tags, live: n % 2 === 0, state: 'open' };
      store.documents.insert(rows, doc, encode(doc));
    }
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

interface Expected {
  index: string | undefined;
  sorted?: boolean;
  exact?: boolean;
  reverse?: boolean;
}

const cases: [filter: Doc, sort: SortSpec, expected: Expected][] = [
  [{ _id: 5 }, [], { index: '_id_', exact: true }],
  [{ email: 'e5', room: 1 }, [], { index: 'email_1' }],
  [{ room: 1 }, [['at', -1]], { index: 'room_1_at_-1', sorted: true, exact: true, reverse: false }],
  [{ room: 1 }, [['at', 1]], { index: 'room_1_at_-1', sorted: true, exact: true, reverse: true }],
  [{ room: 1, at: { $gte: 5, $lt: 9 } }, [['at', 1]], { index: 'room_1_at_-1', sorted: true, exact: true }],
  [{ room: { $in: [1, 2] } }, [['room', 1]], { index: 'room_1_at_-1', sorted: true, exact: true }],
  [{ room: { $in: [1, 2] } }, [['at', 1]], { index: 'room_1_at_-1', sorted: false, exact: true }],
  [{ room: { $in: [1, 2] }, at: { $gt: 5 } }, [], { index: 'room_1_at_-1', exact: true }],
  [
    {},
    [
      ['room', 1],
      ['at', -1],
    ],
    { index: 'room_1_at_-1', sorted: true },
  ],
  [
    {},
    [
      ['room', 1],
      ['at', 1],
    ],
    { index: undefined, sorted: false },
  ],
  [{}, [['_id', -1]], { index: '_id_', sorted: true, reverse: true }],
  [{ at: 5 }, [], { index: undefined, exact: false }],
  [{ room: { $ne: 1 } }, [], { index: undefined }],
  [{ tags: 'all', at: { $gt: 5, $lt: 9 } }, [['at', 1]], { index: 'tags_1_at_1', sorted: true, exact: true }],
  [{ tags: { $gt: 'a', $lt: 'b' } }, [], { index: 'tags_1_at_1', exact: false }],
  [{ tags: 'all' }, [['tags', 1]], { index: 'tags_1_at_1', sorted: false }],
  [{ email: /^e1/ }, [['email', 1]], { index: 'email_1', sorted: true, exact: false }],
  [{ email: /^e1/i }, [], { index: undefined }],
  [{ tags: { $all: ['all'] } }, [], { index: 'tags_1_at_1', exact: true }],
  [{ tags: { $all: ['t1', 'all'] } }, [], { index: 'tags_1_at_1', exact: false }],
  [{ nick: 'x' }, [], { index: 'nick_1', exact: true }],
  [{ nick: null }, [], { index: undefined }],
  [{}, [['nick', 1]], { index: undefined, sorted: false }],
  [{ state: 'open', live: true }, [['at', 1]], { index: 'state_1_at_1', sorted: true }],
  [{ state: 'open' }, [], { index: undefined }],
  [{ $and: [{ room: 1 }, { at: 7 }] }, [], { index: 'room_1_at_-1', exact: true }],
  [{ room: 1, at: { $exists: true } }, [], { index: 'room_1_at_-1', exact: false }],
];

describe('the planner', () => {
  it.each(
    cases.map(
      ([filter, sort, expected]) =>
        [JSON.stringify(filter), JSON.stringify(sort), filter, sort, expected] as const,
    ),
  )('%s by %s', (_f, _s, filter, sort, expected) => {
    const plan = planFor(rows, decode(encode(filter)), sort); // as it comes over the wire
    expect({ ...plan, index: plan.index?.spec.name }).toMatchObject(expected);
  });

  it('answers an $or with an index for each clause', () => {
    const plan = planFor(rows, { $or: [{ email: 'e1' }, { room: 2 }] }, []);
    expect(plan.union?.map(({ index: used }) => used?.spec.name)).toEqual(['email_1', 'room_1_at_-1']);
    expect(planFor(rows, { $or: [{ email: 'e1' }, { at: 2 }] }, []).union).toBeUndefined();
  });

  it('reads no more rows than the range has', () => {
    const plan = planFor(rows, { room: 1, at: { $gte: 50, $lt: 60 } }, []);
    const keys = plan.ranges.flatMap(([from, to]) => store.kv.index.range(from, to, 1000));
    expect(keys).toHaveLength(2);
  });

  it('tests rows again that changed while a reader stood still', async () => {
    const reader = findRows(store, rows, { filter: { room: 3 } })[Symbol.iterator]();
    const first = reader.next().value!;
    expect(decode(first.raw).room).toBe(3);
    await store.write(() => {
      for (const row of [...findRows(store, rows, { filter: { room: 3 } })].filter(
        (one) => one !== undefined,
      )) {
        const doc = { ...decode(row.raw), room: 4 };
        store.documents.replace(rows, row, decode(row.raw), doc, encode(doc));
      }
    });
    expect([...{ [Symbol.iterator]: () => reader }].filter((row) => row !== undefined)).toEqual([]);
  });
});
