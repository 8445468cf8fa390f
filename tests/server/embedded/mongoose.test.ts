import mongoose, { Schema, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened } from './store.ts';

let opened: Opened;
let connection: Connection;
beforeAll(async () => {
  opened = await openStore();
  connection = await mongoose.createConnection(opened.uri, { dbName: opened.db.databaseName }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await opened.close();
});

const plain = { versionKey: false, minimize: false } as const;

describe('Mongoose', () => {
  it('builds the indexes of a schema and keeps its unique keys', async () => {
    const schema = new Schema(
      {
        _id: String,
        commandId: { type: String, unique: true },
        book: String,
        seq: Number,
        events: [Schema.Types.Mixed],
      },
      { ...plain, writeConcern: { w: 'majority', j: true } },
    );
    schema.index({ book: 1, seq: -1 });
    const Entry = connection.model('Entry', schema, 'journal');
    await Entry.init();
    const entry = (seq: number) => ({
      _id: `real/${seq}`,
      commandId: `c${seq}`,
      book: 'real',
      seq,
      events: [{ type: 'x', empty: {} }],
    });
    await Entry.insertMany([entry(1), entry(2), entry(3)], { ordered: true });
    await expect(Entry.create({ ...entry(4), _id: 'real/2' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
    });
    await expect(Entry.create({ ...entry(4), commandId: 'c1' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { commandId: 1 },
    });
    const partly = Entry.insertMany([entry(4), entry(2), entry(5)], { ordered: true });
    await expect(partly).rejects.toMatchObject({ code: 11000 });
    const all = await Entry.find({ _id: { $gt: 'real/', $lt: 'real0' } })
      .sort({ _id: 1 })
      .lean();
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(all[0]!.events).toEqual([{ type: 'x', empty: {} }]);
    expect(await Entry.findOne({ book: 'real' }).sort({ seq: -1 }).lean()).toMatchObject({ seq: 4 });
    await Entry.syncIndexes();
    expect((await Entry.collection.indexes()).map(({ name }) => name).sort()).toEqual([
      '_id_',
      'book_1_seq_-1',
      'commandId_1',
    ]);
  });

  it('saves, changes and deletes documents', async () => {
    const schema = new Schema(
      { name: String, tags: [String], at: Date, deep: { a: Number }, many: [{ kind: String }] },
      { timestamps: true, optimisticConcurrency: true },
    );
    const Thing = connection.model('Thing', schema);
    const thing = await Thing.create({
      name: 'pump',
      tags: ['water'],
      at: new Date(0),
      many: [{ kind: 'x' }],
    });
    thing.tags.push('fire');
    thing.set('deep.a', 5);
    thing.many[0]!.kind = 'y';
    await thing.save();
    const stale = (await Thing.findById(thing._id))!;
    thing.name = 'big pump';
    await thing.save();
    stale.name = 'old pump';
    await expect(stale.save()).rejects.toThrow(/matching document/);
    expect(await Thing.findOne({ 'many.kind': 'y', tags: { $all: ['water', 'fire'] } }).lean()).toMatchObject(
      {
        name: 'big pump',
        deep: { a: 5 },
      },
    );
    expect(await Thing.exists({ name: 'big pump' })).toMatchObject({ _id: thing._id });
    await thing.deleteOne();
    expect(await Thing.countDocuments()).toBe(0);
  });

  it('upserts in bulk, the older never over the newer', async () => {
    const Row = connection.model('Row', new Schema({ _id: String, seq: Number, text: String }, plain));
    const put = (_id: string, seq: number, text: string) => ({
      updateOne: {
        filter: { _id, $or: [{ seq: { $lt: seq } }, { seq: { $exists: false } }] },
        update: { $set: { seq, text } },
        upsert: true,
      },
    });
    await Row.bulkWrite([put('a', 2, 'new'), put('b', 1, 'only')], { ordered: false });
    await expect(
      Row.bulkWrite([put('a', 1, 'old'), put('b', 3, 'newer')], { ordered: false }),
    ).rejects.toMatchObject({ code: 11000 });
    expect(await Row.find().sort({ _id: 1 }).lean()).toEqual([
      { _id: 'a', seq: 2, text: 'new' },
      { _id: 'b', seq: 3, text: 'newer' },
    ]);
  });

  it('reads with a cursor, and keeps Maps, Buffers and Decimals', async () => {
    const schema = new Schema(
      { n: Number, map: { type: Map, of: Number }, bytes: Buffer, price: Schema.Types.Decimal128 },
      plain,
    );
    const Kept = connection.model('Kept', schema);
    await Kept.insertMany(
      Array.from({ length: 300 }, (_, n) => ({
        n,
        map: new Map([['a', n]]),
        bytes: Buffer.from([n & 255]),
        price: '1.10',
      })),
    );
    let next = 0;
    for await (const kept of Kept.find().sort({ n: 1 }).batchSize(50).cursor()) {
      expect(kept.map?.get('a')).toBe(next);
      expect(kept.bytes?.[0]).toBe(next++ & 255);
      expect(String(kept.price)).toBe('1.10');
    }
    expect(next).toBe(300);
  });
});
