import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';
import { say } from './builders.ts';

const insert = (...documents: Document[]) => ({ insert: HERE, documents });
const unique = (key: Document, more: Document = {}) => ({ key, unique: true, ...more });
const set = (_id: unknown, fields: Document) => ({
  update: HERE,
  updates: [{ q: { _id }, u: { $set: fields } }],
});
const duplicate = (keyPattern: Document, keyValue: Document) => ({
  reply: { n: 0, writeErrors: [{ index: 0, code: 11000, keyPattern, keyValue }] },
});
const sparse = unique({ a: 1 }, { sparse: true });
const partial = unique({ b: 1 }, { partialFilterExpression: { live: true } });
const live = [{ b: 1 }, { b: 1 }, { b: 1, live: true }];

/** Keys that may stand once. */
export const uniqueKeys: Case[] = (
  [
    ['a second _id', [], [{ a: 1 }], insert({ _id: 0 }), duplicate({ _id: 1 }, { _id: 0 })],
    ['a second value', [unique({ a: 1 })], [{ a: 1 }], insert({ a: 1 }), duplicate({ a: 1 }, { a: 1 })],
    ['not another value', [unique({ a: 1 })], [{ a: 1 }], insert({ a: 2 }), { reply: { n: 1 } }],
    ['1 and 1.0 alike', [unique({ a: 1 })], [{ a: 1 }], insert({ a: 1.0 }), { code: 11000 }],
    ['not 1 and "1" alike', [unique({ a: 1 })], [{ a: 1 }], insert({ a: '1' }), { reply: { n: 1 } }],
    [
      'of a compound key only both together',
      [unique({ a: 1, b: -1 })],
      [{ a: 1, b: 1 }],
      insert({ a: 1, b: 2 }),
      { reply: { n: 1 } },
    ],
    [
      'both together of a compound key',
      [unique({ a: 1, b: -1 })],
      [{ a: 1, b: 1 }],
      insert({ a: 1, b: 1 }),
      duplicate({ a: 1, b: -1 }, { a: 1, b: 1 }),
    ],
    ['missing counts as null', [unique({ a: 1 })], [{}], insert({ b: 1 }), { code: 11000 }],
    ['missing and null alike', [unique({ a: 1 })], [{ a: null }], insert({}), { code: 11000 }],
    ['sparse: missing is not in it', [sparse], [{}], insert({}), { reply: { n: 1 } }],
    ['sparse: null is in it', [sparse], [{ a: null }], insert({ a: null }), { code: 11000 }],
    ['partial: outside it anything goes', [partial], live, insert({ b: 1 }), { reply: { n: 1 } }],
    ['partial: within it', [partial], live, insert({ b: 1, live: true }), { code: 11000 }],
    ['partial: coming into it by an update', [partial], live, set(0, { live: true }), { code: 11000 }],
    ['by an update', [unique({ a: 1 })], [{ a: 1 }, { a: 2 }], set(1, { a: 1 }), { code: 11000 }],
    ['not the document’s own value', [unique({ a: 1 })], [{ a: 1 }], set(0, { a: 1 }), { reply: { n: 1 } }],
    [
      'of a list each element',
      [unique({ t: 1 })],
      [{ t: ['a', 'b'] }],
      insert({ t: ['c', 'b'] }),
      { code: 11000 },
    ],
    ['not within one list', [unique({ t: 1 })], [], insert({ t: ['a', 'b', 'a'] }), { reply: { n: 1 } }],
    [
      'within one insert',
      [unique({ a: 1 })],
      [],
      insert({ _id: 1, a: 1 }, { _id: 2, a: 1 }),
      { reply: { n: 1, writeErrors: [{ index: 1, code: 11000 }] }, after: [{ _id: 1, a: 1 }] },
    ],
    [
      'along a path',
      [unique({ 'x.y': 1 })],
      [{ x: { y: 1 } }],
      insert({ x: [{ y: 2 }, { y: 1 }] }),
      { code: 11000 },
    ],
    [
      'documents by value and order of fields',
      [unique({ a: 1 })],
      [{ a: { x: 1, y: 2 } }],
      insert({ a: { y: 2, x: 1 } }),
      { reply: { n: 1 } },
    ],
  ] as const
).map(([what, indexes, documents, command, gives]): Case => ({
  name: `unique: ${what}`,
  ...{ indexes, documents, command, gives },
}));

const freed: Case[] = [
  {
    name: 'unique: a removed value is free again',
    indexes: [unique({ a: 1 })],
    documents: [{ a: 1 }],
    before: [{ delete: HERE, deletes: [{ q: { _id: 0 }, limit: 1 }] }],
    command: insert({ _id: 1, a: 1 }),
    gives: { reply: { n: 1 }, after: [{ _id: 1, a: 1 }] },
  },
  {
    name: 'unique: a changed value is free again',
    indexes: [unique({ a: 1 })],
    documents: [{ a: 1 }],
    before: [set(0, { a: 2 })],
    command: insert({ _id: 1, a: 1 }),
    gives: {
      reply: { n: 1 },
      after: [
        { _id: 0, a: 2 },
        { _id: 1, a: 1 },
      ],
    },
  },
  {
    name: 'unique: values are told apart beyond the first thousand characters',
    indexes: [unique({ a: 1 })],
    documents: [{ a: `${'x'.repeat(1500)}a` }],
    command: insert({ a: `${'x'.repeat(1500)}b` }),
    gives: { reply: { n: 1 } },
  },
];

/** Reading by an index gives what a scan gives. */
const docs = [{ a: 3, t: ['x', 'y'] }, { a: 1, t: ['y'] }, { t: [] }, { a: [2, 7], t: 'x' }, { a: null }];
const reads: [indexes: Document[], command: Document, ids: number[]][] = [
  [[{ key: { a: 1 } }], { filter: {}, hint: 'a_1', sort: { a: 1 } }, [2, 4, 1, 3, 0]],
  [[{ key: { a: 1 } }], { filter: {}, hint: { a: 1 }, sort: { a: -1, _id: 1 } }, [3, 0, 1, 2, 4]],
  [[{ key: { a: 1 } }], { filter: { a: { $gt: 2 } }, sort: { _id: 1 } }, [0, 3]],
  [[{ key: { a: 1 } }], { filter: { a: { $gt: 2, $lt: 3 } }, sort: { _id: 1 } }, [3]],
  [[{ key: { a: 1 } }], { filter: { a: null }, sort: { _id: 1 } }, [2, 4]],
  [[{ key: { a: -1 } }], { filter: { a: { $in: [1, 7, 99] } }, sort: { _id: 1 } }, [1, 3]],
  [[{ key: { t: 1 } }], { filter: { t: 'x' }, sort: { _id: 1 } }, [0, 3]],
  [[{ key: { t: 1 } }], { filter: { t: { $all: ['x', 'y'] } } }, [0]],
  [[{ key: { t: 1 } }], { filter: { t: { $size: 0 } } }, [2]],
  [[{ key: { a: 1 }, sparse: true }], { filter: { a: null }, sort: { _id: 1 } }, [2, 4]],
  [[{ key: { a: 1 }, sparse: true }], { filter: {}, sort: { a: 1, _id: 1 } }, [2, 4, 1, 3, 0]],
  [
    [{ key: { a: 1 }, partialFilterExpression: { a: { $gte: 2 } } }],
    { filter: { a: { $gte: 1 } }, sort: { _id: 1 } },
    [0, 1, 3],
  ],
  [
    [{ key: { a: 1 }, partialFilterExpression: { a: { $gte: 2 } } }],
    { filter: { a: { $gte: 3 } }, sort: { _id: 1 } },
    [0, 3],
  ],
  [[{ key: { t: 1, a: 1 } }], { filter: { t: 'y' }, sort: { a: -1 } }, [0, 1]],
  [
    [{ key: { a: 1 } }, { key: { t: 1 } }],
    { filter: { $or: [{ a: 1 }, { t: 'x' }] }, sort: { _id: 1 } },
    [0, 1, 3],
  ],
];
const texts = ['a', 'ab', 'b', 'B', 'a\0b', `${'x'.repeat(1000)}a`].map((a) => ({ a }));
const ofTexts = (
  [
    [{ $gte: 'ab' }, [1, 2, 5]],
    [{ $lt: 'ab' }, [0, 3, 4]],
    [/^a/, [0, 1, 4]],
    [/^x+a$/, [5]],
    ['a\0b', [4]],
  ] as const
).map(([cond, ids]) => ({ cond, ids }));
const byText = ofTexts.map(({ cond, ids }): Case => ({
  name: `index [{"key":{"a":1}}] serves ${say({ filter: { a: cond }, sort: { _id: 1 } })}`,
  documents: texts,
  indexes: [{ key: { a: 1 } }],
  command: { find: HERE, filter: { a: cond }, sort: { _id: 1 }, projection: { _id: 1 } },
  gives: { docs: ids.map((_id) => ({ _id })) },
}));
const byIndex = reads.map(([indexes, command, ids]): Case => ({
  name: `index ${say(indexes)} serves ${say(command)}`,
  documents: docs,
  indexes,
  command: { find: HERE, projection: { _id: 1 }, ...command },
  gives: { docs: ids.map((_id) => ({ _id })) },
}));

export const indexes: Case[] = [...uniqueKeys, ...freed, ...byIndex, ...byText];
