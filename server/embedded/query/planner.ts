import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import type { Collection, Index } from '../storage/catalogue.ts';
import { successor } from '../storage/kv.ts';
import { idKey, type KeyRange } from '../storage/scan.ts';
import { isDoc, type Doc } from '../values/bson.ts';
import type { SortSpec } from '../values/compare.ts';
import { rangesOf } from './ranges.ts';
import { implies, predicatesOf, type Predicates } from './predicates.ts';

/** How the rows for a filter are found. Without an index or a union: all of the collection. */
export interface Plan {
  index?: Index;
  ranges: readonly KeyRange[];
  reverse: boolean;
  /** The rows come in the order that was asked for. */
  sorted: boolean;
  /** The rows need no test by the filter. */
  exact: boolean;
  /** The clauses of an `$or`, each with an index of its own. */
  union?: Plan[];
}

/**
 * Chooses an index: equal fields first, then the points of `$in`, one range, then the order that is asked for.
 * @param hint an index by name or key, or `{ $natural: 1 }`
 */
export function planFor(collection: Collection, filter: Doc, sort: SortSpec, hint?: unknown): Plan {
  const scan: Plan = { ranges: [], reverse: false, sorted: sort.length === 0, exact: isEmpty(filter) };
  if (sort.length === 1 && sort[0]![0] === '$natural')
    return { ...scan, sorted: true, reverse: sort[0]![1] < 0 };
  const natural = isDoc(hint) && '$natural' in hint ? hint.$natural : undefined;
  if (natural !== undefined) return { ...scan, reverse: Number(natural) < 0 && sort.length === 0 };
  const predicates = predicatesOf(filter);
  if (hint !== undefined && hint !== '' && !(isDoc(hint) && isEmpty(hint))) {
    return hinted(collection, predicates, sort, hint);
  }
  const ready = collection.indexes.filter((index) => index.ready);
  const plans = ready.flatMap((index) => scored(index, predicates, sort) ?? []);
  const best = plans.reduce<Scored | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
  return best ?? unionOf(collection, predicates, scan) ?? scan;
}

interface Scored extends Plan {
  score: number;
}

function hinted(collection: Collection, predicates: Predicates, sort: SortSpec, hint: unknown): Plan {
  if (typeof hint !== 'string' && !isDoc(hint)) refuse('hint');
  const key = JSON.stringify(hint);
  const isMeant = ({ spec, ready }: Index) =>
    ready && (spec.name === hint || JSON.stringify(spec.key) === key);
  const index = collection.indexes.find(isMeant);
  if (!index) {
    fault(
      code.badValue,
      'planner returned error: bad hint: hint provided does not correspond to an existing index',
    );
  }
  const whole = idKey(index.id);
  const range: KeyRange = [whole, successor(whole)];
  return (
    scored(index, predicates, sort) ?? {
      index,
      ranges: [range],
      reverse: false,
      sorted: sort.length === 0,
      exact: false,
    }
  );
}

/** A plan with this index, undefined when it is of no use or does not have all of the documents. */
function scored(index: Index, predicates: Predicates, sort: SortSpec): Scored | undefined {
  const { spec } = index;
  if (spec.partialFilterExpression && !implies(predicates, spec.partialFilterExpression)) return undefined;
  const bounds = rangesOf(index, predicates);
  if (spec.sparse && !bounds.present) return undefined;
  const direction =
    bounds.used === 0 && sort.length === 0 ? undefined : directionOf(index, bounds.fixed, sort);
  if (bounds.used === 0 && direction === undefined) return undefined;
  const all = bounds.used === index.fields.length && bounds.ranges.length === 1;
  const exactly = all && bounds.fixed.size === bounds.used && (spec.unique === true || spec.name === '_id_');
  return {
    index,
    ranges: bounds.ranges,
    reverse: direction === -1,
    sorted: direction !== undefined,
    exact: predicates.complete && bounds.complete && bounds.used === predicates.byPath.size,
    score: bounds.score + (sort.length > 0 && direction !== undefined ? 50 : 0) + (exactly ? 500 : 0),
  };
}

/** 1 or -1 when a scan in that direction gives the order, undefined when it does not. */
function directionOf(index: Index, fixed: ReadonlySet<number>, sort: SortSpec): 1 | -1 | undefined {
  const isFixed = (n: number) => fixed.has(n) && !index.multikey[n];
  const fixedPaths = new Set(index.fields.filter((_, n) => isFixed(n)));
  const wanted = sort.filter(([path]) => !fixedPaths.has(path));
  if (wanted.length > 0 && index.inexact) return undefined;
  let direction: 1 | -1 | undefined;
  let at = 0;
  for (const [path, way] of wanted) {
    // An equal field keeps the order of what follows it, also when arrays gave it several entries.
    while (at < index.fields.length && fixed.has(at) && index.fields[at] !== path) at++;
    if (index.fields[at] !== path || index.multikey[at]) return undefined;
    const here = way < 0 === index.descending[at] ? 1 : -1;
    if (direction !== undefined && direction !== here) return undefined;
    direction = here;
    at++;
  }
  return direction ?? 1;
}

function unionOf(collection: Collection, predicates: Predicates, scan: Plan): Plan | undefined {
  if (!predicates.or || predicates.or.length > 50) return undefined;
  const union = predicates.or.map((clause) => planFor(collection, clause, []));
  return union.every((plan) => plan.index || plan.union) ? { ...scan, exact: false, union } : undefined;
}

function isEmpty(doc: Doc): boolean {
  return Object.keys(doc).length === 0;
}
