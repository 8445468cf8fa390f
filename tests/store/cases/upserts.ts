import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';
import { say } from './builders.ts';

/** What an upsert makes of a filter and an update where nothing matches. */
const probes: [filter: Document, update: Document, made: Document | number][] = [
  [{ _id: 'u1', a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  [{ _id: 'u2', a: { $eq: 1 } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  [{ _id: 'u3', a: { $gt: 1 } }, { $set: { b: 2 } }, { b: 2 }],
  [{ _id: 'u4', $and: [{ a: 1 }, { 'x.y': 2 }] }, { $set: { b: 2 } }, { a: 1, x: { y: 2 }, b: 2 }],
  [{ _id: 'u5', $or: [{ a: 1 }, { a: 2 }] }, { $set: { b: 2 } }, { b: 2 }],
  [{ _id: 'u6', a: { $in: [1] } }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  [{ _id: 'u7', a: { $in: [1, 2] } }, { $set: { b: 2 } }, { b: 2 }],
  [
    { _id: 'u8', a: 1 },
    { $set: { a: 2 }, $setOnInsert: { c: 3 } },
    { a: 2, c: 3 },
  ],
  [{ _id: 'u9', n: 5 }, { $inc: { n: 1 } }, { n: 6 }],
  [{ _id: 'u10', a: /x/ }, { $set: { b: 1 } }, { b: 1 }],
  [{ _id: 'u11', a: { x: 1 } }, { $push: { 'a.list': 7 } }, { a: { x: 1, list: [7] } }],
  [{ _id: 'u12' }, { $set: { _id: 'different' } }, 66],
  [
    { _id: 'u13', a: 1 },
    { $setOnInsert: { at: new Date(0) }, $addToSet: { t: 1 } },
    { a: 1, at: new Date(0), t: [1] },
  ],
];

export const upserts: Case[] = probes.map(([filter, update, made]) => ({
  name: `upsert ${say(filter)} with ${say(update)}`,
  command: { update: HERE, updates: [{ q: filter, u: update, upsert: true }] },
  gives:
    typeof made === 'number'
      ? { code: made, after: [] }
      : {
          reply: { n: 1, nModified: 0, upserted: [{ index: 0, _id: filter._id }] },
          after: [{ _id: filter._id, ...made }],
        },
}));
