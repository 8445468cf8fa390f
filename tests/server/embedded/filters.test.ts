import {
  Binary,
  BSONRegExp,
  Decimal128,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  type Document,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Opened } from './store.ts';

const id = new ObjectId('650000000000000000000001');
const later = new ObjectId('650000000000000000000002');
const bytes = (text: string) => new Binary(Buffer.from(text));

/** A filter, a document, and whether they match: MongoDB's query semantics as its manual and its public tests have them. */
const probes: [filter: Document, doc: Document, matches: boolean][] = [
  // equality
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: true }, { a: 1 }, false],
  [{ a: 'x' }, { a: ['y', 'x'] }, true],
  [{ a: { $eq: 1 } }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
  [{ a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } }, true],
  [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
  [{ a: {} }, { a: {} }, true],
  [{ a: id }, { a: new ObjectId(id.toHexString()) }, true],
  [{ a: id }, { a: later }, false],
  [{ a: id }, { a: id.toHexString() }, false],
  [{ a: new Date(5) }, { a: new Date(5) }, true],
  [{ a: bytes('x') }, { a: bytes('x') }, true],
  [{ a: bytes('x') }, { a: bytes('y') }, false],
  [{ a: Long.fromNumber(5) }, { a: new Int32(5) }, true],
  [{ a: 2.5 }, { a: Decimal128.fromString('2.5') }, true],
  [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740992') }, false],
  [{ a: NaN }, { a: NaN }, true],
  [{ a: 0 }, { a: -0 }, true],
  [{ constructor: 1 }, {}, false],
  [{ toString: { $exists: true } }, {}, false],
  [{ $comment: 'why', a: 1 }, { a: 1 }, true],
  // null and missing (as in MongoDB's null_query_semantics test)
  [{ a: null }, {}, true],
  [{ a: null }, { a: null }, true],
  [{ a: null }, { a: 4 }, false],
  [{ a: null }, { a: {} }, false],
  [{ a: null }, { a: [] }, false],
  [{ a: null }, { a: [[]] }, false],
  [{ a: null }, { a: [null, null] }, true],
  [{ a: null }, { a: [1, 'string', null, 4] }, true],
  [{ a: { $ne: null } }, {}, false],
  [{ a: { $ne: null } }, { a: [] }, true],
  [{ a: { $in: [null, 75] } }, {}, true],
  [{ a: { $nin: [null, 75] } }, { a: 4 }, true],
  [{ a: { $nin: [null, 75] } }, { a: null }, false],
  [{ a: { $nin: [null, []] } }, { a: [] }, false],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $not: { $gte: null } } }, { a: 4 }, true],
  [{ a: { $elemMatch: { $eq: null } } }, { a: [1, null] }, true],
  [{ a: { $elemMatch: { $ne: null } } }, { a: [null] }, false],
  [{ a: { $elemMatch: { $ne: null } } }, { a: [[]] }, true],
  [{ 'a.b': null }, { a: {} }, true],
  [{ 'a.b': null }, { a: null }, true],
  [{ 'a.b': null }, { a: 4 }, true],
  [{ 'a.b': null }, { a: { b: 'hi' } }, false],
  [{ 'a.b': null }, { a: [{ b: null }, { b: 3 }] }, true],
  [{ 'a.b': null }, { a: [{ b: 3 }, {}] }, true],
  [{ 'a.b': null }, { a: [{ b: 1 }, { b: 3 }] }, false],
  [{ 'a.b': { $ne: null } }, { a: [{ b: 1 }, { b: 3 }] }, true],
  [{ 'a.b': { $ne: null } }, { a: { b: 'hi' } }, true],
  // order
  [{ a: { $gt: 5 } }, { a: 6 }, true],
  [{ a: { $gt: 5 } }, { a: 5 }, false],
  [{ a: { $gte: 5 } }, { a: 5 }, true],
  [{ a: { $lt: 'b' } }, { a: 1 }, false],
  [{ a: { $lt: 'b' } }, { a: 'a' }, true],
  [{ a: { $gt: '\uffee' } }, { a: '\u{20000}' }, true],
  [{ a: { $gt: 5 } }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: { $gt: 1 } }, { a: Decimal128.fromString('2.5') }, true],
  [{ a: { $gt: -Infinity } }, { a: -1 }, true],
  [{ a: { $lt: 5 } }, { a: NaN }, false],
  [{ a: { $gte: NaN } }, { a: NaN }, true],
  [{ a: { $gte: NaN } }, { a: 1 }, false],
  [{ a: { $gt: id } }, { a: later }, true],
  [{ a: { $lt: id } }, { a: later }, false],
  [{ a: { $gt: new Date(1) } }, { a: new Date(2) }, true],
  [{ a: { $gt: { x: 1 } } }, { a: { x: 2 } }, true],
  [{ a: { $gt: [1, 2] } }, { a: [1, 3] }, true],
  [{ a: { $gt: 3, $lt: 5 } }, { a: [2, 6] }, true],
  [{ a: { $gt: new MinKey() } }, { a: 'anything' }, true],
  [{ a: { $lt: new MaxKey() } }, { a: {} }, true],
  [{ a: { $gt: false } }, { a: true }, true],
  // lists
  [{ a: { $in: [1, 'x'] } }, { a: 'x' }, true],
  [{ a: { $in: [] } }, { a: 1 }, false],
  [{ a: { $in: [id, later] } }, { a: new ObjectId(later.toHexString()) }, true],
  [{ a: { $in: [[1, 2]] } }, { a: [1, 2] }, true],
  [{ a: { $in: [/^x/i] } }, { a: 'Xy' }, true],
  [{ a: { $in: [5] } }, { a: Decimal128.fromString('5') }, true],
  [{ a: { $nin: [1] } }, {}, true],
  [{ a: { $nin: [1] } }, { a: [1, 2] }, false],
  [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
  [{ a: { $ne: 1 } }, {}, true],
  [{ a: { $all: ['x'] } }, { a: 'x' }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
  [{ a: { $all: [1, 4] } }, { a: [2, 1, 3] }, false],
  [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, true],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
  [{ a: { $size: 2 } }, { a: [1, 2] }, true],
  [{ a: { $size: 0 } }, { a: [] }, true],
  [{ a: { $size: 1 } }, { a: 'x' }, false],
  [{ a: { $size: 2 } }, { a: [[1, 2]] }, false],
  // elements
  [
    { a: { $elemMatch: { b: 1, c: 2 } } },
    {
      a: [
        { b: 1, c: 3 },
        { b: 2, c: 2 },
      ],
    },
    false,
  ],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2] }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 4] }, false],
  [{ a: { $elemMatch: { $gt: 1 } } }, { a: 2 }, false],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, { a: [{ b: 2 }] }, true],
  [{ a: { $not: { $elemMatch: { b: 1 } } } }, { a: [{ b: 1 }] }, false],
  [{ 'a.b': { $elemMatch: { c: 1 } } }, { a: [{ b: [{ c: 1 }] }] }, true],
  // paths
  [{ 'a.b': 1 }, { a: { b: 1 } }, true],
  [{ 'a.b': 1 }, { a: [{ b: [1, 2] }] }, true],
  [{ 'a.0': 5 }, { a: [5, 6] }, true],
  [{ 'a.1': 5 }, { a: [5, 6] }, false],
  [{ 'a.0.b': 1 }, { a: [{ b: 1 }] }, true],
  [{ 'a.0': 1 }, { a: [{ 0: 1 }] }, true],
  [{ 'a.b.c': { $gt: 1 } }, { a: [{ b: [{ c: 2 }] }] }, true],
  [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, false],
  [{ 'a.0.b': 1 }, { a: [[{ b: 1 }]] }, true],
  // existence and type
  [{ a: { $exists: false } }, {}, true],
  [{ a: { $exists: false } }, { a: null }, false],
  [{ a: { $exists: true } }, { a: null }, true],
  [{ a: { $exists: 1 } }, { a: [] }, true],
  [{ 'a.b': { $exists: true } }, { a: [{}, { b: 1 }] }, true],
  [{ 'a.b': { $exists: false } }, { a: [{ b: 1 }, {}] }, false],
  [{ a: { $type: 'string' } }, { a: ['x'] }, true],
  [{ a: { $type: 'array' } }, { a: [1] }, true],
  [{ a: { $type: 'objectId' } }, { a: id }, true],
  [{ a: { $type: 'date' } }, { a: new Date(0) }, true],
  [{ a: { $type: 'number' } }, { a: [1] }, true],
  [{ a: { $type: 10 } }, { a: null }, true],
  [{ a: { $type: ['string', 'null'] } }, { a: null }, true],
  [{ a: { $type: 'null' } }, {}, false],
  [{ a: { $type: 'bool' } }, { a: 1 }, false],
  // logic
  [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, true],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { a: 2 }, true],
  [{ $or: [{ a: 1 }, { $and: [{ b: 1 }, { c: 1 }] }] }, { b: 1, c: 1 }, true],
  [{ a: { $not: { $gt: 5 } } }, {}, true],
  [{ a: { $not: { $gt: 5 } } }, { a: 'text' }, true],
  [{ a: { $not: /x/ } }, { a: 'y' }, true],
  [{ a: { $gt: 1, $ne: 3 } }, { a: 3 }, false],
  // regular expressions
  [{ a: /x/ }, { a: ['y', 'x'] }, true],
  [{ a: /火/ }, { a: '山火' }, true],
  [{ a: { $regex: 'X', $options: 'i' } }, { a: 'x' }, true],
  [{ a: { $regex: '^ab', $options: 'm' } }, { a: 'x\nab' }, true],
  [{ a: { $regex: 'a.b' } }, { a: 'a\nb' }, false],
  [{ a: { $regex: 'a.b', $options: 's' } }, { a: 'a\nb' }, true],
  [{ a: /x/ }, { a: 5 }, false],
  [{ a: /^a$/ }, { a: new BSONRegExp('^a$') }, true],
  [{ a: { $regex: /^x/, $ne: 'xa' } }, { a: 'xa' }, false],
];

describe('filters', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openStore();
    await opened.db
      .collection<{ _id: number }>('probes')
      .insertMany(probes.map(([, doc], n) => ({ ...doc, _id: n })));
  });
  afterAll(() => opened.close());

  it.each(
    probes.map(
      ([filter, doc, matches], n) => [n, JSON.stringify(filter), JSON.stringify(doc), matches] as const,
    ),
  )('%i: %s on %s: %s', async (n, _filter, _doc, matches) => {
    const found = await opened.db
      .collection('probes')
      .countDocuments({ $and: [{ _id: n }, probes[n]![0]] } as Document);
    expect(found).toBe(matches ? 1 : 0);
  });

  const bad: [filter: Document, code: number][] = [
    [{ $and: [] }, 2],
    [{ $or: {} }, 2],
    [{ a: { $in: 5 } }, 2],
    [{ a: { $in: [{ $gt: 1 }] } }, 2],
    [{ a: { $not: 5 } }, 2],
    [{ a: { $all: 5 } }, 2],
    [{ a: { $size: -1 } }, 2],
    [{ a: { $type: 'nonsense' } }, 2],
    [{ a: { $elemMatch: 5 } }, 2],
    [{ a: { $regex: 5 } }, 2],
    [{ a: { $options: 'i' } }, 2],
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $bogus: 1 } }, 2],
    [{ $bogus: 1 }, 2],
  ];
  it.each(bad.map(([filter, code]) => [JSON.stringify(filter), code, filter] as const))(
    '%s is refused with %i, also where nothing is stored',
    async (_text, code, filter) => {
      await expect(opened.db.collection('nothing').find(filter).toArray()).rejects.toMatchObject({ code });
    },
  );
});
