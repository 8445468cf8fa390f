import { MongoBulkWriteError, type IndexDescription } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

let opened: Opened;
let names = 0;
const fresh = () => opened.db.collection<Row>(`c${++names}`);
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

describe('unique keys', () => {
  it('refuse a second _id, in MongoDB’s words', async () => {
    const collection = fresh();
    await collection.insertOne({ _id: 'book/000000000001' });
    await expect(collection.insertOne({ _id: 'book/000000000001' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'book/000000000001' },
      message: expect.stringContaining(`index: _id_ dup key: { _id: "book/000000000001" }`) as string,
    });
  });

  it('stop an ordered insertMany at the first error and keep what came before', async () => {
    const collection = fresh();
    await collection.createIndex({ email: 1 }, { unique: true });
    await collection.insertOne({ _id: 0, email: 'a' });
    const docs = [
      { _id: 1, email: 'b' },
      { _id: 2, email: 'a' },
      { _id: 3, email: 'c' },
    ];
    const failure = await collection.insertMany(docs).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MongoBulkWriteError);
    const { code, writeErrors, insertedCount } = failure as MongoBulkWriteError;
    expect(code).toBe(11000);
    expect(insertedCount).toBe(1);
    expect([writeErrors].flat()).toMatchObject([{ index: 1, code: 11000 }]);
    expect(await collection.distinct('_id')).toEqual([0, 1]);
    const reply = await opened.db.command({
      insert: collection.collectionName,
      documents: [{ _id: 9, email: 'a' }],
    });
    expect(reply).toMatchObject({
      n: 0,
      ok: 1,
      writeErrors: [{ index: 0, code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'a' } }],
    });
  });

  it('let an unordered insertMany go on', async () => {
    const collection = fresh();
    await collection.insertOne({ _id: 1 });
    const docs = [{ _id: 1 }, { _id: 2 }, { _id: 1 }, { _id: 3 }];
    const failure = (await collection
      .insertMany(docs, { ordered: false })
      .catch((e: unknown) => e)) as MongoBulkWriteError;
    expect([failure.writeErrors].flat().map(({ index }) => index)).toEqual([0, 2]);
    expect(await collection.distinct('_id')).toEqual([1, 2, 3]);
  });

  it('hold within one insert, over updates, and let go of what was removed', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await expect(
      collection.insertMany([
        { _id: 1, a: 1, b: 1 },
        { _id: 2, a: 1, b: 1 },
      ]),
    ).rejects.toMatchObject({ code: 11000 });
    await collection.insertOne({ _id: 3, a: 1, b: 2 });
    await expect(collection.updateOne({ _id: 3 }, { $set: { b: 1 } })).rejects.toMatchObject({ code: 11000 });
    await collection.deleteOne({ _id: 1 });
    await collection.updateOne({ _id: 3 }, { $set: { b: 1 } });
    await collection.insertOne({ _id: 4, a: 1, b: 2 });
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });

  it('count a missing field as null, unless sparse or partial', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ _id: 1 });
    await expect(collection.insertOne({ _id: 2 })).rejects.toMatchObject({
      code: 11000,
      keyValue: { a: null },
    });
    await collection.dropIndex('a_1');
    await collection.createIndex({ a: 1 }, { unique: true, sparse: true });
    await collection.createIndex({ b: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await collection.insertMany([
      { _id: 2 },
      { _id: 3, b: 1 },
      { _id: 4, b: 1 },
      { _id: 5, b: 1, live: true },
    ]);
    await expect(collection.insertOne({ _id: 6, b: 1, live: true })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.updateOne({ _id: 3 }, { $set: { live: true } })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.find({ a: null }).toArray()).toHaveLength(5);
    expect(await collection.find({ b: 1, live: true }).toArray()).toMatchObject([{ _id: 5 }]);
    expect(await collection.find({ b: 1 }).toArray()).toHaveLength(3);
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });

  it('tell values apart beyond the length of a key', async () => {
    const collection = fresh();
    await collection.createIndex({ text: 1, more: 1 }, { unique: true });
    const long = 'x'.repeat(5000);
    await collection.insertMany([
      { _id: 1, text: `${long}a`, more: long },
      { _id: 2, text: `${long}b`, more: long },
    ]);
    await expect(collection.insertOne({ _id: 3, text: `${long}a`, more: long })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.find({ text: `${long}b` }).toArray()).toMatchObject([{ _id: 2 }]);
    expect(await collection.find({ text: { $gt: `${long}a` } }).toArray()).toMatchObject([{ _id: 2 }]);
    expect((await collection.find().sort({ text: -1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 1]);
  });

  it('hold for each element of an array, but not within one document', async () => {
    const collection = fresh();
    await collection.createIndex({ tags: 1 }, { unique: true });
    await collection.insertOne({ _id: 1, tags: ['a', 'b', 'a'] });
    await expect(collection.insertOne({ _id: 2, tags: ['c', 'b'] })).rejects.toMatchObject({ code: 11000 });
    await collection.insertOne({ _id: 2, tags: ['c'] });
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });
});

describe('indexes', () => {
  it('are made, listed and dropped', async () => {
    const collection = fresh();
    expect(await collection.createIndex({ a: 1, b: -1 }, { name: 'ab', unique: true })).toBe('ab');
    expect(await collection.createIndex({ a: 1, b: -1 }, { name: 'ab', unique: true })).toBe('ab');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await collection.createIndex({ c: 1 }, { partialFilterExpression: { c: { $exists: true } } });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'ab', unique: true },
      { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 },
      { v: 2, key: { c: 1 }, name: 'c_1', partialFilterExpression: { c: { $exists: true } } },
    ]);
    await collection.dropIndex('ab');
    await opened.db.command({ dropIndexes: collection.collectionName, index: { c: 1 } });
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_', 'at_1']);
    await collection.dropIndexes();
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  it('clash as MongoDB’s do', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { name: 'one' });
    await expect(collection.createIndex({ a: 1 }, { name: 'two' })).rejects.toMatchObject({ code: 85 });
    await expect(collection.createIndex({ b: 1 }, { name: 'one' })).rejects.toMatchObject({ code: 86 });
    await expect(collection.createIndex({ a: 1 }, { name: 'one', unique: true })).rejects.toMatchObject({
      code: 86,
    });
    await expect(collection.dropIndex('none')).rejects.toMatchObject({ code: 27 });
    await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    await expect(collection.createIndex({ a: 0 as 1 })).rejects.toMatchObject({ code: 67 });
    await expect(collection.createIndex({ a: 1, b: 1 }, { expireAfterSeconds: 5 })).rejects.toMatchObject({
      code: 67,
    });
  });

  it('are built over what is there, all of a command or none', async () => {
    const collection = fresh();
    await collection.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
      { _id: 3, a: [3, 4], b: 3 },
    ]);
    const both: IndexDescription[] = [
      { key: { b: 1 }, name: 'b' },
      { key: { a: 1 }, name: 'a', unique: true },
    ];
    await expect(collection.createIndexes(both)).rejects.toMatchObject({ code: 11000, keyValue: { a: 1 } });
    expect(await collection.indexes()).toHaveLength(1);
    await collection.deleteOne({ _id: 2 });
    await collection.createIndexes(both);
    expect(await collection.find({ a: 4 }).toArray()).toMatchObject([{ _id: 3 }]);
    expect(await opened.db.command({ validate: collection.collectionName })).toMatchObject({ valid: true });
  });

  it('refuse two arrays in one entry', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1, b: 1 });
    await expect(collection.insertOne({ _id: 1, a: [1, 2], b: [1, 2] })).rejects.toMatchObject({ code: 171 });
    await collection.createIndex({ 'list.x': 1, 'list.y': 1 });
    await collection.insertOne({
      _id: 2,
      list: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    });
    expect(await collection.countDocuments({ 'list.x': 1, 'list.y': 4 })).toBe(1);
  });

  it('can be named by a hint', async () => {
    const collection = fresh();
    await collection.insertMany([
      { _id: 1, a: 2 },
      { _id: 2, a: 1 },
    ]);
    await collection.createIndex({ a: 1 });
    expect(await collection.find({}).hint('a_1').toArray()).toMatchObject([{ _id: 2 }, { _id: 1 }]);
    expect(await collection.find({}).hint({ a: 1 }).toArray()).toMatchObject([{ _id: 2 }, { _id: 1 }]);
    expect(await collection.find({ a: 1 }).hint({ $natural: 1 }).toArray()).toMatchObject([{ _id: 2 }]);
    await expect(collection.find({}).hint('none').toArray()).rejects.toMatchObject({ code: 2 });
  });
});
