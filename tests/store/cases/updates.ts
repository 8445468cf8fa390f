import { ObjectId, type Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';
import { say } from './builders.ts';

const id = new ObjectId('650000000000000000000001');
const other = new ObjectId('650000000000000000000002');

/** A document, an update, and what comes out: the document, or the number of the refusal. */
const probes: [before: Document, update: Document, after: Document | number][] = [
  // $set, $unset
  [{ a: 1 }, { $set: { 'b.c.d': 1 } }, { a: 1, b: { c: { d: 1 } } }],
  [{}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
  [{ b: 0 }, { $set: { c: 1, a: 2 } }, { b: 0, a: 2, c: 1 }],
  [{ a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  [{ a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  [{}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
  [{ a: 5 }, { $set: { 'a.b': 1 } }, 28],
  [{ a: null }, { $set: { 'a.b': 1 } }, 28],
  [{ a: [{ b: 1 }] }, { $set: { 'a.b': 2 } }, 28],
  [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  [{ a: 1 }, { $set: {} }, { a: 1 }],
  [{ a: 1 }, { $set: { a: null } }, { a: null }],
  [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  [{ a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }, { a: { c: 2 } }],
  [{ a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, { a: [1, null, 3] }],
  [{ a: 1 }, { $unset: { 'x.y': 1 } }, { a: 1 }],
  [{ a: 5 }, { $unset: { 'a.b': 1 } }, { a: 5 }],
  [{ a: 1 }, { $set: { b: { x: [1, { y: 2 }] } } }, { a: 1, b: { x: [1, { y: 2 }] } }],
  [{ a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  // numbers
  [{ a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  [{}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
  [{ a: 1.5 }, { $inc: { a: -0.5 } }, { a: 1 }],
  [{ a: 'x' }, { $inc: { a: 1 } }, 14],
  [{ a: null }, { $inc: { a: 1 } }, 14],
  [{ a: 1 }, { $inc: { a: 'x' } }, 14],
  [{ a: 5 }, { $min: { a: 3 }, $max: { b: 3 } }, { a: 3, b: 3 }],
  [{ a: 5 }, { $min: { a: 9 } }, { a: 5 }],
  [{ a: 5 }, { $max: { a: 9 } }, { a: 9 }],
  [{ a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }],
  [{ a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
  // arrays
  [{}, { $push: { a: 1 } }, { a: [1] }],
  [{ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  [{ a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  [{}, { $push: { a: { $each: [3, 1, 2], $slice: 2 } } }, { a: [3, 1] }],
  [{ a: [5] }, { $push: { a: { $each: [3, 1], $slice: -2 } } }, { a: [3, 1] }],
  [{ a: [5] }, { $push: { a: { $each: [3, 1], $slice: 0 } } }, { a: [] }],
  [{ a: 5 }, { $push: { a: 1 } }, 2],
  [{ a: [{ x: [{ y: 1 }] }] }, { $push: { 'a.0.x': { y: 2 } } }, { a: [{ x: [{ y: 1 }, { y: 2 }] }] }],
  [{ a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [{}, { $addToSet: { a: { $each: [1, 1] } } }, { a: [1] }],
  [
    { a: [{ x: 1, y: 1 }] },
    { $addToSet: { a: { y: 1, x: 1 } } },
    {
      a: [
        { x: 1, y: 1 },
        { y: 1, x: 1 },
      ],
    },
  ],
  [{ a: [id] }, { $addToSet: { a: new ObjectId(id.toHexString()) } }, { a: [id] }],
  [{ a: 'x' }, { $addToSet: { a: 1 } }, 2],
  [{ a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
  [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  [{ a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [{ a: [{ x: 1 }, { x: 5 }] }, { $pull: { a: { x: { $gt: 3 } } } }, { a: [{ x: 1 }] }],
  [{ a: [id, other] }, { $pull: { a: new ObjectId(id.toHexString()) } }, { a: [other] }],
  [{ a: ['ab', 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
  [{ a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
  [{ a: [[1], 2] }, { $pull: { a: [1] } }, { a: [2] }],
  [{ a: [[1, 5], 2, [7]] }, { $pull: { a: { $gte: 5 } } }, { a: [2] }],
  [{ a: [['ab'], 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
  [{ a: [[1], 1] }, { $pull: { a: 1 } }, { a: [[1]] }],
  [{ a: [[{ x: 1 }], { x: 1 }] }, { $pull: { a: { x: 1 } } }, { a: [[{ x: 1 }]] }],
  [{ b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
  [{ a: 5 }, { $pull: { a: 1 } }, 2],
  // what is not allowed
  [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  [{ a: 1 }, { $set: { a: 1, 'a.b': 1 } }, 40],
  [{ a: 1 }, { $set: { 'a.b': 1 }, $unset: { a: 1 } }, 40],
  [{ a: 1 }, { $set: { _id: 'another' } }, 66],
  [{ a: 1 }, { $unset: { _id: 1 } }, 66],
  [{ a: 1 }, { $set: { 'a..b': 1 } }, 56],
  [{ a: 1 }, { $set: { $x: 1 } }, 52],
  [{ a: 1 }, { $set: 5 }, 9],
  [{ a: 1 }, { $nonsense: { a: 1 } }, 9],
  [{ a: 1 }, { $push: { a: { $each: 5 } } }, 2],
  [{ a: 1 }, { $currentDate: { a: 5 } }, 2],
];

export const updates: Case[] = probes.map(([before, update, after]) => ({
  name: `update ${say(before)} with ${say(update)}`,
  documents: [before],
  command: { update: HERE, updates: [{ q: { _id: 0 }, u: update }] },
  gives:
    typeof after === 'number'
      ? { code: after, after: [{ _id: 0, ...before }] }
      : { reply: { n: 1 }, after: [{ _id: 0, ...after }] },
}));
