import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from 'mongodb';
import { openEmbedded, type Opened } from './store.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openEmbedded();
  await opened.db.collection<Document & { _id: number }>('rows').insertOne({ _id: 1, a: [1] });
});
afterAll(() => opened.close());

const update = (u: unknown, more: Document = {}) => ({
  update: 'rows',
  updates: [{ q: { _id: 1 }, u, ...more }],
});
const pipeline = (...stages: unknown[]) => ({ aggregate: 'rows', pipeline: stages, cursor: {} });
const index = (spec: Document) => ({
  createIndexes: 'rows',
  indexes: [{ name: 'x', key: { a: 1 }, ...spec }],
});

/** What the embedded store does not have, with the code MongoDB would give. */
const refusals: [command: Document, code: number][] = [
  [{ shutdown: 1 }, 59],
  [{ collMod: 'rows' }, 59],
  [{ renameCollection: 'probe.rows', to: 'probe.other' }, 59],
  [{ explain: { find: 'rows' } }, 59],
  [{ mapReduce: 'rows' }, 59],
  [{ constructor: 1 }, 59],
  [{ find: 'rows', autocommit: false, startTransaction: true, txnNumber: 1 }, 20],
  [{ commitTransaction: 1 }, 20],
  [pipeline({ $changeStream: {} }), 40573],
  [{ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
  [pipeline({ $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c' } }), 40324],
  [pipeline({ $addFields: { b: 1 } }), 40324],
  [pipeline({ $facet: {} }), 40324],
  [pipeline({ $out: 'x' }), 115],
  [pipeline({ $merge: 'x' }), 115],
  [pipeline({ $project: { b: { $add: [1, 2] } } }), 31325],
  [pipeline({ $project: { b: '$a' } }), 31325],
  [pipeline({ $group: { _id: { $year: '$at' } } }), 168],
  [pipeline({ $group: { _id: null, x: { $avg: '$n' } } }), 15952],
  [{ find: 'rows', filter: { $where: 'true' } }, 2],
  [{ find: 'rows', filter: { $expr: { $eq: [1, 1] } } }, 2],
  [{ find: 'rows', filter: { $jsonSchema: {} } }, 2],
  [{ find: 'rows', filter: { $text: { $search: 'x' } } }, 27],
  [{ find: 'rows', filter: { a: { $near: [0, 0] } } }, 291],
  [{ find: 'rows', filter: { a: { $geoWithin: {} } } }, 291],
  [{ find: 'rows', filter: { a: { $mod: [2, 0] } } }, 2],
  [{ find: 'rows', filter: { a: { $bitsAllSet: 1 } } }, 2],
  [{ find: 'rows', filter: { a: { $regex: '(?i)x' } } }, 51091],
  [{ find: 'rows', filter: { a: { $regex: 'x', $options: 'x' } } }, 51091],
  [{ find: 'rows', projection: { a: { $slice: 1 } } }, 31325],
  [{ find: 'rows', projection: { 'a.$': 1 } }, 31325],
  [{ find: 'rows', collation: { locale: 'zh' } }, 115],
  [{ find: 'rows', let: { x: 1 } }, 115],
  [{ find: 'rows', tailable: true }, 115],
  [{ find: 'rows', readConcern: { level: 'snapshot' } }, 72],
  [update([{ $set: { b: 1 } }]), 9],
  [update({ $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] }), 9],
  [update({ $set: { 'a.$': 1 } }), 2],
  [update({ $set: { 'a.$[]': 1 } }), 2],
  [update({ $mul: { b: 1 } }), 9],
  [update({ $rename: { a: 'b' } }), 9],
  [update({ $bit: { a: { and: 1 } } }), 9],
  [update({ $push: { a: { $each: [1], $sort: 1 } } }), 2],
  [update({ $push: { a: { $each: [1], $position: 0 } } }), 2],
  [update({ $set: { b: 1 } }, { collation: { locale: 'zh' } }), 115],
  [index({ key: { a: 'text' } }), 67],
  [index({ key: { a: '2dsphere' } }), 67],
  [index({ key: { a: 'hashed' } }), 67],
  [index({ key: { '$**': 1 } }), 67],
  [index({ hidden: true }), 67],
  [index({ weights: {} }), 67],
  [index({ collation: { locale: 'zh' } }), 115],
  [index({ partialFilterExpression: { a: { $ne: 1 } } }), 67],
  [index({ partialFilterExpression: { $or: [{ a: 1 }] } }), 67],
  [index({ partialFilterExpression: { a: { $exists: false } } }), 67],
  [{ create: 'v', viewOn: 'rows', pipeline: [] }, 115],
  [{ create: 'v', validator: { a: 1 } }, 115],
  [{ create: 'v', capped: true, size: 1000 }, 115],
  [{ create: 'v', timeseries: { timeField: 't' } }, 115],
  [{ create: 'v', clusteredIndex: { key: { _id: 1 }, unique: true } }, 115],
];

describe('what the store does not have', () => {
  it.each(refusals.map(([command, code]) => [JSON.stringify(command), code, command] as const))(
    '%s is refused with %i, and a way out',
    async (_text, code, command) => {
      const reply = await opened.db.command(command).catch((error: Document) => error);
      const refusal = (reply.writeErrors as Document[] | undefined)?.[0] ?? reply;
      expect(refusal.code).toBe(code);
      expect(refusal.errmsg ?? refusal.message).toContain('set MONGODB_URI');
    },
  );

  it('is a transaction, though the driver hides the reason behind its own words', async () => {
    const session = opened.client.startSession();
    const write = session.withTransaction(() =>
      opened.db.collection('rows').insertOne({ a: 1 }, { session }),
    );
    await expect(write).rejects.toMatchObject({
      originalError: { code: 20, errmsg: expect.stringContaining('set MONGODB_URI') as string },
    });
    await session.endSession();
  });

  it('is a change stream', async () => {
    const stream = opened.db.collection('rows').watch();
    await expect(stream.next()).rejects.toMatchObject({ code: 40573 });
    await stream.close();
  });
});

describe('what is taken for granted', () => {
  const accepted: Document[] = [
    {
      find: 'rows',
      readConcern: { level: 'majority' },
      maxTimeMS: 1000,
      comment: 'why',
      let: {},
      collation: { locale: 'simple' },
    },
    {
      insert: 'other',
      documents: [{ a: 1 }],
      writeConcern: { w: 'majority', j: true, wtimeout: 100 },
      comment: { any: 1 },
    },
    {
      find: 'rows',
      $readPreference: { mode: 'secondaryPreferred' },
      allowDiskUse: true,
      noCursorTimeout: true,
    },
    { ping: 1 },
    { hello: 1 },
    { buildInfo: 1 },
    { connectionStatus: 1 },
    { endSessions: [] },
  ];
  it.each(accepted.map((command) => [JSON.stringify(command), command] as const))(
    '%s',
    async (_text, command) => {
      expect(await opened.db.command(command)).toMatchObject({ ok: 1 });
    },
  );

  it('is a limit on time, kept', async () => {
    const many = opened.db.collection<Document & { _id: number }>('many');
    await many.insertMany(Array.from({ length: 60_000 }, (_, n) => ({ _id: n, text: `text ${n}` })));
    await expect(many.find({ text: /zz$/ }, { maxTimeMS: 1 }).toArray()).rejects.toMatchObject({ code: 50 });
  });
});
