import { ObjectId, type Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';
import { say } from './builders.ts';

const objectId = new ObjectId('650000000000000000000001');
/** Values of all types that the product stores, each before the next in MongoDB's order. */
const ascending = [
  ...[[], null, NaN, -5, 0, 2.5, 1e20, 'A', 'a', '\uffee', '\u{20000}', { a: 1 }, { b: 0 }, objectId],
  ...[false, true, new Date(0), new Date(1), /a/],
];
const descending = [...ascending].reverse();
const shuffled = descending.map((v) => ({ v }));
const ofTypes = (direction: 1 | -1, indexes: Document[]): Case => ({
  name: `sort of all types, ${direction === 1 ? 'up' : 'down'}, ${indexes.length > 0 ? 'by an index' : 'in memory'}`,
  documents: shuffled,
  indexes,
  command: { find: HERE, sort: { v: direction }, projection: { _id: 0 } },
  gives: { docs: (direction === 1 ? ascending : descending).map((v) => ({ v })) },
});

const rows: Document[] = [
  { a: 2, b: 1 },
  { a: 1, b: 2 },
  { a: 1, b: 3 },
  { b: 0 },
  { a: [5, 0], b: 9 },
  { a: null, b: -1 },
];
const throughLists: Document[] = [
  { l: [{ x: 2 }, {}] },
  { l: [{ x: 1 }, 5] },
  { l: { x: 0 } },
  {},
  { l: [{ x: 3 }] },
];
const orders: [sort: Document, order: number[]][] = [
  [{ a: 1, b: 1 }, [5, 3, 4, 1, 2, 0]],
  [{ a: -1, b: 1 }, [4, 0, 1, 2, 5, 3]],
  [{ a: 1, b: -1 }, [3, 5, 4, 2, 1, 0]],
  [{ b: 1 }, [5, 3, 0, 1, 2, 4]],
  [{ b: -1 }, [4, 2, 1, 0, 3, 5]],
  [{ 'x.y': 1, b: -1 }, [4, 2, 1, 0, 3, 5]],
  [{ _id: -1 }, [5, 4, 3, 2, 1, 0]],
  [{ $natural: 1 }, [0, 1, 2, 3, 4, 5]],
  [{ $natural: -1 }, [5, 4, 3, 2, 1, 0]],
];
const idsOf = (order: number[]) => order.map((_id) => ({ _id }));
const sorts = orders.map(([sort, order]): Case => ({
  name: `sort by ${say(sort)}`,
  documents: rows,
  command: { find: HERE, sort, projection: { _id: 1 } },
  gives: { docs: idsOf(order) },
}));

const sortsThroughLists = (
  [
    [{ 'l.x': 1, _id: 1 }, [0, 1, 3, 2, 4]],
    [{ 'l.x': -1, _id: 1 }, [4, 0, 1, 2, 3]],
  ] as const
).map(([sort, order]): Case => ({
  name: `sort by ${say(sort)}`,
  documents: throughLists,
  command: { find: HERE, sort, projection: { _id: 1 } },
  gives: { docs: idsOf([...order]) },
}));

const many = Array.from({ length: 300 }, (_, n) => ({ n: (n * 79) % 300 }));
const numbers = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) }, (_, k) => ({ n: from < to ? from + k : from - k }));
const pages: [what: string, command: Document, docs: Document[]][] = [
  ['skips and limits', { sort: { n: 1 }, skip: 10, limit: 20 }, numbers(10, 30)],
  ['skips past the end', { sort: { n: 1 }, skip: 300, limit: 20 }, []],
  ['takes the last page short', { sort: { n: 1 }, skip: 290, limit: 20 }, numbers(290, 300)],
  ['takes limit 0 for all', { sort: { n: 1 }, limit: 0 }, numbers(0, 300)],
  [
    'within a range, downwards',
    { filter: { n: { $gte: 100 } }, sort: { n: -1 }, skip: 50, limit: 25 },
    numbers(249, 224),
  ],
  ['by what was seen last', { filter: { n: { $lt: 40 } }, sort: { n: -1 }, limit: 5 }, numbers(39, 34)],
  ['ends with a single batch', { sort: { n: 1 }, batchSize: 3, singleBatch: true }, numbers(0, 3)],
  ['goes on in batches', { sort: { n: 1 }, batchSize: 7 }, numbers(0, 300)],
];
const paging = pages.flatMap(([what, command, docs]) =>
  [[], [{ key: { n: 1 } }]].map((indexes): Case => ({
    name: `paging ${what}, ${indexes.length > 0 ? 'by an index' : 'in memory'}`,
    documents: many,
    indexes,
    command: { find: HERE, ...command, projection: { n: 1, _id: 0 } },
    gives: { docs },
  })),
);

const doc = { a: 1, b: { c: 1, d: [{ e: 1, f: 2 }, { e: 3 }, 5, [{ e: 9 }]] }, g: [1, 2] };
const projections: [projection: Document, shown: Document | number][] = [
  [{}, { _id: 0, ...doc }],
  [{ a: 1 }, { _id: 0, a: 1 }],
  [{ a: true, _id: 0 }, { a: 1 }],
  [{ a: true, _id: false }, { a: 1 }],
  [{ _id: 1 }, { _id: 0 }],
  [{ _id: 0 }, { a: 1, b: doc.b, g: doc.g }],
  [{ b: 0 }, { _id: 0, a: 1, g: [1, 2] }],
  [{ b: false }, { _id: 0, a: 1, g: [1, 2] }],
  [
    { b: 0, g: 0, _id: 1 },
    { _id: 0, a: 1 },
  ],
  [{ 'b.c': 1 }, { _id: 0, b: { c: 1 } }],
  [{ 'b.d.e': 1 }, { _id: 0, b: { d: [{ e: 1 }, { e: 3 }, [{ e: 9 }]] } }],
  [
    { 'b.d.e': 0, g: 0 },
    { _id: 0, a: 1, b: { c: 1, d: [{ f: 2 }, {}, 5, [{}]] } },
  ],
  [{ b: { c: 1 } }, { _id: 0, b: { c: 1 } }],
  [{ 'a.x': 1 }, { _id: 0 }],
  [{ 'g.x': 1 }, { _id: 0, g: [] }],
  [{ missing: 1 }, { _id: 0 }],
  [{ missing: 0 }, { _id: 0, ...doc }],
  [
    { g: 1, a: 1 },
    { _id: 0, a: 1, g: [1, 2] },
  ],
  [{ a: 1, b: 0 }, 31254],
  [{ a: 0, b: 1 }, 31253],
  [{ b: 1, 'b.c': 1 }, 31249],
  [{ 'b.c': 1, b: 1 }, 31250],
];
const projecting = projections.map(([projection, shown]): Case => ({
  name: `projection ${say(projection)}`,
  documents: [doc],
  command: { find: HERE, projection },
  gives: typeof shown === 'number' ? { code: shown } : { docs: [shown] },
}));

const refusals: [what: string, command: Document, code: number][] = [
  ['a direction that is none', { sort: { a: 2 } }, 15975],
  ['a negative skip', { skip: -1 }, 51024],
  ['a hint that names no index', { hint: 'none' }, 2],
  ['a filter that is no document', { filter: 5 }, 14],
  ['a sort that is no document', { sort: 5 }, 14],
];
const refused = refusals.map(([what, command, code]): Case => ({
  name: `find refuses ${what}`,
  documents: [{ a: 1 }],
  command: { find: HERE, ...command },
  gives: { code },
}));

export const reading: Case[] = [
  ...([1, -1] as const).flatMap((way) => [ofTypes(way, []), ofTypes(way, [{ key: { v: 1 } }])]),
  ...sorts,
  ...sortsThroughLists,
  ...paging,
  ...projecting,
  ...refused,
];
