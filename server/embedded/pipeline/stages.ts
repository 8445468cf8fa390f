import { fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { clone, isDoc, put, type Doc } from '../values/bson.ts';
import { sortKey } from '../values/compare.ts';
import { partsOf } from '../values/paths.ts';
import { compileGroup } from './group.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection } from '../query/projection.ts';
import type { Step } from '../query/rows.ts';
import { sortOf } from '../query/sort.ts';

/** A pipeline's stage: `{ $name: spec }`. */
export interface Stage {
  name: string;
  spec: unknown;
}

type Docs = Iterable<Step<Doc>>;

/** @throws MongoFault 40324 for a stage the store does not have */
export function compileStage({ name, spec }: Stage): (docs: Docs) => Docs {
  switch (name) {
    case '$match': {
      const test = compileFilter(spec);
      return (docs) => each(docs, (doc) => (test(doc) ? [doc] : []));
    }
    case '$sort':
      return (docs) => sorted(docs, spec);
    case '$skip':
      return (docs) => slice(docs, wholeNumber(spec, badSkip), Infinity);
    case '$limit':
      return (docs) =>
        slice(docs, 0, wholeNumber(spec, badLimit) || fault(15958, 'the limit must be positive'));
    case '$project':
      return project(spec);
    case '$group':
      return compileGroup(spec).run;
    case '$count':
      return count(spec);
    case '$unwind':
      return unwind(spec);
    case '$out':
    case '$merge':
      return refuse('output', name);
    default:
      return refuse('stage', `'${name}'`);
  }
}

function project(spec: unknown): (docs: Docs) => Docs {
  if (!isDoc(spec)) fault(15969, '$project specification must be an object');
  const projection = compileProjection(spec);
  if (!projection)
    fault(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  return (docs) => each(docs, (doc) => [projection(doc)]);
}

function count(spec: unknown): (docs: Docs) => Docs {
  if (typeof spec !== 'string') fault(40156, 'the count field must be a non-empty string');
  if (spec === '') fault(40157, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) fault(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) fault(40160, `the count field cannot contain '.'`);
  return function* (docs) {
    let n = 0;
    for (const doc of docs) {
      if (doc) n++;
      else yield undefined;
    }
    if (n > 0) yield { [spec]: n };
  };
}

/** `'$path'` or `{ path, preserveNullAndEmptyArrays }`. */
function unwind(spec: unknown): (docs: Docs) => Docs {
  const options = isDoc(spec) ? spec : { path: spec };
  const { path, preserveNullAndEmptyArrays: keep, ...others } = options as Doc;
  if (typeof path !== 'string' || !path.startsWith('$')) {
    fault(28818, `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
  }
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) refuse('stage', `'$unwind' with ${unknown}`);
  const parts = partsOf(path.slice(1));
  return (docs) =>
    each(docs, (doc) => {
      const value = follow(doc, parts);
      if (Array.isArray(value) && value.length > 0) return value.map((item) => withValue(doc, parts, item));
      const empty = value === undefined || value === null || Array.isArray(value);
      if (!empty) return [doc];
      if (!keep) return [];
      return [Array.isArray(value) ? withValue(doc, parts, undefined) : doc];
    });
}

function* each(docs: Docs, map: (doc: Doc) => Doc[]): Generator<Step<Doc>> {
  for (const doc of docs) {
    if (doc) yield* map(doc);
    else yield undefined;
  }
}

function* sorted(docs: Docs, spec: unknown): Generator<Step<Doc>> {
  const sort = sortOf(spec);
  const all: { key: Buffer; doc: Doc }[] = [];
  for (const doc of docs) {
    if (doc) all.push({ key: sortKey(doc, sort), doc });
    else yield undefined;
  }
  all.sort((a, b) => a.key.compare(b.key));
  for (const { doc } of all) yield doc;
}

function* slice(docs: Docs, skip: number, limit: number): Generator<Step<Doc>> {
  for (const doc of docs) {
    if (doc && skip > 0) skip--;
    else {
      yield doc;
      if (doc && --limit <= 0) return;
    }
  }
}

function follow(doc: Doc, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (value, part) => (isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    doc,
  );
}

/** A copy with another value at the path; undefined takes the field away. */
function withValue(doc: Doc, parts: readonly string[], value: unknown): Doc {
  const copy = clone(doc);
  let holder = copy;
  for (const part of parts.slice(0, -1)) holder = holder[part] as Doc;
  const last = parts[parts.length - 1]!;
  if (value === undefined) delete holder[last];
  else put(holder, last, value);
  return copy;
}

/** The argument of a `$skip` or a `$limit`; 0 is for the latter still to be refused. */
export function wholeNumber(spec: unknown, code: number): number {
  const n = Number(spec);
  if (!Number.isInteger(n) || n < 0) fault(code, `a whole number is expected, not ${String(spec)}`);
  return n;
}

export const badSkip = 5107200;
export const badLimit = 5107201;
