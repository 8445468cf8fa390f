import type { Engine } from '../engine.ts';
import { code, fault } from '../errors.ts';
import type { Collection, Index } from '../storage/catalogue.ts';
import { recordOf } from '../storage/documents.ts';
import { entriesOf } from '../storage/entries.ts';
import { idKey, scanAll } from '../storage/scan.ts';
import { successor } from '../storage/kv.ts';
import type { Store } from '../storage/store.ts';
import { decode, type Doc } from '../values/bson.ts';
import { collectionName, namespace, type Command } from './command.ts';

/**
 * Holds every index entry against every document, and the counts against both. Blocks the store while it runs: for
 * tests, and for an operator who doubts.
 */
export function validate({ store }: Engine, command: Command): Doc {
  const collection = store.catalogue.find(command.db, collectionName(command));
  if (!collection) fault(code.namespaceNotFound, `ns does not exist: ${namespace(command)}`);
  const errors = [...errorsOf(store, collection)];
  return {
    ns: namespace(command),
    nrecords: collection.count,
    nIndexes: collection.indexes.length,
    valid: errors.length === 0,
    errors: errors.slice(0, 20),
  };
}

function* errorsOf(store: Store, collection: Collection): Generator<string> {
  const indexes = collection.indexes.filter(({ ready }) => ready);
  const expected = new Map<Index, number>(indexes.map((index) => [index, 0]));
  let records = 0;
  let bytes = 0;
  for (const { record, raw } of scanAll(store, collection)) {
    records++;
    bytes += raw.length;
    const doc = decode(raw);
    for (const index of indexes) {
      for (const key of entriesOf(index, doc, record).keys) {
        expected.set(index, expected.get(index)! + 1);
        const entry = store.kv.index.get(key);
        if (!entry || recordOf(entry) !== record) yield `${index.spec.name}: no entry for record ${record}`;
      }
    }
  }
  for (const [index, wanted] of expected) {
    const found = entriesIn(store, index);
    if (found !== wanted) yield `${index.spec.name}: ${found} entries, ${wanted} expected`;
  }
  if (records !== collection.count) yield `count is ${collection.count}, found ${records}`;
  if (bytes !== collection.bytes) yield `size is ${collection.bytes}, found ${bytes}`;
}

function entriesIn(store: Store, index: Index): number {
  let from = idKey(index.id);
  const to = successor(from);
  for (let found = 0; ;) {
    const entries = store.kv.index.range(from, to, 1000);
    found += entries.length;
    if (entries.length < 1000) return found;
    from = Buffer.concat([entries[entries.length - 1]!.key, Buffer.alloc(1)]);
  }
}
