import type { Engine } from '../engine.ts';
import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import type { Collection, Index, IndexSpec } from '../storage/catalogue.ts';
import { buildIndexes } from '../storage/buildIndexes.ts';
import { encode, isDoc, isOperators, type Doc } from '../values/bson.ts';
import { mongoText } from '../values/text.ts';
import type { Reply } from '../wire/reply.ts';
import { collectionName, countOf, docOf, namespace, type Command, type Answer } from './command.ts';
import { compileFilter } from '../query/match.ts';

export const indexCommands: Record<string, Answer> = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};

async function createIndexes({ store }: Engine, command: Command): Promise<Reply> {
  const given = command.body.indexes;
  if (!Array.isArray(given) || given.length === 0)
    fault(code.badValue, 'Must specify at least one index to create');
  const specs = given.map(specOf);
  const { before, after, created } = await buildIndexes(store, command.db, collectionName(command), specs);
  return {
    numIndexesBefore: before,
    numIndexesAfter: after,
    createdCollectionAutomatically: created,
    note: before === after ? 'all indexes already exist' : undefined,
  };
}

function listIndexes({ store, cursors }: Engine, command: Command): Promise<Reply> {
  const collection = store.catalogue.find(command.db, collectionName(command));
  if (!collection) fault(code.namespaceNotFound, `ns does not exist: ${namespace(command)}`);
  return cursors.first({
    namespace: namespace(command),
    docs: collection.indexes.filter(({ ready }) => ready).map(({ spec }) => encode({ ...spec })),
    size: countOf(docOf(command.body.cursor, 'cursor').batchSize, 'batchSize', Infinity),
    deadline: command.deadline,
  });
}

function dropIndexes({ store }: Engine, command: Command): Promise<Reply> {
  return store.write(() => {
    const collection = store.catalogue.find(command.db, collectionName(command));
    if (!collection) fault(code.namespaceNotFound, `ns not found ${namespace(command)}`);
    const nIndexesWas = collection.indexes.length;
    const wanted: unknown[] = Array.isArray(command.body.index) ? command.body.index : [command.body.index];
    const going = wanted.flatMap((one) =>
      one === '*' ? collection.indexes.slice(1) : indexNamed(collection, one),
    );
    for (const index of going) store.dropIndex(collection, index);
    return { nIndexesWas };
  });
}

function indexNamed(collection: Collection, name: unknown): Index {
  const key = JSON.stringify(name);
  const found = collection.indexes.find(({ spec }) => spec.name === name || JSON.stringify(spec.key) === key);
  if (!found) {
    fault(
      code.indexNotFound,
      isDoc(name)
        ? `can't find index with key: ${mongoText(name)}`
        : `index not found with name [${String(name)}]`,
    );
  }
  if (found.spec.name === '_id_') fault(code.invalidOptions, 'cannot drop _id index');
  return found;
}

/** An index as it was asked for, checked. */
function specOf(given: unknown): IndexSpec {
  if (!isDoc(given)) fault(code.typeMismatch, 'The elements of the indexes array must be objects');
  const odd = Object.keys(given).find((option) => !known.has(option));
  if (odd !== undefined) refuse('indexOption', odd);
  if (given.hidden) refuse('indexOption', 'hidden');
  if (isDoc(given.collation) && given.collation.locale !== 'simple') refuse('collation');
  const key = keyOf(docOf(given.key, 'key'));
  const spec: IndexSpec = { v: 2, key, name: String(given.name ?? nameOf(key)) };
  if (given.unique) spec.unique = true;
  if (given.sparse) spec.sparse = true;
  if (given.partialFilterExpression !== undefined) spec.partialFilterExpression = partialOf(given);
  if (given.expireAfterSeconds !== undefined)
    spec.expireAfterSeconds = expiryOf(given.expireAfterSeconds, key);
  return spec;
}

function keyOf(key: Doc): IndexSpec['key'] {
  const fields = Object.entries(key);
  if (fields.length === 0) fault(code.cannotCreateIndex, 'Index keys cannot be empty.');
  if (fields.length > 32) fault(13103, 'too many compound keys');
  const checked = fields.map(([path, direction]): [string, 1 | -1] => {
    if (typeof direction === 'string' || path.includes('$**')) refuse('indexKind', String(direction));
    const way = Number(direction);
    if (!way)
      fault(code.cannotCreateIndex, `Values in v:2 index key pattern cannot be ${mongoText(direction)}`);
    if (path === '' || path.startsWith('$') || path.split('.').includes('')) {
      fault(
        code.cannotCreateIndex,
        `Index keys cannot contain an empty field or one that starts with '$': ${path}`,
      );
    }
    return [path, way > 0 ? 1 : -1];
  });
  return Object.fromEntries(checked);
}

/** Conditions that can only be met by a field that is there, so that a query can be seen to imply them. */
function partialOf(given: Doc): Doc {
  const expression = docOf(given.partialFilterExpression, 'partialFilterExpression');
  if (given.sparse)
    fault(code.cannotCreateIndex, 'cannot mix "partialFilterExpression" and "sparse" options');
  for (const [path, cond] of Object.entries(expression)) {
    if (path.startsWith('$')) refuse('partialFilter', path);
    for (const [operator, value] of isOperators(cond) ? Object.entries(cond) : []) {
      if (!partialOperators.has(operator) || (operator === '$exists' && !value))
        refuse('partialFilter', operator);
    }
  }
  compileFilter(expression);
  return expression;
}

function expiryOf(value: unknown, key: IndexSpec['key']): number {
  const seconds = Number(value);
  if (!(seconds >= 0 && seconds <= 2 ** 31 - 1)) {
    fault(
      code.cannotCreateIndex,
      `TTL index 'expireAfterSeconds' option must be within 0 and ${2 ** 31 - 1}`,
    );
  }
  if (Object.keys(key).length !== 1) fault(code.cannotCreateIndex, 'TTL indexes are single-field indexes');
  if ('_id' in key)
    fault(code.cannotCreateIndex, "The field 'expireAfterSeconds' is not valid for an _id index");
  return seconds;
}

function nameOf(key: IndexSpec['key']): string {
  return Object.entries(key)
    .map(([path, direction]) => `${path}_${direction}`)
    .join('_');
}

const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);
/** `background` and `ns` are of older days and mean nothing. */
const known = new Set([
  'v',
  'key',
  'name',
  'ns',
  'background',
  'unique',
  'sparse',
  'hidden',
  'collation',
  'partialFilterExpression',
  'expireAfterSeconds',
]);
