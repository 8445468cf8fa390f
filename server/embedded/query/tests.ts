import type { BSONRegExp } from 'bson';
import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { isOperators, tagOf } from '../values/bson.ts';
import { compareValues, equals } from '../values/compare.ts';
import { rank, rankOf } from '../values/types.ts';

/** A test on one value; undefined is a field that is not there. */
export type ValueTest = (value: unknown) => boolean;

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of one type class are compared, NaN only with itself. */
export function inOrder(operator: '$gt' | '$gte' | '$lt' | '$lte', bound: unknown): ValueTest {
  if (isRegex(bound)) fault(code.badValue, `Can't have RegEx as arg to predicate over field: ${operator}`);
  const sign = operator.startsWith('$g') ? 1 : -1;
  const orEqual = operator.endsWith('e');
  const kind = rankOf(bound);
  if (kind === rank.null) return (value) => orEqual && (value === null || value === undefined);
  if (isNotANumber(bound)) return (value) => orEqual && isNotANumber(value);
  const anyKind = kind === rank.min || kind === rank.max; // with these a missing field is compared as null
  return (value) => {
    if (!anyKind && (rankOf(value) !== kind || isNotANumber(value))) return false;
    const order = compareValues(value ?? null, bound) * sign;
    return order > 0 || (orEqual && order === 0);
  };
}

/** `$in`: equal to one of the list, or matching one of its regular expressions. */
export function among(operator: string, list: unknown): ValueTest {
  if (!Array.isArray(list)) fault(code.badValue, `${operator} needs an array`);
  if (list.some(isOperators)) fault(code.badValue, `cannot nest $ under ${operator}`);
  const quick = new Set<string>();
  const others: unknown[] = [];
  const patterns: ValueTest[] = [];
  for (const one of list as unknown[]) {
    const key = quickKey(one);
    if (key !== undefined) quick.add(key);
    else if (isRegex(one)) patterns.push(regexTest(one));
    else others.push(one);
  }
  return (value) => {
    const key = quickKey(value);
    if (key !== undefined && quick.has(key)) return true;
    return others.some((one) => equals(value, one)) || patterns.some((test) => test(value));
  };
}

/** `$type`, by name or number, one or several. */
export function ofType(argument: unknown): ValueTest {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map((one: unknown) => {
    const name = typeof one === 'string' ? one : typeNumbers[Number(one)];
    if (name === undefined || !(name in typeTests))
      fault(code.badValue, `Unknown type name alias: ${String(one)}`);
    return typeTests[name]!;
  });
  return (value) => value !== undefined && wanted.some((test) => test(value));
}

export function ofSize(argument: unknown): ValueTest {
  const size = Number(argument);
  if (!Number.isInteger(size) || size < 0) fault(code.badValue, '$size needs a non-negative whole number');
  return (value) => Array.isArray(value) && value.length === size;
}

export function isRegex(value: unknown): value is BSONRegExp {
  return value !== null && typeof value === 'object' && tagOf(value) === 'BSONRegExp';
}

/**
 * A regular expression on strings, or equal to a stored one. JavaScript runs it, so what only PCRE has is refused.
 * @param options overrides the expression's own
 */
export function regexTest(argument: unknown, options?: unknown): ValueTest {
  if (!isRegex(argument) && typeof argument !== 'string') fault(code.badValue, '$regex has to be a string');
  const pattern = isRegex(argument) ? argument.pattern : argument;
  const flags = String(options ?? (isRegex(argument) ? argument.options : ''));
  const regex = toJavaScript(pattern, flags);
  return (value) => {
    if (typeof value === 'string') return regex.test(value);
    return isRegex(value) && value.pattern === pattern && value.options === flags;
  };
}

function toJavaScript(pattern: string, options: string): RegExp {
  const flags = [...new Set(options)].join('').replace('u', '');
  if (/[^ims]/.test(flags)) refuse('regex', `option '${options}'`);
  if (pattern.length > MAX_PATTERN) refuse('regex', 'pattern is too long');
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    // Older escapes, such as \- outside a class, are only understood without Unicode mode.
  }
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    return refuse('regex', (error as Error).message);
  }
}

/** Values that are equal exactly when their keys are; the others are compared one by one. */
function quickKey(value: unknown): string | undefined {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number') return `n${value}`;
  if (value === null || typeof value !== 'object') return undefined;
  const tag = tagOf(value);
  if (tag === 'ObjectId') return `o${String(value)}`;
  if (tag === 'Long') return `n${String(value)}`;
  if (tag === 'Decimal128') return `n${Number(String(value))}`;
  return undefined;
}

function isNotANumber(value: unknown): boolean {
  return rankOf(value) === rank.number && Number.isNaN(Number(String(value)));
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

function tagged(tag: string): ValueTest {
  return (value) => value !== null && typeof value === 'object' && tagOf(value) === tag;
}

/** Plain numbers are told apart by their value: how they were stored is not kept. */
const typeTests: Record<string, ValueTest> = {
  double: (value) => typeof value === 'number' && !Number.isInteger(value),
  string: (value) => typeof value === 'string',
  object: (value) => rankOf(value) === rank.object,
  array: Array.isArray,
  binData: tagged('Binary'),
  objectId: tagged('ObjectId'),
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: isRegex,
  int: (value) => typeof value === 'number' && isInt32(value),
  timestamp: tagged('Timestamp'),
  long: (value) => tagged('Long')(value) || (Number.isInteger(value) && !isInt32(value as number)),
  decimal: tagged('Decimal128'),
  number: (value) => rankOf(value) === rank.number,
};

const typeNumbers: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
};

/** MongoDB's own limit, in characters. */
const MAX_PATTERN = 32_764;
