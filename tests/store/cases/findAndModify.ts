import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';

const [first, second, third] = [1, 2, 3].map((_id) => ({
  _id,
  state: 'open',
  rank: 10 - _id,
})) as Document[] as [Document, Document, Document];
const jobs = [first, second, third];

const cases: [what: string, command: Document, gives: Case['gives']][] = [
  [
    'updates the first by a sort and gives it as it was',
    { query: { state: 'open' }, sort: { rank: 1 }, update: { $set: { state: 'taken' } } },
    {
      reply: { value: third, lastErrorObject: { n: 1, updatedExisting: true } },
      after: [first, second, { ...third, state: 'taken' }],
    },
  ],
  [
    'gives it as it is now, its fields chosen',
    { query: { _id: 3 }, update: { $inc: { rank: 1 } }, new: true, fields: { rank: 1, _id: 0 } },
    { reply: { value: { rank: 8 } } },
  ],
  [
    'gives null where nothing matches',
    { query: { _id: 9 }, update: { $set: { a: 1 } } },
    { reply: { value: null, lastErrorObject: { n: 0, updatedExisting: false } }, after: jobs },
  ],
  [
    'makes one, and gives it',
    { query: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true, new: true },
    {
      reply: { value: { _id: 9, a: 1 }, lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 } },
      after: [...jobs, { _id: 9, a: 1 }],
    },
  ],
  [
    'makes one, and gives what was there before: nothing',
    { query: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true },
    { reply: { value: null, lastErrorObject: { n: 1, upserted: 9 } }, after: [...jobs, { _id: 9, a: 1 }] },
  ],
  [
    'does not make one that is there',
    { query: { _id: 1 }, update: { $setOnInsert: { made: true } }, upsert: true, new: true },
    { reply: { value: first }, after: jobs },
  ],
  [
    'replaces',
    { query: { _id: 1 }, update: { fresh: true }, new: true },
    { reply: { value: { _id: 1, fresh: true } }, after: [{ _id: 1, fresh: true }, second, third] },
  ],
  [
    'removes by a sort and gives what it was',
    { query: { state: 'open' }, sort: { _id: -1 }, remove: true },
    { reply: { value: third, lastErrorObject: { n: 1 } }, after: [first, second] },
  ],
  [
    'removes nothing',
    { query: { _id: 9 }, remove: true },
    { reply: { value: null, lastErrorObject: { n: 0 } }, after: jobs },
  ],
  [
    'refuses an update and a removal at once',
    { query: { _id: 1 }, remove: true, update: { $set: { a: 1 } } },
    { code: 9, after: jobs },
  ],
  ['refuses neither', { query: { _id: 1 } }, { code: 9, after: jobs }],
  [
    'refuses to change the _id',
    { query: { _id: 1 }, update: { $set: { _id: 7 } } },
    { code: 66, after: jobs },
  ],
  [
    'refuses what the value cannot take',
    { query: { _id: 1 }, update: { $inc: { state: 1 } } },
    { code: 14, after: jobs },
  ],
  [
    'refuses an upsert of an _id that is taken',
    { query: { _id: 1, state: 'closed' }, update: { $set: { a: 1 } }, upsert: true },
    { code: 11000, after: jobs },
  ],
  [
    'takes the equal fields of its filter into what it makes',
    {
      query: { _id: 9, kind: 'x', rank: { $lt: 3 } },
      update: { $inc: { fence: 1 } },
      upsert: true,
      new: true,
    },
    { reply: { value: { _id: 9, kind: 'x', fence: 1 } } },
  ],
];

/** One document found, changed and given in one step. */
export const findAndModify: Case[] = cases.map(([what, command, gives]) => ({
  name: `findAndModify ${what}`,
  documents: jobs,
  command: { findAndModify: HERE, ...command },
  gives,
}));
