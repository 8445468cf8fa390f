import { aggregateSteps } from '../pipeline/aggregate.ts';
import { refuse } from '../refused.ts';
import { findRows, type Query, type Step } from '../query/rows.ts';
import { compileProjection } from '../query/projection.ts';
import { sortOf } from '../query/sort.ts';
import type { Row } from '../storage/documents.ts';
import { decode, encode, type Doc } from '../values/bson.ts';
import { compareValues, encodeValue } from '../values/compare.ts';
import { fieldReader } from '../values/fields.ts';
import { partsOf, valuesAt } from '../values/paths.ts';
import type { Engine } from '../engine.ts';
import type { Reply } from '../wire/reply.ts';
import { collectionName, countOf, docOf, namespace, type Command, type Answer } from './command.ts';
import { paced } from './cursors.ts';
import { code, fault } from '../errors.ts';

export const readCommands: Record<string, Answer> = { find, getMore, count, distinct, aggregate };

function find(engine: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  if (body.tailable || body.awaitData) refuse('tailable');
  const limit = countOf(body.limit, 'limit');
  const query: Query = {
    filter: docOf(body.filter, 'filter'),
    sort: sortOf(body.sort),
    skip: countOf(body.skip, 'skip'),
    limit: Math.abs(limit),
    hint: body.hint,
  };
  if (query.skip! < 0) fault(51024, `BSON field 'skip' value must be >= 0, actual value '${query.skip}'`);
  const project = compileProjection(docOf(body.projection, 'projection'));
  const rows = findRows(engine.store, collectionOf(engine, command), query);
  const single = body.singleBatch === true || limit < 0;
  return engine.cursors.first({
    namespace: namespace(command),
    docs: project ? projected(rows, project) : raws(rows),
    size: countOf(body.batchSize, 'batchSize', single && limit !== 0 ? Math.abs(limit) : FIRST_BATCH),
    single,
    deadline: command.deadline,
  });
}

function getMore({ cursors }: Engine, { body, deadline }: Command): Promise<Reply> {
  const size = countOf(body.batchSize, 'batchSize') || Infinity;
  return cursors.next(BigInt(String(body.getMore)), size, deadline);
}

async function count(engine: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  const filter = docOf(body.query, 'query');
  const skip = countOf(body.skip, 'skip');
  const limit = Math.abs(countOf(body.limit, 'limit'));
  const collection = collectionOf(engine, command);
  if (Object.keys(filter).length === 0 && skip === 0 && limit === 0) return { n: collection?.count ?? 0 };
  const rows = findRows(engine.store, collection, { filter, skip, limit, hint: body.hint, keysOnly: true });
  let n = 0;
  await paced(rows[Symbol.iterator](), command.deadline, () => ++n > 0);
  return { n };
}

async function distinct(engine: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  if (typeof body.key !== 'string') fault(code.typeMismatch, "BSON field 'distinct.key' must be a string");
  const path = body.key;
  const read = fieldReader([partsOf(path)[0]!]);
  const found = new Map<string, unknown>();
  const query = { filter: docOf(body.query, 'query'), hint: body.hint };
  const rows = findRows(engine.store, collectionOf(engine, command), query);
  await paced(rows[Symbol.iterator](), command.deadline, ({ raw }: Row) => {
    const { values, missing } = valuesAt(read(raw), path);
    for (const value of values) {
      if (value === undefined || (missing && value === null)) continue;
      found.set(encodeValue(value).toString('latin1'), value);
    }
    return true;
  });
  return { values: [...found.values()].sort(compareValues) };
}

function aggregate(engine: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  if (!Array.isArray(body.pipeline))
    fault(code.typeMismatch, "'pipeline' option must be specified as an array");
  if (body.explain) refuse('command', `'explain'`);
  if (body.cursor === undefined) {
    fault(
      code.failedToParse,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const pipeline = body.pipeline as unknown[];
  if (typeof body.aggregate !== 'string') {
    if (docOf(pipeline[0], 'pipeline').$changeStream) refuse('changeStream');
    refuse('stage', 'a pipeline without a collection');
  }
  return engine.cursors.first({
    namespace: namespace(command),
    docs: aggregateSteps(engine.store, collectionOf(engine, command), pipeline, body.hint),
    size: countOf(docOf(body.cursor, 'cursor').batchSize, 'batchSize', FIRST_BATCH),
    deadline: command.deadline,
  });
}

function collectionOf({ store }: Engine, command: Command) {
  return store.catalogue.find(command.db, collectionName(command));
}

function* raws(rows: Iterable<Step>): Generator<Step<Buffer>> {
  for (const row of rows) yield row?.raw;
}

function* projected(rows: Iterable<Step>, project: (doc: Doc) => Doc): Generator<Step<Buffer>> {
  for (const row of rows) yield row && encode(project(decode(row.raw)));
}

/** MongoDB's own. */
const FIRST_BATCH = 101;
