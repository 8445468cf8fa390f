import { Long, MongoBulkWriteError, type Document, type IndexDescription } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

/*
 * What MongoDB's own driver makes of the store's answers. What the commands themselves do is in tests/store, as data
 * that runs on any server.
 */
let opened: Opened;
let names = 0;
const fresh = () => opened.db.collection<Row>(`c${++names}`);
const filled = async (docs: Document[]) => {
  const collection = fresh();
  await collection.insertMany(docs.map((doc, n) => ({ _id: n, ...doc })));
  return collection;
};
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

describe('the driver', () => {
  it('says in MongoDB’s words which key is taken', async () => {
    const collection = fresh();
    await collection.insertOne({ _id: 'book/000000000001' });
    await expect(collection.insertOne({ _id: 'book/000000000001' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'book/000000000001' },
      message: expect.stringContaining(`index: _id_ dup key: { _id: "book/000000000001" }`) as string,
    });
  });

  it('tells where an ordered insertMany stopped, and which of an unordered one failed', async () => {
    const collection = fresh();
    await collection.insertOne({ _id: 1 });
    const insert = (ids: number[], ordered: boolean) =>
      collection
        .insertMany(
          ids.map((_id) => ({ _id })),
          { ordered },
        )
        .catch((problem: unknown) => problem as MongoBulkWriteError);
    const stopped = (await insert([2, 1, 3], true)) as MongoBulkWriteError;
    expect(stopped).toBeInstanceOf(MongoBulkWriteError);
    expect(stopped.code).toBe(11000);
    expect(stopped.insertedCount).toBe(1);
    const failed = (await insert([1, 4, 2, 5], false)) as MongoBulkWriteError;
    expect([failed.writeErrors].flat().map(({ index }) => index)).toEqual([0, 2]);
    expect(await collection.distinct('_id')).toEqual([1, 2, 4, 5]);
  });

  it('reads large results batch by batch, and by size', async () => {
    const many = await filled(Array.from({ length: 1234 }, (_, n) => ({ n })));
    const seen: unknown[] = [];
    for await (const doc of many.find().batchSize(100)) seen.push(doc.n);
    expect(seen).toEqual(Array.from({ length: 1234 }, (_, n) => n));
    const large = await filled(Array.from({ length: 40 }, () => ({ text: 'x'.repeat(1_000_000) })));
    expect(await large.find().toArray()).toHaveLength(40);
    expect(await many.find().limit(-5).toArray()).toHaveLength(5);
  });

  it('counts by an aggregation of its own', async () => {
    const collection = await filled(Array.from({ length: 50 }, (_, n) => ({ kind: n % 3 })));
    expect(await collection.estimatedDocumentCount()).toBe(50);
    expect(await collection.countDocuments()).toBe(50);
    expect(await collection.countDocuments({ kind: 1 }, { skip: 5, limit: 3 })).toBe(3);
    expect(await opened.db.collection('nowhere').countDocuments()).toBe(0);
  });

  it('finds one and modifies it', async () => {
    const jobs = await filled([1, 2, 3].map((n) => ({ state: 'open', rank: 10 - n })));
    const taken = await jobs.findOneAndUpdate(
      { state: 'open' },
      { $set: { state: 'taken' } },
      { sort: { rank: 1 } },
    );
    expect(taken).toEqual({ _id: 2, state: 'open', rank: 7 });
    expect(await jobs.findOneAndDelete({ state: 'open' }, { sort: { _id: -1 } })).toMatchObject({ _id: 1 });
    expect(await jobs.findOneAndReplace({ _id: 0 }, { a: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 0,
      a: 1,
    });
    expect(await jobs.findOneAndDelete({ _id: 77 })).toBeNull();
  });
});

describe('values', () => {
  it('that are whole stay exact beyond 2^53', async () => {
    const collection = await filled([{ n: Long.fromString('9007199254740993') }]);
    await collection.updateOne({ _id: 0 }, { $inc: { n: 2 } });
    const found = await collection.findOne({ _id: 0 }, { promoteLongs: false });
    expect(String(found?.n)).toBe('9007199254740995');
  });

  it('can be the date of the moment', async () => {
    const before = Date.now();
    const collection = await filled([{}]);
    await collection.updateOne({ _id: 0 }, { $currentDate: { at: true } });
    const { at } = (await collection.findOne({ _id: 0 }))!;
    expect((at as Date).getTime()).toBeGreaterThanOrEqual(before - 1000);
  });

  it('may be called __proto__, and are not believed', async () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as Document;
    const collection = fresh();
    await collection.insertOne({ ...hostile, _id: 'proto' });
    await collection.updateOne({ _id: 'proto' }, { $set: { 'b.__proto__.x': 1 } });
    const found = (await collection.findOne({ _id: 'proto' }))!;
    expect(Object.hasOwn(found, '__proto__')).toBe(true);
    expect(await collection.countDocuments({ admin: true })).toBe(0);
    expect(({} as Document).x).toBeUndefined();
  });
});

describe('a unique key of several fields', () => {
  it('holds over updates, and lets go of what was removed', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 3, a: 1, b: 2 },
    ]);
    await expect(collection.updateOne({ _id: 3 }, { $set: { b: 1 } })).rejects.toMatchObject({ code: 11000 });
    await collection.deleteOne({ _id: 1 });
    await collection.updateOne({ _id: 3 }, { $set: { b: 1 } });
    await collection.insertOne({ _id: 4, a: 1, b: 2 });
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });

  it('tells values apart beyond the length of a key', async () => {
    const collection = fresh();
    await collection.createIndex({ text: 1, more: 1 }, { unique: true });
    const more = 'x'.repeat(5000);
    await collection.insertMany([
      { _id: 1, text: `${more}a`, more },
      { _id: 2, text: `${more}b`, more },
    ]);
    await expect(collection.insertOne({ _id: 3, text: `${more}a`, more })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.find({ text: { $gt: `${more}a` } }).toArray()).toMatchObject([{ _id: 2 }]);
    expect((await collection.find().sort({ text: -1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 1]);
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });

  it('is built over what is there, with the others of its command or not at all', async () => {
    const collection = await filled([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: [3, 4], b: 3 },
    ]);
    const both: IndexDescription[] = [
      { key: { b: 1 }, name: 'b' },
      { key: { a: 1 }, name: 'a', unique: true },
    ];
    await expect(collection.createIndexes(both)).rejects.toMatchObject({ code: 11000 });
    expect(await collection.indexes()).toHaveLength(1);
    await collection.deleteOne({ _id: 1 });
    await collection.createIndexes(both);
    expect(await collection.find({ a: 4 }).toArray()).toMatchObject([{ _id: 2 }]);
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });
});
