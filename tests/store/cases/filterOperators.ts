import { BSONRegExp, Decimal128, ObjectId, type Document } from 'mongodb';
import { matching, type Probe } from './builders.ts';

import { HERE, type Case } from '../case.ts';
const id = new ObjectId('650000000000000000000001');
const later = new ObjectId('650000000000000000000002');

/** Lists, elements, paths, types, logic and regular expressions. */
const probes: Probe[] = [
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
  [{ a: { $all: [null] } }, {}, true],
  [{ 'a.b': { $all: [1, 2] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
  [{ 'a.b': { $all: [1, 3] } }, { a: [{ b: 1 }, { b: 2 }] }, false],
  [{ a: { $all: [null] } }, { a: 1 }, false],
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
  [{ a: { $elemMatch: { b: null } } }, { a: [{ c: 1 }] }, true],
  [{ a: { $elemMatch: { b: null } } }, { a: [5, { c: 1 }, {}] }, true],
  [{ a: { $elemMatch: { b: null } } }, { a: [5] }, false],
  [{ a: { $elemMatch: { b: null } } }, { a: [[], 5] }, true],
  [{ a: { $elemMatch: { b: null } } }, { a: [[{ b: 1 }]] }, true],
  [{ a: { $elemMatch: { b: 1 } } }, { a: [[{ b: 1 }]] }, false],
  [{ a: { $elemMatch: { '0.b': 1 } } }, { a: [[{ b: 1 }]] }, true],
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

export const filterOperators: Case[] = [
  ...matching(probes),
  ...bad.map(([filter, code]): Case => ({
    name: `filter ${JSON.stringify(filter)} is refused, also where nothing is stored`,
    command: { find: HERE, filter },
    gives: { code },
  })),
];
