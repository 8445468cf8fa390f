import type { Engine } from '../engine.ts';
import { code, fault } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { refuse, type Refused } from '../refused.ts';
import type { Collection } from '../storage/catalogue.ts';
import { encode, type Doc } from '../values/bson.ts';
import type { Reply } from '../wire/reply.ts';
import { collectionName, countOf, docOf, namespace, type Command, type Answer } from './command.ts';
import { indexCommands } from './indexes.ts';
import { validate } from './validate.ts';

/** Collections and databases. */
export const catalogueCommands: Record<string, Answer> = {
  ...indexCommands,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  collStats,
  dbStats,
  dbstats: dbStats,
  validate,
};

function create({ store }: Engine, command: Command): Promise<Reply> {
  const name = collectionName(command);
  for (const [option, what] of Object.entries(refusedOptions)) if (command.body[option]) refuse(what);
  return store.write(() => {
    if (store.catalogue.find(command.db, name)) {
      fault(code.namespaceExists, `Collection ${command.db}.${name} already exists.`);
    }
    store.catalogue.create(command.db, name);
    return {};
  });
}

function drop({ store }: Engine, command: Command): Promise<Reply> {
  return store.write(() => {
    const collection = store.catalogue.find(command.db, collectionName(command));
    if (!collection) return { ns: namespace(command) };
    store.drop(collection);
    return { nIndexesWas: collection.indexes.length, ns: namespace(command) };
  });
}

function dropDatabase({ store }: Engine, { db }: Command): Promise<Reply> {
  return store.write(() => {
    for (const collection of store.catalogue.list(db)) store.drop(collection);
    return { dropped: db };
  });
}

function listCollections({ store, cursors }: Engine, command: Command): Promise<Reply> {
  const test = compileFilter(docOf(command.body.filter, 'filter'));
  const all = store.catalogue.list(command.db).map((collection): Doc => ({
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.indexes[0]!.spec,
  }));
  const shown = all
    .filter(test)
    .map((one) => (command.body.nameOnly ? { name: one.name, type: one.type } : one));
  return cursors.first({
    namespace: `${command.db}.$cmd.listCollections`,
    docs: shown.map(encode),
    size: countOf(docOf(command.body.cursor, 'cursor').batchSize, 'batchSize', Infinity),
    deadline: command.deadline,
  });
}

function listDatabases({ store }: Engine, { body }: Command): Doc {
  const sizes = new Map<string, number>();
  for (const { db, bytes } of store.catalogue.list()) sizes.set(db, (sizes.get(db) ?? 0) + bytes);
  const databases = [...sizes].map(([name, sizeOnDisk]) =>
    body.nameOnly ? { name } : { name, sizeOnDisk, empty: false },
  );
  return { databases, totalSize: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

function collStats({ store }: Engine, command: Command): Doc {
  const collection = store.catalogue.find(command.db, collectionName(command));
  return { ns: namespace(command), ...statsOf(collection ? [collection] : []) };
}

function dbStats({ store }: Engine, { db }: Command): Doc {
  const collections = store.catalogue.list(db);
  const { count, size, nindexes } = statsOf(collections);
  return {
    db,
    collections: collections.length,
    objects: count,
    dataSize: size,
    storageSize: size,
    indexes: nindexes,
  };
}

/** `size` is in bytes of BSON. */
function statsOf(collections: Collection[]) {
  const sum = (of: (collection: Collection) => number) =>
    collections.reduce((total, one) => total + of(one), 0);
  const size = sum(({ bytes }) => bytes);
  return {
    count: sum(({ count }) => count),
    size,
    storageSize: size,
    nindexes: sum(({ indexes }) => indexes.length),
  };
}

const refusedOptions: Record<string, Refused> = {
  validator: 'validator',
  viewOn: 'view',
  capped: 'capped',
  timeseries: 'timeseries',
  clusteredIndex: 'clustered',
};
