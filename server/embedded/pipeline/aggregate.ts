import { fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import { decode, encode, isDoc, type Doc } from '../values/bson.ts';
import { fieldReader } from '../values/fields.ts';
import { compileGroup } from './group.ts';
import { findRows, type Query, type Step } from '../query/rows.ts';
import { sortOf } from '../query/sort.ts';
import { badLimit, badSkip, compileStage, wholeNumber, type Stage } from './stages.ts';

/**
 * The results of a pipeline. `$match`, `$sort`, `$skip` and `$limit` at its beginning use indexes; what follows goes
 * through the documents one by one.
 * @throws MongoFault 40324 for a stage the store does not have
 */
export function aggregateSteps(
  store: Store,
  collection: Collection | undefined,
  pipeline: unknown[],
  hint: unknown,
): Iterable<Step<Buffer>> {
  const stages = pipeline.map(stageOf);
  const query: Query = { filter: {}, hint };
  const rest = pushDown(stages, query);
  const run = rest.map(compileStage);
  if (run.length === 0) return mapSteps(findRows(store, collection, query), ({ raw }) => raw);
  const docs = inputOf(rest[0]!, store, collection, query);
  return mapSteps(
    run.reduce((input, stage) => stage(input), docs),
    encode,
  );
}

/** Takes the stages that a query can do off the pipeline's beginning. */
function pushDown(stages: Stage[], query: Query): Stage[] {
  const rest = [...stages];
  const next = (name: string) => (rest[0]?.name === name ? rest.shift()!.spec : undefined);
  for (let match = next('$match'); match !== undefined; match = next('$match')) {
    if (!isDoc(match)) fault(15959, 'the match filter must be an expression in an object');
    query.filter = Object.keys(query.filter).length === 0 ? match : { $and: [query.filter, match] };
  }
  query.sort = sortOf(next('$sort'));
  query.skip = wholeNumber(next('$skip') ?? 0, badSkip);
  const limit = next('$limit');
  if (limit !== undefined) query.limit = positive(limit);
  return rest;
}

/** The documents for the first stage that is no query, of which only what it reads is decoded. */
function inputOf(
  stage: Stage,
  store: Store,
  collection: Collection | undefined,
  query: Query,
): Iterable<Step<Doc>> {
  const fields =
    stage.name === '$group' ? compileGroup(stage.spec).fields : stage.name === '$count' ? [] : undefined;
  if (fields?.length === 0) {
    const all = Object.keys(query.filter).length === 0 && !query.skip && !query.limit;
    if (all) return repeated({}, collection?.count ?? 0);
    return mapSteps(findRows(store, collection, { ...query, keysOnly: true }), () => ({}));
  }
  const read = fields ? fieldReader(fields) : decode;
  return mapSteps(findRows(store, collection, query), ({ raw }) => read(raw));
}

function stageOf(stage: unknown): Stage {
  const [name, more] = isDoc(stage) ? Object.keys(stage) : [];
  if (name === undefined || more !== undefined) {
    fault(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (name === '$changeStream') refuse('changeStream');
  return { name, spec: (stage as Doc)[name] };
}

function positive(value: unknown): number {
  const limit = wholeNumber(value, badLimit);
  if (limit === 0) fault(15958, 'the limit must be positive');
  return limit;
}

function* mapSteps<A, B>(steps: Iterable<Step<A>>, map: (item: A) => B): Generator<Step<B>> {
  for (const step of steps) yield step && map(step);
}

function* repeated(doc: Doc, times: number): Generator<Step<Doc>> {
  for (let n = 0; n < times; n++) {
    if ((n & 1023) === 1023) yield undefined;
    yield doc;
  }
}
