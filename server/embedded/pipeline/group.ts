import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { isDoc, put, type Doc } from '../values/bson.ts';
import { compareValues, encodeValue } from '../values/compare.ts';
import { addNumbers } from '../values/numbers.ts';
import { rank, rankOf } from '../values/types.ts';
import { compileExpression, fieldsOfAll, type Expression } from './expression.ts';
import type { Step } from '../query/rows.ts';

/** A `$group` stage, ready to run. */
export interface Group {
  /** The top-level fields it reads; undefined for whole documents. */
  fields: string[] | undefined;
  run: (docs: Iterable<Step<Doc>>) => Iterable<Step<Doc>>;
}

export function compileGroup(spec: unknown): Group {
  if (!isDoc(spec)) fault(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) fault(15955, 'a group specification must include an _id');
  const id = compileExpression(spec._id);
  const columns = Object.entries(spec).flatMap(([name, of]) => (name === '_id' ? [] : [column(name, of)]));
  return {
    fields: fieldsOfAll([id, ...columns.map(({ input }) => input)]),
    run: (docs) => groups(docs, id, columns),
  };
}

interface Column {
  name: string;
  input: Expression;
  begin: () => Accumulator;
}

interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

function column(name: string, of: unknown): Column {
  if (name.includes('.')) fault(40235, `The field name '${name}' cannot contain '.'`);
  if (!isDoc(of)) fault(40234, `The field '${name}' must be an accumulator object`);
  const [operator, more] = Object.keys(of);
  if (operator === undefined || more !== undefined)
    fault(40238, `The field '${name}' must specify one accumulator`);
  if (!Object.hasOwn(accumulators, operator)) refuse('accumulator', `'${operator}'`);
  if (operator === '$count' && !(isDoc(of.$count) && Object.keys(of.$count).length === 0)) {
    fault(code.typeMismatch, '$count takes no arguments, i.e. $count:{}');
  }
  const input = compileExpression(operator === '$count' ? 1 : of[operator]);
  return { name, input, begin: accumulators[operator]! };
}

function* groups(docs: Iterable<Step<Doc>>, id: Expression, columns: Column[]): Generator<Step<Doc>> {
  const found = new Map<string, { id: unknown; cells: Accumulator[] }>();
  for (const doc of docs) {
    if (!doc) {
      yield undefined;
      continue;
    }
    const value = id.of(doc) ?? null;
    const key = encodeValue(value).toString('latin1');
    let one = found.get(key);
    if (!one) found.set(key, (one = { id: value, cells: columns.map(({ begin }) => begin()) }));
    for (const [n, { input }] of columns.entries()) one.cells[n]!.add(input.of(doc));
  }
  for (const one of found.values()) {
    const out: Doc = { _id: one.id };
    for (const [n, { name }] of columns.entries()) put(out, name, one.cells[n]!.result() ?? null);
    yield out;
  }
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: sum,
  $count: sum,
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: () => pick((kept, value, seen) => (seen ? kept : value)),
  $last: () => pick((_, value) => value),
  $push: () => list(() => true),
  $addToSet: () => {
    const seen = new Set<string>();
    return list((value) => seen.size !== seen.add(encodeValue(value).toString('latin1')).size);
  },
};

function sum(): Accumulator {
  let total: unknown = 0;
  return {
    add: (value) => {
      if (rankOf(value) === rank.number) total = addNumbers(total, value);
    },
    result: () => total,
  };
}

/** Missing and null do not count. */
function extreme(sign: 1 | -1): Accumulator {
  let best: unknown;
  return {
    add: (value) => {
      if (value === undefined || value === null) return;
      if (best === undefined || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best,
  };
}

function pick(choose: (kept: unknown, value: unknown, seen: boolean) => unknown): Accumulator {
  let kept: unknown;
  let seen = false;
  return {
    add: (value) => {
      kept = choose(kept, value, seen);
      seen = true;
    },
    result: () => kept,
  };
}

function list(wants: (value: unknown) => boolean): Accumulator {
  const items: unknown[] = [];
  return {
    add: (value) => {
      if (value !== undefined && wants(value)) items.push(value);
    },
    result: () => items,
  };
}
