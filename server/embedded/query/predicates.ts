import type { BSONRegExp } from 'bson';
import { isDoc, isOperators, type Doc } from '../values/bson.ts';
import { compareValues } from '../values/compare.ts';
import { rank, rankOf } from '../values/types.ts';
import { compileCondition } from './match.ts';
import { isRegex } from './tests.ts';

/** An end of a range; `open` leaves the value itself out. */
export interface Bound {
  value: unknown;
  open: boolean;
}

/** What a filter says of one path, as far as an index can answer it. */
export interface Predicate {
  /** The path's value is one of these … */
  points?: unknown[];
  /** … or begins with this … */
  prefix?: string;
  /** … or lies within these. */
  low?: Bound;
  high?: Bound;
}

export interface Predicates {
  byPath: Map<string, Predicate>;
  /** The predicates say all that the filter says. */
  complete: boolean;
  /** The clauses of a top-level `$or`, if there is one. */
  or: Doc[] | undefined;
}

/** What the conjunctions of a filter say of each path. */
export function predicatesOf(filter: Doc): Predicates {
  const found: Predicates = { byPath: new Map(), complete: true, or: undefined };
  collect(filter, found);
  return found;
}

/** Whether every document that meets the predicates is covered by a partial index with this expression. */
export function implies(predicates: Predicates, expression: Doc): boolean {
  return Object.entries(expression).every(([path, cond]) => {
    const predicate = predicates.byPath.get(path);
    if (!predicate) return false;
    const { points, prefix, low, high } = predicate;
    const test = compileCondition(cond);
    if (points) return points.length > 0 && points.every((point) => point !== null && test(point));
    if (!isOperators(cond)) return false;
    if (prefix !== undefined)
      return Object.keys(cond).every((op) => op === '$exists' || op === '$type') && test(prefix);
    return Object.entries(cond).every(([op, value]) => rangeImplies(op, value, low, high));
  });
}

function collect(filter: Doc, found: Predicates): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and') for (const one of value as Doc[]) collect(one, found);
    else if (key.startsWith('$')) {
      if (key === '$comment') continue;
      found.complete = false;
      if (key === '$or') found.or ??= value as Doc[];
    } else if (isOperators(value))
      for (const [op, argument] of Object.entries(value)) operator(key, op, argument, found);
    else if (isRegex(value)) regex(key, value, found);
    else operator(key, '$eq', value, found);
  }
}

function operator(path: string, op: string, argument: unknown, found: Predicates): void {
  switch (op) {
    case '$eq':
      return pointable(argument) ? add(path, { points: [argument] }, found) : incomplete(found);
    case '$in':
      return Array.isArray(argument) && argument.every(pointable)
        ? add(path, { points: argument }, found)
        : incomplete(found);
    case '$all':
      if (!Array.isArray(argument) || !scalar(argument[0])) return incomplete(found);
      if (argument.length > 1) incomplete(found); // the first leads to the rows, the filter asks for the others
      return add(path, { points: [argument[0]] }, found);
    case '$gt':
    case '$gte':
      return scalar(argument)
        ? add(path, { low: { value: argument, open: op === '$gt' } }, found)
        : incomplete(found);
    case '$lt':
    case '$lte':
      return scalar(argument)
        ? add(path, { high: { value: argument, open: op === '$lt' } }, found)
        : incomplete(found);
    default:
      return incomplete(found);
  }
}

function add(path: string, predicate: Predicate, found: Predicates): void {
  const { points } = predicate;
  if (points && !points.every(scalar)) found.complete = false; // null also stands for missing; the filter decides
  const old = found.byPath.get(path);
  if (!old) return void found.byPath.set(path, predicate);
  const canJoin = !old.points && !points && old.prefix === undefined && !(old.low && predicate.low);
  if (canJoin && !(old.high && predicate.high) && sameKind(old, predicate)) {
    found.byPath.set(path, { ...old, ...predicate });
    return;
  }
  found.complete = false;
  if (points && !old.points) found.byPath.set(path, predicate);
}

function sameKind(a: Predicate, b: Predicate): boolean {
  return rankOf((a.low ?? a.high)?.value) === rankOf((b.low ?? b.high)?.value);
}

/** `/^abc/` is a range of texts, to be checked by the filter. */
function regex(path: string, { pattern, options }: BSONRegExp, found: Predicates): void {
  incomplete(found);
  if (/[imx]/.test(options) || pattern.includes('|')) return;
  const literal = /^\^([\p{L}\p{N} _:@/-]+)/u.exec(pattern)?.[1];
  if (!literal || found.byPath.has(path)) return;
  const optionalEnd = /^[*?{]/.test(pattern.slice(1 + literal.length));
  const prefix = optionalEnd ? [...literal].slice(0, -1).join('') : literal;
  if (prefix) found.byPath.set(path, { prefix });
}

function incomplete(found: Predicates): void {
  found.complete = false;
}

function rangeImplies(op: string, value: unknown, low?: Bound, high?: Bound): boolean {
  const some = (low ?? high)!;
  if (op === '$exists') return Boolean(value);
  if (op === '$type')
    return compileCondition({ $type: value })(some.value) && rankOf(some.value) !== rank.number;
  const bound = op.startsWith('$g') ? low : high;
  if (!bound || !/^\$[gl]te?$/.test(op) || rankOf(bound.value) !== rankOf(value)) return false;
  const order = compareValues(bound.value, value) * (op.startsWith('$g') ? 1 : -1);
  return order > 0 || (order === 0 && (bound.open || op.endsWith('e')));
}

/** Values whose index entries are exactly the documents that match them. */
function scalar(value: unknown): boolean {
  return scalars.has(rankOf(value)) && !(typeof value === 'number' && Number.isNaN(value));
}

function pointable(value: unknown): boolean {
  return value === null || scalar(value) || (isDoc(value) && !isOperators(value));
}

const scalars: ReadonlySet<number> = new Set([
  rank.number,
  rank.string,
  rank.objectId,
  rank.boolean,
  rank.date,
  rank.binary,
]);
