import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

let opened: Opened;
let names = 0;
const fresh = () => opened.db.collection<Row>(`c${++names}`);
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

describe('collections', () => {
  it('come and go', async () => {
    await opened.db.createCollection('made');
    await expect(opened.db.createCollection('made')).rejects.toMatchObject({ code: 48 });
    const listed = async () =>
      (await opened.db.listCollections({ name: 'made' }).toArray()).map(({ name }) => name);
    expect(await listed()).toEqual(['made']);
    await opened.db.collection<Row>('made').insertOne({ _id: 1, text: 'x' });
    expect(await opened.db.command({ collStats: 'made' })).toMatchObject({ count: 1, nindexes: 1 });
    expect((await opened.db.command({ dbStats: 1 })).objects).toBeGreaterThan(0);
    await opened.db.dropCollection('made');
    expect(await listed()).toEqual([]);
    expect(await opened.db.collection('made').find().toArray()).toEqual([]);
    await expect(opened.db.collection('made').listIndexes().toArray()).rejects.toMatchObject({ code: 26 });
  });

  it('are dropped with their database', async () => {
    const db = opened.client.db(`${opened.db.databaseName}-other`);
    await db.collection<Row>('a').insertOne({ _id: 1 });
    expect((await opened.client.db().admin().listDatabases({ nameOnly: true })).databases).toContainEqual({
      name: db.databaseName,
    });
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('refuse names that are none', async () => {
    await expect(opened.db.command({ insert: '', documents: [{}] })).rejects.toMatchObject({ code: 73 });
    await expect(opened.db.command({ insert: 'a$b', documents: [{}] })).rejects.toMatchObject({ code: 73 });
    await expect(opened.db.command({ insert: 5, documents: [{}] })).rejects.toMatchObject({ code: 73 });
  });
});

describe('documents', () => {
  it('get an _id in the first place', async () => {
    const collection = fresh();
    await opened.db.command({ insert: collection.collectionName, documents: [{ a: 1 }, { b: 2, _id: 'x' }] });
    const found = await collection.find().toArray();
    expect(found.map((doc) => Object.keys(doc)[0])).toEqual(['_id', '_id']);
  });

  it('refuse an _id that is a list, and more than 16 MB', async () => {
    const collection = fresh();
    await expect(collection.insertOne({ _id: [1] as unknown as string })).rejects.toMatchObject({ code: 2 });
    await expect(collection.insertOne({ _id: { $x: 1 } as unknown as string })).rejects.toMatchObject({
      code: 52,
    });
    await collection.insertOne({ _id: 1, text: 'x'.repeat(15_000_000) });
    await expect(
      collection.updateOne({ _id: 1 }, { $set: { more: 'x'.repeat(2_000_000) } }),
    ).rejects.toMatchObject({ code: 10334 });
  });

  it('keep empty objects, nested nulls and all types as they came', async () => {
    const collection = fresh();
    const doc = {
      _id: 1,
      empty: {},
      list: [{}, [], null],
      at: new Date(5),
      re: /x/i,
      yes: true,
      text: '值守 🔥',
      deep: { a: { b: null } },
    };
    await collection.insertOne(doc);
    expect(await collection.findOne({ _id: 1 })).toEqual(doc);
  });

  it('are written by several operations at once', async () => {
    const collection = fresh();
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { n: 9 } }, upsert: true } },
      { replaceOne: { filter: { _id: 2 }, replacement: { m: 1 } } },
      { deleteOne: { filter: { _id: 1 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await collection.find().toArray()).toEqual([{ _id: 2, m: 1 }]);
  });
});
