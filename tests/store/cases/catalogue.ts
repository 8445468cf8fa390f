import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';

const create = (...indexes: Document[]) => ({ createIndexes: HERE, indexes });
const named = (name: string, key: Document, more: Document = {}) => ({ name, key, ...more });
const refused = (what: string, index: Document, code: number, more: Partial<Case> = {}): Case => ({
  name: `createIndexes refuses ${what}`,
  ...more,
  command: create(index),
  gives: { code },
});
const made = [named('one', { a: 1 })];

/** Making, listing and dropping indexes and collections. */
export const catalogue: Case[] = [
  {
    name: 'createIndexes says how many there were and are',
    documents: [{ a: 1 }],
    command: create(named('a', { a: 1 }), named('b', { b: -1 })),
    gives: { reply: { numIndexesBefore: 1, numIndexesAfter: 3 } },
  },
  {
    name: 'createIndexes makes the collection when there is none',
    command: create(named('a', { a: 1 })),
    gives: { reply: { createdCollectionAutomatically: true, numIndexesAfter: 2 } },
  },
  {
    name: 'createIndexes does nothing the second time',
    indexes: made,
    command: create(made[0]!),
    gives: { reply: { numIndexesBefore: 2, numIndexesAfter: 2 } },
  },
  {
    name: 'listIndexes lists them as they were asked for',
    indexes: [
      named('ab', { a: 1, b: -1 }, { unique: true }),
      named('at', { at: 1 }, { expireAfterSeconds: 60 }),
      named('c', { c: 1 }, { partialFilterExpression: { c: { $exists: true } } }),
      named('d', { d: 1 }, { sparse: true }),
    ],
    command: { listIndexes: HERE },
    gives: {
      reply: {
        cursor: {
          firstBatch: [
            { v: 2, key: { _id: 1 }, name: '_id_' },
            { v: 2, key: { a: 1, b: -1 }, name: 'ab', unique: true },
            { v: 2, key: { at: 1 }, name: 'at', expireAfterSeconds: 60 },
            { v: 2, key: { c: 1 }, name: 'c', partialFilterExpression: { c: { $exists: true } } },
            { v: 2, key: { d: 1 }, name: 'd', sparse: true },
          ],
        },
      },
    },
  },
  { name: 'listIndexes of nothing', command: { listIndexes: HERE }, gives: { code: 26 } },
  refused('the same key by another name', named('two', { a: 1 }), 85, { indexes: made }),
  refused('another key by the same name', named('one', { b: 1 }), 86, { indexes: made }),
  refused('another option by the same name', named('one', { a: 1 }, { unique: true }), 86, {
    indexes: made,
  }),
  refused('a direction of 0', named('x', { a: 0 }), 67),
  refused('an empty key', named('x', {}), 67),
  refused('a forgetful index of two fields', named('x', { a: 1, b: 1 }, { expireAfterSeconds: 5 }), 67),
  refused('a field that begins with a dollar', named('x', { $a: 1 }), 67),
  refused('a path with an empty part', named('x', { 'a..b': 1 }), 67),
  refused(
    'sparse and partial together',
    named('x', { a: 1 }, { sparse: true, partialFilterExpression: { a: 1 } }),
    67,
  ),
  refused('a unique key that is there twice', named('x', { a: 1 }, { unique: true }), 11000, {
    documents: [{ a: 1 }, { a: 1 }],
  }),
  refused('a compound key of two lists', named('x', { a: 1, b: 1 }), 171, {
    documents: [{ a: [1], b: [2] }],
  }),
  {
    name: 'insert refuses two lists in one entry',
    indexes: [{ key: { a: 1, b: 1 } }],
    command: { insert: HERE, documents: [{ a: [1, 2], b: [1, 2] }] },
    gives: { code: 171 },
  },
  {
    name: 'insert takes two paths through one list',
    indexes: [{ key: { 'l.x': 1, 'l.y': 1 } }],
    before: [
      {
        insert: HERE,
        documents: [
          {
            _id: 1,
            l: [
              { x: 1, y: 2 },
              { x: 3, y: 4 },
            ],
          },
        ],
      },
    ],
    command: { count: HERE, query: { 'l.x': 1, 'l.y': 4 } },
    gives: { reply: { n: 1 } },
  },
  {
    name: 'dropIndexes by name',
    indexes: made,
    command: { dropIndexes: HERE, index: 'one' },
    gives: { reply: { nIndexesWas: 2 } },
  },
  {
    name: 'dropIndexes by key',
    indexes: made,
    before: [{ dropIndexes: HERE, index: { a: 1 } }],
    command: { listIndexes: HERE },
    gives: { reply: { cursor: { firstBatch: [{ name: '_id_' }] } } },
  },
  {
    name: 'dropIndexes of all leaves _id',
    indexes: [...made, { key: { b: 1 } }],
    before: [{ dropIndexes: HERE, index: '*' }],
    command: { listIndexes: HERE },
    gives: { reply: { cursor: { firstBatch: [{ name: '_id_' }] } } },
  },
  {
    name: 'dropIndexes refuses one that is not there',
    indexes: made,
    command: { dropIndexes: HERE, index: 'none' },
    gives: { code: 27 },
  },
  {
    name: 'dropIndexes refuses _id',
    indexes: made,
    command: { dropIndexes: HERE, index: '_id_' },
    gives: { code: 72 },
  },
  { name: 'dropIndexes of nothing', command: { dropIndexes: HERE, index: '*' }, gives: { code: 26 } },
  { name: 'create', command: { create: HERE }, gives: { reply: { ok: 1 }, after: [] } },
  {
    name: 'drop',
    documents: [{ a: 1 }],
    command: { drop: HERE },
    gives: { reply: { nIndexesWas: 1 }, after: [] },
  },
  {
    name: 'drop lets go of unique values too',
    indexes: [{ key: { a: 1 }, unique: true }],
    documents: [{ a: 1 }],
    before: [{ drop: HERE }],
    command: {
      insert: HERE,
      documents: [
        { _id: 7, a: 1 },
        { _id: 8, a: 1 },
      ],
    },
    gives: { reply: { n: 2 } },
  },
];
