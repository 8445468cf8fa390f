import { code, fault } from '../errors.ts';
import { decode, encode, type Doc } from '../values/bson.ts';
import { mongoText } from '../values/text.ts';
import type { Collection, Index, IndexSpec } from './catalogue.ts';
import { scanAll } from './scan.ts';
import type { Store } from './store.ts';

/** How many indexes a collection had and has. */
export interface Built {
  before: number;
  after: number;
  /** The collection did not exist. */
  created: boolean;
}

/**
 * Makes indexes over what is there, all of them or none. In a large collection, some documents at a time: meanwhile
 * writes keep the new indexes up, and queries do without. One build at a time, so that nobody is told of an index as
 * there that another is still building.
 * @throws MongoFault 11000 when the documents break its uniqueness, 85 or 86 when another index is in its way
 */
export function buildIndexes(store: Store, db: string, name: string, specs: IndexSpec[]): Promise<Built> {
  const build = () => buildNow(store, db, name, specs);
  const built = (queue.get(store) ?? Promise.resolve()).then(build, build);
  queue.set(store, built);
  return built;
}

const queue = new WeakMap<Store, Promise<unknown>>();

async function buildNow(store: Store, db: string, name: string, specs: IndexSpec[]): Promise<Built> {
  const there = store.catalogue.find(db, name);
  if (there && hasAll(there, specs))
    return { before: there.indexes.length, after: there.indexes.length, created: false };
  const begun = await store.write(() => begin(store, db, name, specs));
  const { collection, indexes, built } = begun;
  if (indexes.length === 0) return built;
  try {
    for (let from: number | undefined = 0; from !== undefined;) {
      const at: number = from;
      from = await store.write(() => fill(store, find(store, collection, indexes), at));
    }
  } catch (error) {
    await store.write(() => abandon(store, find(store, collection, indexes)));
    throw error;
  }
  return built;
}

/** The ids of what is being built: objects do not survive a transaction that is undone. */
interface Begun {
  built: Built;
  collection: number;
  indexes: number[];
}

/** Enters the indexes; those of a small collection are built at once. */
function begin(store: Store, db: string, name: string, specs: IndexSpec[]): Begun {
  const created = store.catalogue.find(db, name) === undefined;
  const collection = store.ensure(db, name);
  // What is unfinished now was abandoned when even that could not be written.
  abandon(store, { collection, indexes: collection.indexes.filter(({ ready }) => !ready) });
  const before = collection.indexes.length;
  const indexes = enter(store, collection, specs);
  const built = { before, after: collection.indexes.length, created };
  if (collection.count > AT_ONCE)
    return { built, collection: collection.id, indexes: indexes.map(({ id }) => id) };
  try {
    fill(store, { collection, indexes }, 0);
  } catch (error) {
    abandon(store, { collection, indexes });
    throw error;
  }
  return { built, collection: collection.id, indexes: [] };
}

function enter(store: Store, collection: Collection, specs: IndexSpec[]): Index[] {
  const entered: Index[] = [];
  try {
    for (const spec of specs) {
      if (alreadyThere(collection, spec)) continue;
      const index = store.catalogue.newIndex(spec);
      index.ready = false;
      collection.indexes.push(index);
      entered.push(index);
    }
  } catch (error) {
    abandon(store, { collection, indexes: entered });
    throw error;
  }
  if (entered.length > 0) store.catalogue.save(collection);
  return entered;
}

interface Building {
  collection: Collection;
  indexes: Index[];
}

/** Adds the documents of some records; gives the record to go on from, or undefined when the indexes are ready. */
function fill(store: Store, { collection, indexes }: Building, from: number): number | undefined {
  let left = AT_ONCE;
  let next: number | undefined;
  for (const { record, raw } of scanAll(store, collection, { from })) {
    if (left-- === 0) {
      next = record;
      break;
    }
    const doc = decode(raw);
    for (const index of indexes) store.documents.addToIndex(collection, index, record, doc);
  }
  if (next === undefined) for (const index of indexes) index.ready = true;
  store.catalogue.save(collection);
  return next;
}

function abandon(store: Store, { collection, indexes }: Building): void {
  for (const index of indexes) store.dropIndex(collection, index);
}

function find(store: Store, id: number, ids: number[]): Building {
  const collection = store.catalogue.list().find((one) => one.id === id);
  const indexes = collection?.indexes.filter((index) => ids.includes(index.id)) ?? [];
  if (!collection || indexes.length < ids.length)
    fault(code.indexBuildAborted, 'Index build aborted: it was dropped');
  return { collection, indexes };
}

/** Every start of a server asks for the indexes that it has: that is no write, and nothing need be read for it. */
function hasAll(collection: Collection, specs: IndexSpec[]): boolean {
  return (
    collection.indexes.every(({ ready }) => ready) && specs.every((spec) => alreadyThere(collection, spec))
  );
}

function alreadyThere(collection: Collection, spec: IndexSpec): boolean {
  const sameKey = collection.indexes.find((index) => keyText(index.spec) === keyText(spec));
  if (sameKey?.spec.name === '_id_') return true;
  const sameName = collection.indexes.find((index) => index.spec.name === spec.name);
  const existing = sameName ?? sameKey;
  if (!existing) return false;
  const texts = `Requested index: ${mongoText(spec)}, existing index: ${mongoText(existing.spec)}`;
  if (sameName && (sameName !== sameKey || !sameSpec(sameName.spec, spec))) {
    fault(code.indexKeySpecsConflict, `An existing index has the same name as the requested index. ${texts}`);
  }
  if (!sameName) fault(code.indexOptionsConflict, `Index already exists with a different name. ${texts}`);
  return true;
}

function keyText(spec: IndexSpec): string {
  return JSON.stringify(Object.entries(spec.key));
}

function sameSpec(a: IndexSpec, b: IndexSpec): boolean {
  const text = ({ unique, sparse, partialFilterExpression, expireAfterSeconds }: IndexSpec) =>
    encode({ unique, sparse, partialFilterExpression, expireAfterSeconds } as Doc);
  return text(a).equals(text(b));
}

/** Documents to a transaction. */
const AT_ONCE = 1000;
