import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened, type Row } from './store.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(() => opened.close());

const filled = async (name: string, docs: Document[]) => {
  const collection = opened.db.collection<Row>(name);
  await collection.insertMany(docs.map((doc, n) => ({ _id: n, ...doc })));
  return collection;
};

describe('aggregation', () => {
  const docs = [
    { kind: 'fire', n: 5, tags: ['x', 'y'], at: new Date(3) },
    { kind: 'flood', n: 2, tags: [], at: new Date(1) },
    { kind: 'fire', n: 1, tags: ['x'], at: new Date(2) },
    { kind: 'fire', n: 'text' },
    { n: 7, tags: 'x' },
  ];
  const probes: [pipeline: Document[], results: Document[]][] = [
    [[{ $match: { kind: 'flood' } }, { $project: { n: 1, _id: 0 } }], [{ n: 2 }]],
    [
      [{ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
      [{ _id: 3 }, { _id: 2 }],
    ],
    [[{ $limit: 2 }, { $skip: 1 }, { $project: { _id: 1 } }], [{ _id: 1 }]],
    [[{ $match: { kind: 'fire' } }, { $count: 'total' }], [{ total: 3 }]],
    [[{ $count: 'total' }], [{ total: 5 }]],
    [[{ $match: { kind: 'none' } }, { $count: 'total' }], []],
    [
      [{ $group: { _id: '$kind', n: { $sum: 1 }, sum: { $sum: '$n' } } }, { $sort: { _id: 1 } }],
      [
        { _id: null, n: 1, sum: 7 },
        { _id: 'fire', n: 3, sum: 6 },
        { _id: 'flood', n: 1, sum: 2 },
      ],
    ],
    [
      [{ $group: { _id: null, least: { $min: '$at' }, most: { $max: '$at' }, count: { $count: {} } } }],
      [{ _id: null, least: new Date(1), most: new Date(3), count: 5 }],
    ],
    [
      [
        { $sort: { _id: 1 } },
        { $group: { _id: null, first: { $first: '$kind' }, last: { $last: '$kind' } } },
      ],
      [{ _id: null, first: 'fire', last: null }],
    ],
    [
      [
        { $sort: { _id: 1 } },
        { $group: { _id: null, all: { $push: '$kind' }, each: { $addToSet: '$kind' } } },
      ],
      [{ _id: null, all: ['fire', 'flood', 'fire', 'fire'], each: ['fire', 'flood'] }],
    ],
    [
      [{ $group: { _id: { kind: '$kind' }, n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }],
      [{ _id: { kind: 'fire' }, n: 3 }],
    ],
    [
      [
        { $match: { _id: { $lt: 3 } } },
        { $unwind: '$tags' },
        { $group: { _id: '$tags', n: { $sum: 1 } } },
        { $sort: { n: -1 } },
      ],
      [
        { _id: 'x', n: 2 },
        { _id: 'y', n: 1 },
      ],
    ],
    [
      [
        { $match: { _id: { $in: [1, 3] } } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
        { $project: { kind: 1 } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 1, kind: 'flood' },
        { _id: 3, kind: 'fire' },
      ],
    ],
    [
      [{ $match: { kind: 'fire' } }, { $match: { n: 5 } }, { $group: { _id: 1, docs: { $push: '$$ROOT' } } }],
      [{ _id: 1, docs: [{ _id: 0, ...docs[0] }] }],
    ],
  ];
  it.each(probes.map(([pipeline, results], n) => [JSON.stringify(pipeline), pipeline, results, n] as const))(
    '%s',
    async (_text, pipeline, results, n) => {
      const collection = await filled(`aggregate-${n}`, docs);
      expect(await collection.aggregate(pipeline).toArray()).toEqual(results);
      await collection.createIndex({ kind: 1, n: 1 });
      expect(await collection.aggregate(pipeline).toArray()).toEqual(results);
    },
  );

  const bad: [pipeline: Document[], code: number][] = [
    [[{ $match: 5 }], 15959],
    [[{ $limit: 0 }], 15958],
    [[{ $skip: -1 }], 15956],
    [[{ $match: {}, $limit: 1 }], 40323],
    [[{ $count: '' }], 40156],
    [[{ $group: { n: { $sum: 1 } } }], 15955],
    [[{ $group: { _id: 1, n: 5 } }], 40234],
    [[{ $group: { _id: 1, n: { $sum: 1, $min: 1 } } }], 40238],
    [[{ $unwind: 'tags' }], 28818],
  ];
  it.each(bad.map(([pipeline, code]) => [JSON.stringify(pipeline), code, pipeline] as const))(
    '%s is refused with %i',
    async (_text, code, pipeline) => {
      await expect(opened.db.collection('x').aggregate(pipeline).toArray()).rejects.toMatchObject({ code });
    },
  );
});
