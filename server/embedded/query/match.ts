import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { isDoc, isOperators, tagOf, type Doc } from '../values/bson.ts';
import { equals } from '../values/compare.ts';
import { partsOf } from '../values/paths.ts';
import { among, inOrder, isRegex, ofSize, ofType, regexTest, type ValueTest } from './tests.ts';
import { reach } from './reach.ts';

export type DocTest = (doc: Doc) => boolean;

/**
 * A filter as a test on documents.
 * @throws MongoFault when the filter is malformed or asks for what the store does not have
 */
export function compileFilter(filter: unknown): DocTest {
  if (!isDoc(filter)) fault(code.typeMismatch, `Expected field 'filter' to be of type object`);
  const tests: DocTest[] = [];
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$comment') continue;
    if (!key.startsWith('$')) tests.push(condition(value, atPath(key)));
    else if (key === '$and') tests.push(all(clauses(key, value)));
    else if (key === '$or') tests.push(any(clauses(key, value)));
    else if (key === '$nor') tests.push(not(any(clauses(key, value))));
    else refuseTop(key);
  }
  return all(tests);
}

/** A condition on a value by itself, as `$pull` and `$elemMatch` have it. */
export function compileCondition(cond: unknown): ValueTest {
  return condition<unknown>(cond, (test) => test);
}

/** The top-level fields that a filter reads. */
export function fieldsOf(filter: Doc, into = new Set<string>()): Set<string> {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || key === '$or' || key === '$nor')
      for (const one of value as Doc[]) fieldsOf(one, into);
    else if (!key.startsWith('$')) into.add(partsOf(key)[0]!);
  }
  return into;
}

/** Brings a test on a value to where the value is; `expand` when an array's elements count as well as the array. */
type At<T> = (test: ValueTest, expand: boolean) => (subject: T) => boolean;

function atPath(path: string): At<Doc> {
  const parts = partsOf(path);
  return (test, expand) => (doc) => reach(doc, parts, 0, test, expand);
}

function condition<T>(cond: unknown, at: At<T>): (subject: T) => boolean {
  if (isRegex(cond)) return at(regexTest(cond), true);
  if (!isOperators(cond)) return at((value) => equals(value, cond), true);
  return all(Object.entries(cond).map(([operator, argument]) => operation(operator, argument, cond, at)));
}

function operation<T>(operator: string, argument: unknown, cond: Doc, at: At<T>): (subject: T) => boolean {
  switch (operator) {
    case '$eq':
      return at((value) => equals(value, argument), true);
    case '$ne':
      if (isRegex(argument)) fault(code.badValue, "Can't have regex as arg to $ne.");
      return not(at((value) => equals(value, argument), true));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return at(inOrder(operator, argument), true);
    case '$in':
      return at(among(operator, argument), true);
    case '$nin':
      return not(at(among(operator, argument), true));
    case '$exists':
      return isTrue(argument) ? at(exists, false) : not(at(exists, false));
    case '$type':
      return at(ofType(argument), true);
    case '$size':
      return at(ofSize(argument), false);
    case '$regex':
      return at(regexTest(argument, cond.$options), true);
    case '$options':
      if (!('$regex' in cond)) fault(code.badValue, '$options needs a $regex');
      return () => true;
    case '$not':
      if (!isOperators(argument) && !isRegex(argument))
        fault(code.badValue, '$not needs a regex or a document');
      return not(condition(argument, at));
    case '$all':
      return everyOne(argument, at);
    case '$elemMatch':
      return at(elemMatch(argument), false);
    default:
      return refuseOperator(operator);
  }
}

function everyOne<T>(list: unknown, at: At<T>): (subject: T) => boolean {
  if (!Array.isArray(list)) fault(code.badValue, '$all needs an array');
  if (list.length === 0) return () => false;
  return all(
    list.map((one: unknown) => {
      if (!isOperators(one)) return condition(isRegex(one) ? one : { $eq: one }, at);
      if (Object.keys(one)[0] !== '$elemMatch') fault(code.badValue, 'no $ expressions in $all');
      return condition(one, at);
    }),
  );
}

/** Some element meets all of the conditions: on itself, or on its fields. */
function elemMatch(argument: unknown): ValueTest {
  if (!isDoc(argument)) fault(code.badValue, '$elemMatch needs an Object');
  const first = Object.keys(argument)[0];
  const onItself = isOperators(argument) && !logical.has(first!);
  const test = onItself ? compileCondition(argument) : onFields(compileFilter(argument));
  return (value) => Array.isArray(value) && value.some(test);
}

function onFields(test: DocTest): ValueTest {
  // A list within the list is a document whose fields are called 0, 1 …
  return (value) =>
    isDoc(value) ? test(value) : Array.isArray(value) && test({ ...value } as unknown as Doc);
}

function clauses(key: string, value: unknown): DocTest[] {
  if (!Array.isArray(value) || value.length === 0) fault(code.badValue, `${key} must be a nonempty array`);
  return value.map((one) => {
    if (!isDoc(one)) fault(code.badValue, `${key} entries need to be full objects`);
    return compileFilter(one);
  });
}

function refuseTop(key: string): never {
  if (key === '$text') refuse('text', key);
  refuse('topOperator', key);
}

function refuseOperator(operator: string): never {
  if (geo.has(operator)) refuse('geo', operator);
  refuse('operator', operator);
}

function exists(value: unknown): boolean {
  return value !== undefined;
}

function isTrue(value: unknown): boolean {
  return value !== null && typeof value === 'object' && tagOf(value) === 'Long'
    ? String(value) !== '0'
    : Boolean(value);
}

function all<T>(tests: ((subject: T) => boolean)[]): (subject: T) => boolean {
  if (tests.length === 1) return tests[0]!;
  return (subject) => {
    for (const test of tests) if (!test(subject)) return false;
    return true;
  };
}

function any<T>(tests: ((subject: T) => boolean)[]): (subject: T) => boolean {
  return (subject) => {
    for (const test of tests) if (test(subject)) return true;
    return false;
  };
}

function not<T>(test: (subject: T) => boolean): (subject: T) => boolean {
  return (subject) => !test(subject);
}

const logical = new Set(['$and', '$or', '$nor']);
const geo = new Set(['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within']);
