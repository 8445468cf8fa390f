import { tagOf } from './bson.ts';

/**
 * The order of BSON types among each other (MongoDB manual, "Comparison/Sort Order"), as the first byte of an
 * encoded value. `empty` stands for an empty array in an index or a sort: it comes before null.
 */
export const rank = {
  min: 1,
  empty: 3,
  null: 5,
  number: 10,
  string: 20,
  object: 30,
  array: 40,
  binary: 50,
  objectId: 60,
  boolean: 70,
  date: 80,
  timestamp: 85,
  regex: 90,
  code: 100,
  max: 250,
} as const;

const tagged: Record<string, number> = {
  ObjectId: rank.objectId,
  Int32: rank.number,
  Double: rank.number,
  Long: rank.number,
  Decimal128: rank.number,
  Timestamp: rank.timestamp,
  Binary: rank.binary,
  BSONRegExp: rank.regex,
  BSONSymbol: rank.string,
  MinKey: rank.min,
  MaxKey: rank.max,
  Code: rank.code,
  DBRef: rank.object,
};

/** The type class of a value: only values of one class are compared by `$gt`, `$lt` and so on. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return rank.number;
    case 'string':
      return rank.string;
    case 'boolean':
      return rank.boolean;
    case 'undefined':
      return rank.empty;
  }
  if (value === null) return rank.null;
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  const tag = tagOf(value as object);
  return tag === undefined ? rank.object : (tagged[tag] ?? rank.code);
}

/** The name MongoDB gives a value's type in its messages. */
export function typeName(value: unknown): string {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= 2 ** 31 ? 'int' : 'double';
  return names[rankOf(value)] ?? 'object';
}

const names: Record<number, string> = {
  [rank.min]: 'minKey',
  [rank.empty]: 'missing',
  [rank.null]: 'null',
  [rank.number]: 'long',
  [rank.string]: 'string',
  [rank.object]: 'object',
  [rank.array]: 'array',
  [rank.binary]: 'binData',
  [rank.objectId]: 'objectId',
  [rank.boolean]: 'bool',
  [rank.date]: 'date',
  [rank.timestamp]: 'timestamp',
  [rank.regex]: 'regex',
  [rank.code]: 'javascript',
  [rank.max]: 'maxKey',
};
