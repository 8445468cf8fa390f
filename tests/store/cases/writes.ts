import { ObjectId, type Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';

const rows = [1, 2, 3, 4].map((_id) => ({ _id, even: _id % 2 === 0, v: 5 }));
const update = (...updates: Document[]) => ({ update: HERE, updates });
const one = (q: Document, u: unknown, more: Document = {}) => ({ q, u, ...more });
const id = new ObjectId('650000000000000000000001');
const everything = {
  ...{ _id: 0, empty: {}, list: [{}, [], null], at: new Date(5), re: /x/i, yes: true, no: false },
  ...{ text: '值守 🔥', deep: { a: { b: null } }, id, n: 1.5, whole: 7, none: null },
};

/** Inserting. */
const inserts: Case[] = [
  {
    name: 'insert keeps every type as it came',
    command: { insert: HERE, documents: [everything] },
    gives: { reply: { n: 1 }, after: [everything] },
  },
  {
    name: 'insert puts the _id first',
    command: { insert: HERE, documents: [{ a: 1, _id: 5 }] },
    gives: { reply: { n: 1 }, after: [{ _id: 5, a: 1 }] },
  },
  {
    name: 'insert in order stops at the first error and keeps what came before',
    documents: [{ a: 1 }],
    command: { insert: HERE, documents: [{ _id: 1 }, { _id: 0 }, { _id: 2 }] },
    gives: {
      reply: { n: 1, writeErrors: [{ index: 1, code: 11000 }] },
      after: [{ _id: 0, a: 1 }, { _id: 1 }],
    },
  },
  {
    name: 'insert without order goes on',
    documents: [{}],
    command: { insert: HERE, ordered: false, documents: [{ _id: 0 }, { _id: 2 }, { _id: 0 }, { _id: 3 }] },
    gives: {
      reply: {
        n: 2,
        writeErrors: [
          { index: 0, code: 11000 },
          { index: 2, code: 11000 },
        ],
      },
      after: [{ _id: 0 }, { _id: 2 }, { _id: 3 }],
    },
  },
  {
    name: 'insert refuses a list as _id',
    command: { insert: HERE, documents: [{ _id: [1] }] },
    gives: { code: 2 },
  },
  {
    name: 'insert refuses a regular expression as _id',
    command: { insert: HERE, documents: [{ _id: /x/ }] },
    gives: { code: 2 },
  },
  {
    name: 'insert refuses a dollar within _id',
    command: { insert: HERE, documents: [{ _id: { $x: 1 } }] },
    gives: { code: 52 },
  },
  {
    name: 'insert takes a document as _id',
    command: { insert: HERE, documents: [{ _id: { x: 1 } }] },
    gives: { reply: { n: 1 }, after: [{ _id: { x: 1 } }] },
  },
];

/** Updating one, many, or none; what is counted. */
const updating: Case[] = [
  {
    name: 'updateOne changes the first that matches',
    documents: rows,
    command: update(one({ even: true }, { $set: { v: 6 } })),
    gives: { reply: { n: 1, nModified: 1 }, after: [rows[0]!, { ...rows[1]!, v: 6 }, rows[2]!, rows[3]!] },
  },
  {
    name: 'updateMany changes all that match',
    documents: rows,
    command: update(one({ even: true }, { $set: { v: 6 } }, { multi: true })),
    gives: { reply: { n: 2, nModified: 2 } },
  },
  {
    name: 'updateMany counts what was so already as matched only',
    documents: rows,
    command: update(one({}, { $max: { v: 5 } }, { multi: true })),
    gives: { reply: { n: 4, nModified: 0 } },
  },
  {
    name: 'update of nothing',
    documents: rows,
    command: update(one({ _id: 9 }, { $set: { v: 6 } })),
    gives: { reply: { n: 0, nModified: 0 }, after: rows },
  },
  {
    name: 'update where there is no collection',
    command: update(one({ _id: 9 }, { $set: { v: 6 } })),
    gives: { reply: { n: 0, nModified: 0 }, after: [] },
  },
  {
    name: 'replace keeps the _id',
    documents: [{ a: 1, b: 2 }],
    command: update(one({ a: 1 }, { c: 3 })),
    gives: { reply: { n: 1, nModified: 1 }, after: [{ _id: 0, c: 3 }] },
  },
  {
    name: 'replace with the same _id, wherever it stands',
    documents: [{ a: 1 }],
    command: update(one({ a: 1 }, { c: 3, _id: 0 })),
    gives: { reply: { n: 1, nModified: 1 }, after: [{ _id: 0, c: 3 }] },
  },
  {
    name: 'replace refuses another _id',
    documents: [{ a: 1 }],
    command: update(one({ a: 1 }, { _id: 9, c: 3 })),
    gives: { code: 66, after: [{ _id: 0, a: 1 }] },
  },
  {
    name: 'replace with the same changes nothing',
    documents: [{ a: 1 }],
    command: update(one({ a: 1 }, { a: 1 })),
    gives: { reply: { n: 1, nModified: 0 } },
  },
  {
    name: 'replace refuses many at once',
    documents: rows,
    command: update(one({}, { c: 3 }, { multi: true })),
    gives: { code: 9, after: rows },
  },
  {
    name: 'replace with upsert takes only the _id from the filter',
    command: update(one({ _id: 'r', a: 5 }, { b: 3 }, { upsert: true })),
    gives: { reply: { n: 1, upserted: [{ index: 0, _id: 'r' }] }, after: [{ _id: 'r', b: 3 }] },
  },
  {
    name: 'replace refuses modifiers among fields',
    documents: [{ a: 1 }],
    command: update(one({ a: 1 }, { b: 3, $set: { c: 1 } })),
    gives: { code: 52 },
  },
  {
    name: 'updates in order stop at the first error',
    documents: rows,
    command: update(
      one({ _id: 1 }, { $inc: { v: 1 } }),
      one({ _id: 2 }, { $inc: { even: 1 } }),
      one({ _id: 3 }, { $inc: { v: 1 } }),
    ),
    gives: {
      reply: { n: 1, nModified: 1, writeErrors: [{ index: 1, code: 14 }] },
      after: [{ ...rows[0]!, v: 6 }, ...rows.slice(1)],
    },
  },
  {
    name: 'updates without order go on',
    documents: rows,
    command: {
      ...update(
        one({ _id: 1 }, { $inc: { v: 1 } }),
        one({ _id: 2 }, { $inc: { even: 1 } }),
        one({ _id: 3 }, { $inc: { v: 1 } }),
      ),
      ordered: false,
    },
    gives: {
      reply: { n: 2, nModified: 2, writeErrors: [{ index: 1, code: 14 }] },
      after: [{ ...rows[0]!, v: 6 }, rows[1]!, { ...rows[2]!, v: 6 }, rows[3]!],
    },
  },
  {
    name: 'updates see what those before them did',
    documents: rows,
    command: update(one({ _id: 1 }, { $set: { v: 9 } }), one({ v: 9 }, { $set: { w: 1 } }, { multi: true })),
    gives: { reply: { n: 2, nModified: 2 }, after: [{ ...rows[0]!, v: 9, w: 1 }, ...rows.slice(1)] },
  },
  {
    name: 'an upsert among updates tells its place and id',
    documents: [{ a: 1 }],
    command: update(
      one({ _id: 0 }, { $set: { a: 2 } }, { upsert: true }),
      one({ _id: 7 }, { $set: { a: 3 } }, { upsert: true }),
    ),
    gives: {
      reply: { n: 2, nModified: 1, upserted: [{ index: 1, _id: 7 }] },
      after: [
        { _id: 0, a: 2 },
        { _id: 7, a: 3 },
      ],
    },
  },
  {
    name: 'an upsert refuses a taken value',
    indexes: [{ key: { a: 1 }, unique: true }],
    documents: [{ a: 1 }],
    command: update(one({ _id: 7 }, { $set: { a: 1 } }, { upsert: true })),
    gives: { code: 11000, after: [{ _id: 0, a: 1 }] },
  },
];

const remove = (...deletes: Document[]) => ({ delete: HERE, deletes });
const removing: Case[] = (
  [
    ['one of several', remove({ q: { even: true }, limit: 1 }), 1, [1, 3, 4]],
    ['all that match', remove({ q: { even: true }, limit: 0 }), 2, [1, 3]],
    ['everything', remove({ q: {}, limit: 0 }), 4, []],
    ['nothing', remove({ q: { _id: 9 }, limit: 1 }), 0, [1, 2, 3, 4]],
    ['by a list of ids', remove({ q: { _id: { $in: [1, 3, 9] } }, limit: 0 }), 2, [2, 4]],
    ['in several statements', remove({ q: { _id: 1 }, limit: 1 }, { q: { _id: 2 }, limit: 1 }), 2, [3, 4]],
  ] as const
).map(([what, command, n, left]): Case => ({
  name: `delete ${what}`,
  documents: rows,
  command,
  gives: { reply: { n }, after: left.map((_id) => rows[_id - 1]!) },
}));

export const writes: Case[] = [
  ...inserts,
  ...updating,
  ...removing,
  {
    name: 'delete where there is no collection',
    command: remove({ q: {}, limit: 0 }),
    gives: { reply: { n: 0 } },
  },
];
