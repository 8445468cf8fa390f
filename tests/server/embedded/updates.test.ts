import { Long, ObjectId, type Document, type UpdateFilter } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

const id = new ObjectId('650000000000000000000001');
const other = new ObjectId('650000000000000000000002');

/** A document, an update, and what comes out: the document, or the code of the refusal. */
const probes: [before: Document, update: Document, after: Document | number][] = [
  // $set, $unset
  [{ a: 1 }, { $set: { 'b.c.d': 1 } }, { a: 1, b: { c: { d: 1 } } }],
  [{}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
  [{ b: 0 }, { $set: { c: 1, a: 2 } }, { b: 0, a: 2, c: 1 }],
  [{ a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  [{ a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  [{}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
  [{ a: 5 }, { $set: { 'a.b': 1 } }, 28],
  [{ a: null }, { $set: { 'a.b': 1 } }, 28],
  [{ a: [{ b: 1 }] }, { $set: { 'a.b': 2 } }, 28],
  [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  [{ a: 1 }, { $set: {} }, { a: 1 }],
  [{ a: 1 }, { $set: { a: null } }, { a: null }],
  [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  [{ a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }, { a: { c: 2 } }],
  [{ a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, { a: [1, null, 3] }],
  [{ a: 1 }, { $unset: { 'x.y': 1 } }, { a: 1 }],
  [{ a: 5 }, { $unset: { 'a.b': 1 } }, { a: 5 }],
  [{ a: 1 }, { $set: { b: { x: [1, { y: 2 }] } } }, { a: 1, b: { x: [1, { y: 2 }] } }],
  [{ a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  // numbers
  [{ a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  [{}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
  [{ a: 1.5 }, { $inc: { a: -0.5 } }, { a: 1 }],
  [{ a: 'x' }, { $inc: { a: 1 } }, 14],
  [{ a: null }, { $inc: { a: 1 } }, 14],
  [{ a: 1 }, { $inc: { a: 'x' } }, 14],
  [{ a: 5 }, { $min: { a: 3 }, $max: { b: 3 } }, { a: 3, b: 3 }],
  [{ a: 5 }, { $min: { a: 9 } }, { a: 5 }],
  [{ a: 5 }, { $max: { a: 9 } }, { a: 9 }],
  [{ a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }],
  [{ a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
  // arrays
  [{}, { $push: { a: 1 } }, { a: [1] }],
  [{ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  [{ a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  [{}, { $push: { a: { $each: [3, 1, 2], $slice: 2 } } }, { a: [3, 1] }],
  [{ a: [5] }, { $push: { a: { $each: [3, 1], $slice: -2 } } }, { a: [3, 1] }],
  [{ a: [5] }, { $push: { a: { $each: [3, 1], $slice: 0 } } }, { a: [] }],
  [{ a: 5 }, { $push: { a: 1 } }, 2],
  [{ a: [{ x: [{ y: 1 }] }] }, { $push: { 'a.0.x': { y: 2 } } }, { a: [{ x: [{ y: 1 }, { y: 2 }] }] }],
  [{ a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [{}, { $addToSet: { a: { $each: [1, 1] } } }, { a: [1] }],
  [
    { a: [{ x: 1, y: 1 }] },
    { $addToSet: { a: { y: 1, x: 1 } } },
    {
      a: [
        { x: 1, y: 1 },
        { y: 1, x: 1 },
      ],
    },
  ],
  [{ a: [id] }, { $addToSet: { a: new ObjectId(id.toHexString()) } }, { a: [id] }],
  [{ a: 'x' }, { $addToSet: { a: 1 } }, 2],
  [{ a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
  [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  [{ a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [{ a: [{ x: 1 }, { x: 5 }] }, { $pull: { a: { x: { $gt: 3 } } } }, { a: [{ x: 1 }] }],
  [{ a: [id, other] }, { $pull: { a: new ObjectId(id.toHexString()) } }, { a: [other] }],
  [{ a: ['ab', 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
  [{ a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
  [{ a: [[1], 2] }, { $pull: { a: [1] } }, { a: [2] }],
  [{ b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
  [{ a: 5 }, { $pull: { a: 1 } }, 2],
  // what is not allowed
  [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  [{ a: 1 }, { $set: { a: 1, 'a.b': 1 } }, 40],
  [{ a: 1 }, { $set: { 'a.b': 1 }, $unset: { a: 1 } }, 40],
  [{ a: 1 }, { $set: { _id: 'another' } }, 66],
  [{ a: 1 }, { $unset: { _id: 1 } }, 66],
  [{ a: 1 }, { $set: { 'a..b': 1 } }, 56],
  [{ a: 1 }, { $set: { $x: 1 } }, 52],
  [{ a: 1 }, { $set: 5 }, 9],
  [{ a: 1 }, { $nonsense: { a: 1 } }, 9],
  [{ a: 1 }, { $push: { a: { $each: 5 } } }, 2],
  [{ a: 1 }, { $currentDate: { a: 5 } }, 2],
];

describe('updates', () => {
  let opened: Opened;
  const probesOf = () => opened.db.collection<Row>('probes');
  beforeAll(async () => {
    opened = await openStore();
  });
  afterAll(() => opened.close());

  it.each(
    probes.map(
      ([before, update, after], n) => [n, JSON.stringify(before), JSON.stringify(update), after] as const,
    ),
  )('%i: %s after %s', async (n, _before, _update, after) => {
    const [before, update] = probes[n]!;
    await probesOf().insertOne({ ...before, _id: n });
    const result = probesOf().updateOne({ _id: n }, update as UpdateFilter<Row>);
    if (typeof after === 'number') {
      await expect(result).rejects.toMatchObject({ code: after });
      expect(await probesOf().findOne({ _id: n })).toEqual({ _id: n, ...before });
    } else {
      expect((await result).matchedCount).toBe(1);
      const found = await probesOf().findOne({ _id: n });
      expect(JSON.stringify(found)).toBe(JSON.stringify({ _id: n, ...after })); // the order of fields counts
      expect(found).toEqual({ _id: n, ...after });
    }
  });

  /** What an upsert makes of a filter and an update where nothing matches. */
  const upserts: [filter: Document, update: Document, made: Document | number][] = [
    [{ _id: 'u1', a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
    [{ _id: 'u2', a: { $eq: 1 } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
    [{ _id: 'u3', a: { $gt: 1 } }, { $set: { b: 2 } }, { b: 2 }],
    [{ _id: 'u4', $and: [{ a: 1 }, { 'x.y': 2 }] }, { $set: { b: 2 } }, { a: 1, x: { y: 2 }, b: 2 }],
    [{ _id: 'u5', $or: [{ a: 1 }, { a: 2 }] }, { $set: { b: 2 } }, { b: 2 }],
    [{ _id: 'u6', a: { $in: [1] } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
    [{ _id: 'u7', a: { $in: [1, 2] } }, { $set: { b: 2 } }, { b: 2 }],
    [
      { _id: 'u8', a: 1 },
      { $set: { a: 2 }, $setOnInsert: { c: 3 } },
      { a: 2, c: 3 },
    ],
    [{ _id: 'u9', n: 5 }, { $inc: { n: 1 } }, { n: 6 }],
    [{ _id: 'u10', a: /x/ }, { $set: { b: 1 } }, { b: 1 }],
    [{ _id: 'u11', a: { x: 1 } }, { $push: { 'a.list': 7 } }, { a: { x: 1, list: [7] } }],
    [{ _id: 'u12' }, { $set: { _id: 'different' } }, 66],
    [
      { _id: 'u13', a: 1 },
      { $setOnInsert: { at: new Date(0) }, $addToSet: { t: 1 } },
      { a: 1, at: new Date(0), t: [1] },
    ],
  ];
  it.each(
    upserts.map(
      ([filter, update, made]) =>
        [JSON.stringify(filter), JSON.stringify(update), filter, update, made] as const,
    ),
  )('upsert %s with %s', async (_f, _u, filter, update, made) => {
    const result = probesOf().updateOne(filter, update as UpdateFilter<Row>, { upsert: true });
    if (typeof made === 'number') return expect(result).rejects.toMatchObject({ code: made });
    expect(await result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: filter._id });
    expect(await probesOf().findOne({ _id: filter._id })).toEqual({ _id: filter._id, ...made });
  });

  it('replaces a document, keeping its _id', async () => {
    await probesOf().insertOne({ _id: 'r1', a: 1 });
    await probesOf().replaceOne({ _id: 'r1' }, { b: 2 });
    expect(await probesOf().findOne({ _id: 'r1' })).toEqual({ _id: 'r1', b: 2 });
    await probesOf().replaceOne({ _id: 'r2', a: 5 }, { b: 3 }, { upsert: true });
    expect(await probesOf().findOne({ _id: 'r2' })).toEqual({ _id: 'r2', b: 3 });
    await expect(probesOf().replaceOne({ _id: 'r1' }, { _id: 'r9', b: 2 } as Document)).rejects.toMatchObject(
      {
        code: 66,
      },
    );
  });

  it('counts what matched and what changed', async () => {
    const all = opened.db.collection<Row>('many');
    await all.insertMany([1, 2, 3, 4].map((n) => ({ _id: n, even: n % 2 === 0, v: 5.0 })));
    expect(await all.updateMany({ even: true }, { $set: { v: 6 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await all.updateMany({}, { $set: { v: 6 } })).toMatchObject({ matchedCount: 4, modifiedCount: 2 });
    expect(await all.updateMany({ _id: 9 }, { $set: { v: 1 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
    expect(await all.deleteOne({ even: true })).toMatchObject({ deletedCount: 1 });
    expect(await all.deleteMany({})).toMatchObject({ deletedCount: 3 });
  });

  it('keeps whole numbers exact beyond 2^53', async () => {
    await probesOf().insertOne({ _id: 'long', n: Long.fromString('9007199254740993') });
    await probesOf().updateOne({ _id: 'long' }, { $inc: { n: 2 } });
    const found = await probesOf().findOne({ _id: 'long' }, { promoteLongs: false });
    expect(String(found?.n)).toBe('9007199254740995');
  });

  it('sets the date of the moment', async () => {
    const before = Date.now();
    await probesOf().insertOne({ _id: 'now' });
    await probesOf().updateOne({ _id: 'now' }, { $currentDate: { at: true } });
    const { at } = (await probesOf().findOne({ _id: 'now' }))!;
    expect((at as Date).getTime()).toBeGreaterThanOrEqual(before - 1000);
  });

  it('finds one and modifies it', async () => {
    const jobs = opened.db.collection<Row>('jobs');
    await jobs.insertMany([1, 2, 3].map((n) => ({ _id: n, state: 'open', rank: 10 - n })));
    expect(
      await jobs.findOneAndUpdate({ state: 'open' }, { $set: { state: 'taken' } }, { sort: { rank: 1 } }),
    ).toEqual({
      _id: 3,
      state: 'open',
      rank: 7,
    });
    expect(
      await jobs.findOneAndUpdate(
        { _id: 3 },
        { $inc: { rank: 1 } },
        { returnDocument: 'after', projection: { rank: 1, _id: 0 } },
      ),
    ).toEqual({ rank: 8 });
    expect(await jobs.findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } })).toBeNull();
    expect(
      await jobs.findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } }, { upsert: true, returnDocument: 'after' }),
    ).toEqual({
      _id: 9,
      a: 1,
    });
    expect(await jobs.findOneAndDelete({ state: 'open' }, { sort: { _id: -1 } })).toMatchObject({ _id: 2 });
    expect(await jobs.findOneAndReplace({ _id: 1 }, { fresh: true }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      fresh: true,
    });
    expect(await jobs.findOneAndDelete({ _id: 77 })).toBeNull();
  });

  it('keeps a field that is called __proto__ and does not believe it', async () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as Document;
    await probesOf().insertOne({ ...hostile, _id: 'proto' });
    await probesOf().updateOne({ _id: 'proto' }, { $set: { 'b.__proto__.x': 1 } });
    const found = (await probesOf().findOne({ _id: 'proto' }))!;
    expect(Object.hasOwn(found, '__proto__')).toBe(true);
    expect(await probesOf().countDocuments({ _id: 'proto', admin: true })).toBe(0);
    expect(({} as Document).x).toBeUndefined();
  });
});
