import { Long, type Document } from 'mongodb';
import { CURSOR, HERE, type Case } from '../case.ts';

const many = Array.from({ length: 250 }, (_, n) => ({ n }));
const from = (begin: number, end: number) => many.slice(begin, end).map(({ n }) => ({ _id: n, n }));

/** 8 MB of documents. */
const large = (begin: number) => ({
  insert: HERE,
  documents: from(begin, begin + 8).map((doc) => ({ ...doc, text: 'x'.repeat(1_000_000) })),
});

/** Results that come in batches. */
export const cursors: Case[] = [
  {
    name: 'cursor: the first batch has 101 documents',
    documents: many,
    command: { find: HERE },
    gives: { reply: { cursor: { firstBatch: from(0, 101) } } },
  },
  {
    name: 'cursor: an empty first batch when asked for none',
    documents: many,
    command: { find: HERE, batchSize: 0 },
    gives: { reply: { cursor: { firstBatch: [] } } },
  },
  {
    name: 'cursor: getMore goes on where the first batch ended',
    documents: many,
    before: [{ find: HERE, batchSize: 10 }],
    command: { getMore: CURSOR, collection: HERE, batchSize: 5 },
    gives: { reply: { cursor: { nextBatch: from(10, 15) } } },
  },
  {
    name: 'cursor: getMore without a size gives the rest',
    documents: many,
    before: [{ find: HERE, batchSize: 10 }],
    command: { getMore: CURSOR, collection: HERE },
    gives: { docs: from(10, 250) },
  },
  {
    name: 'cursor: a limit ends it',
    documents: many,
    before: [{ find: HERE, batchSize: 10, limit: 12 }],
    command: { getMore: CURSOR, collection: HERE },
    gives: { reply: { cursor: { nextBatch: from(10, 12), id: 0 } } },
  },
  {
    name: 'cursor: all in one batch leaves none open',
    documents: many.slice(0, 20),
    command: { find: HERE, batchSize: 50 },
    gives: { reply: { cursor: { firstBatch: from(0, 20), id: 0 } } },
  },
  {
    name: 'cursor: a killed one is not found',
    documents: many,
    before: [
      { find: HERE, batchSize: 10 },
      { killCursors: HERE, cursors: [Long.fromNumber(0)] },
    ],
    command: { getMore: Long.fromString('4611686018427387904'), collection: HERE },
    gives: { code: 43 },
  },
  {
    name: 'cursor: of an aggregation, batch by batch',
    documents: many,
    before: [{ aggregate: HERE, pipeline: [{ $match: { n: { $gte: 100 } } }], cursor: { batchSize: 4 } }],
    command: { getMore: CURSOR, collection: HERE },
    gives: { docs: from(104, 250) },
  },
  {
    name: 'cursor: of nothing is empty and closed',
    command: { find: HERE },
    gives: { reply: { cursor: { firstBatch: [], id: 0 } } },
  },
  {
    name: 'cursor: documents together larger than a reply are split',
    before: [large(0), large(8), large(16)],
    command: { aggregate: HERE, pipeline: [{ $match: {} }, { $project: { n: 1 } }], cursor: {} },
    gives: { docs: from(0, 24) },
  },
];

const counted = Array.from({ length: 50 }, (_, n) => ({ n, kind: n % 3 }));
const counts: [query: Document, n: number][] = [
  [{}, 50],
  [{ query: {} }, 50],
  [{ query: { kind: 1 } }, 17],
  [{ query: { kind: { $ne: 1 } } }, 33],
  [{ query: { kind: { $in: [0, 1] } } }, 34],
  [{ query: { kind: 2 }, limit: 4 }, 4],
  [{ query: { kind: 2 }, skip: 10 }, 6],
  [{ query: { kind: 1 }, skip: 5, limit: 3 }, 3],
  [{ query: { n: { $gte: 10, $lt: 20 } } }, 10],
  [{ query: { none: { $exists: true } } }, 0],
];

const lists = [{ t: ['b', 'a'] }, { t: 'c' }, {}, { t: null }, { t: 'a' }, { t: [] }];
const nested = [{ x: { y: 1 } }, { x: [{ y: 2 }, { y: 1 }] }, { x: 5 }, { x: { y: [3, 2] } }];

/** Counting and distinct values. */
export const counting: Case[] = [
  ...counts.flatMap(([query, n]) =>
    [[], [{ key: { kind: 1 } }, { key: { n: 1 } }]].map((indexes): Case => ({
      name: `count ${JSON.stringify(query)}, ${indexes.length > 0 ? 'by an index' : 'without an index'}`,
      documents: counted,
      indexes,
      command: { count: HERE, ...query },
      gives: { reply: { n } },
    })),
  ),
  { name: 'count where there is nothing', command: { count: HERE }, gives: { reply: { n: 0 } } },
  ...(
    [
      ['of lists their elements', lists, { key: 't' }, ['a', 'b', 'c', null]],
      ['with a query', lists, { key: 't', query: { t: 'a' } }, ['a', 'b']],
      ['of a field nobody has', lists, { key: 'nothing' }, []],
      ['along a path through lists', nested, { key: 'x.y' }, [1, 2, 3]],
    ] as const
  ).map(([what, documents, more, values]): Case => ({
    name: `distinct values ${what}`,
    documents,
    command: { distinct: HERE, ...more },
    gives: { values },
  })),
  {
    name: 'distinct refuses a key that is no text',
    documents: lists,
    command: { distinct: HERE, key: 5 },
    gives: { code: 14 },
  },
];
