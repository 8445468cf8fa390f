import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';
import { say } from './builders.ts';

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
    [{ $sort: { _id: 1 } }, { $group: { _id: null, first: { $first: '$kind' }, last: { $last: '$kind' } } }],
    [{ _id: null, first: 'fire', last: null }],
  ],
  [
    [{ $sort: { _id: 1 } }, { $group: { _id: null, all: { $push: '$kind' }, each: { $addToSet: '$kind' } } }],
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
const bad: [pipeline: Document[], code: number][] = [
  [[{ $match: 5 }], 15959],
  [[{ $limit: 0 }], 15958],
  [[{ $skip: -1 }], 5107200],
  [[{ $limit: -1 }], 5107201],
  [[{ $limit: 2 }, { $skip: -1 }], 5107200],
  [[{ $project: { a: 1 } }, { $limit: 0 }], 15958],
  [[{ $match: {}, $limit: 1 }], 40323],
  [[{ $count: '' }], 40157],
  [[{ $count: 5 }], 40156],
  [[{ $count: '$a' }], 40158],
  [[{ $count: 'a.b' }], 40160],
  [[{ $group: { n: { $sum: 1 } } }], 15955],
  [[{ $group: { _id: 1, n: 5 } }], 40234],
  [[{ $group: { _id: 1, n: { $sum: 1, $min: 1 } } }], 40238],
  [[{ $unwind: 'tags' }], 28818],
];

/** The aggregation that the product uses, with and without an index. */
export const aggregation: Case[] = [
  ...probes.flatMap(([pipeline, results]) =>
    [[], [{ key: { kind: 1, n: 1 } }]].map((indexes): Case => ({
      name: `aggregate ${say(pipeline)}, ${indexes.length > 0 ? 'by an index' : 'without an index'}`,
      documents: docs,
      indexes,
      command: { aggregate: HERE, pipeline, cursor: {} },
      gives: { docs: results },
    })),
  ),
  ...bad.map(([pipeline, code]): Case => ({
    name: `aggregate refuses ${say(pipeline)}`,
    command: { aggregate: HERE, pipeline, cursor: {} },
    gives: { code },
  })),
];
