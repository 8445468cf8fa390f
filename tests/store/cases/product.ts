import type { Document } from 'mongodb';
import { HERE, type Case } from '../case.ts';

const key = (seq: number) => `real/${String(seq).padStart(12, '0')}`;
const entry = (seq: number) => ({
  _id: key(seq),
  book: 'real',
  seq,
  commandId: `c${seq}`,
  about: [`r/${seq % 2}`],
});
const journal = [1, 2, 3, 4, 5].map(entry);
const journalIndexes = [
  { key: { commandId: 1 }, unique: true },
  { key: { book: 1, about: 1 } },
  { key: { book: 1 }, partialFilterExpression: { seq: 1 } },
];
const inJournal = (what: string, command: Document, gives: Case['gives']): Case => ({
  name: `journal: ${what}`,
  ...{ documents: journal, indexes: journalIndexes, command, gives },
});
const range = (after: number) => ({ _id: { $gt: key(after), $lt: key(999_999_999_999) } });
const seqs = (...list: number[]) => ({ docs: list.map((seq) => ({ seq })) });
const bySeq = { projection: { seq: 1, _id: 0 } };

/** What the journal asks, with its own keys and indexes. */
const ofJournal: Case[] = [
  inJournal(
    'what follows, in order',
    { find: HERE, filter: range(2), sort: { _id: 1 }, limit: 2, ...bySeq },
    seqs(3, 4),
  ),
  inJournal('the head', { find: HERE, filter: range(0), sort: { _id: -1 }, limit: 1, ...bySeq }, seqs(5)),
  inJournal(
    'commands known',
    { find: HERE, filter: { commandId: { $in: ['c2', 'c9'] } }, ...bySeq },
    seqs(2),
  ),
  inJournal('the books there are', { find: HERE, filter: { seq: 1, book: { $gt: '' } }, ...bySeq }, seqs(1)),
  inJournal(
    'a lost race stops at its entry',
    { insert: HERE, documents: [entry(6), { ...entry(3), commandId: 'other' }, entry(7)] },
    { reply: { n: 1, writeErrors: [{ index: 1, code: 11000, keyPattern: { _id: 1 } }] } },
  ),
  inJournal(
    'a repeated command stops at its entry',
    { insert: HERE, documents: [entry(6), { ...entry(7), commandId: 'c1' }] },
    { reply: { n: 1, writeErrors: [{ index: 1, code: 11000, keyPattern: { commandId: 1 } }] } },
  ),
  inJournal(
    'what is about something, before',
    {
      find: HERE,
      filter: { book: 'real', about: { $in: ['r/1', 'r/9'] }, seq: { $lt: 5 } },
      sort: { _id: 1 },
      ...bySeq,
    },
    seqs(1, 3),
  ),
];

const write = (seq: number, row: unknown) => ({
  q: { _id: 'real/r1', seq: { $lt: seq } },
  u: { $set: { seq, row }, $setOnInsert: { first: seq } },
  upsert: true,
});
const kept = (seq: number, row: unknown, first = seq) => ({ _id: 'real/r1', seq, row, first });
const project = (...updates: Document[]) => ({ update: HERE, ordered: false, updates });
const fenced = (fence: number) => ({
  update: HERE,
  updates: [
    { q: { _id: 'p', fence: { $not: { $gt: fence } } }, u: { $set: { seq: 9, fence } }, upsert: true },
  ],
});
const lease = (until: number) => ({
  findAndModify: HERE,
  query: { _id: 'single', until: { $lt: 100 } },
  update: { $set: { holder: 'me', until }, $inc: { fence: 1 } },
  ...{ upsert: true, new: true },
});

/** What records, snapshots and the lease ask: the newer wins, by an upsert that is refused as a duplicate. */
const guarded: Case[] = [
  {
    name: 'records: a row is laid',
    command: project(write(3, 'new')),
    gives: { reply: { n: 1, upserted: [{ index: 0, _id: 'real/r1' }] } },
  },
  {
    name: 'records: a newer row overwrites and keeps its first',
    documents: [kept(3, 'old')],
    command: project(write(5, 'new')),
    gives: { reply: { n: 1, nModified: 1 }, after: [kept(5, 'new', 3)] },
  },
  {
    name: 'records: an older row is refused as a duplicate, and the others are written',
    documents: [kept(5, 'new')],
    command: project(write(3, 'old'), { ...write(4, 'x'), q: { _id: 'real/r2', seq: { $lt: 4 } } }),
    gives: {
      reply: { n: 1, writeErrors: [{ index: 0, code: 11000 }], upserted: [{ index: 1, _id: 'real/r2' }] },
    },
  },
  { name: 'fence: the first', command: fenced(3), gives: { after: [{ _id: 'p', fence: 3, seq: 9 }] } },
  {
    name: 'fence: of the same holder',
    documents: [{ _id: 'p', fence: 3, seq: 1 }],
    command: fenced(3),
    gives: { reply: { n: 1 }, after: [{ _id: 'p', fence: 3, seq: 9 }] },
  },
  {
    name: 'fence: one without a fence is overwritten',
    documents: [{ _id: 'p', seq: 1 }],
    command: fenced(3),
    gives: { reply: { n: 1 }, after: [{ _id: 'p', seq: 9, fence: 3 }] },
  },
  {
    name: 'fence: a higher one stays',
    documents: [{ _id: 'p', fence: 4, seq: 1 }],
    command: fenced(3),
    gives: { code: 11000, after: [{ _id: 'p', fence: 4, seq: 1 }] },
  },
  {
    name: 'lease: taken the first time',
    command: lease(200),
    gives: { reply: { value: { _id: 'single', holder: 'me', until: 200, fence: 1 } } },
  },
  {
    name: 'lease: taken when it is over, with the next fence',
    documents: [{ _id: 'single', holder: 'other', until: 50, fence: 7 }],
    command: lease(200),
    gives: { reply: { value: { _id: 'single', holder: 'me', until: 200, fence: 8 } } },
  },
  {
    name: 'lease: not taken from another',
    documents: [{ _id: 'single', holder: 'other', until: 500, fence: 7 }],
    command: lease(200),
    gives: { code: 11000, after: [{ _id: 'single', holder: 'other', until: 500, fence: 7 }] },
  },
];

const record = (n: number, find: string[], audiences = ['desk']) => ({
  ...{ _id: `real/${n}`, book: 'real', first: n >> 1, left: n > 4 ? n : null, of: n % 3 ? 'i1' : null },
  ...{ find, audiences },
});
const records = [
  record(1, ['山火', '束龙'], ['desk', 'village/a']),
  record(2, ['山火', '高和']),
  record(3, ['洪水'], ['village/a']),
  record(4, ['束龙', '山火', '烟雾'], ['desk', 'village/']),
  record(5, ['山火'], ['desk']),
];
const archive: [what: string, filter: Document, ids: number[]][] = [
  ['all of the desk, newest first', { audiences: { $in: ['desk'] } }, [5, 4, 2, 1]],
  ['of a village and of all villages', { audiences: { $in: ['village/a', 'village/'] } }, [4, 3, 1]],
  ['by words', { audiences: { $in: ['desk'] }, find: { $all: ['山火', '束龙'] } }, [4, 1]],
  ['before a place', { audiences: { $in: ['desk'] }, first: { $lt: 2 } }, [2, 1]],
  ['that share a place', { audiences: { $in: ['desk'] }, first: 2, _id: { $lt: 'real/5' } }, [4]],
  ['of an incident', { audiences: { $in: ['desk'] }, of: 'i1' }, [5, 4, 2, 1]],
  ['that have left', { of: { $in: ['i1'] }, left: { $ne: null } }, [5]],
];
const asked = archive.map(([what, filter, ids]): Case => ({
  name: `records: ${what}`,
  documents: records,
  indexes: [
    { key: { book: 1, first: -1, _id: -1 } },
    { key: { book: 1, of: 1 } },
    { key: { book: 1, find: 1 } },
    { key: { book: 1, left: 1 } },
  ],
  command: {
    find: HERE,
    filter: { book: 'real', ...filter },
    sort: { first: -1, _id: -1 },
    projection: { _id: 1 },
  },
  gives: { docs: ids.map((n) => ({ _id: `real/${n}` })) },
}));

const file = (n: number, uploaderId: string) => ({ uploaderId, at: new Date(n * 1000), bytes: n * 10 });
const files = [file(1, 'a'), file(2, 'b'), file(3, 'a'), file(4, 'a')];
const summing = (filter: Document) => ({
  aggregate: HERE,
  pipeline: [{ $match: filter }, { $group: { _id: null, bytes: { $sum: '$bytes' }, files: { $sum: 1 } } }],
  cursor: {},
});
const filed: Case[] = [
  ['in all', {}, [{ _id: null, bytes: 100, files: 4 }]] as const,
  [
    'of one since',
    { uploaderId: 'a', at: { $gt: new Date(1000) } },
    [{ _id: null, bytes: 70, files: 2 }],
  ] as const,
  ['of nobody', { uploaderId: 'z' }, []] as const,
].map(([what, filter, docs]) => ({
  name: `files: bytes ${what}`,
  documents: files,
  indexes: [{ key: { uploaderId: 1, at: 1 } }],
  command: summing(filter),
  gives: { docs },
}));

export const product: Case[] = [...ofJournal, ...guarded, ...asked, ...filed];
