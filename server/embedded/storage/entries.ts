import { code, fault } from '../errors.ts';
import type { Doc } from '../values/bson.ts';
import { KeyWriter } from '../values/keyWriter.ts';
import { valuesAt, type Reached } from '../values/paths.ts';
import type { Index } from './catalogue.ts';

/** A document's entries in one index, and what they say of the index. */
export interface Entries {
  keys: Buffer[];
  /** For each field, whether it reached into an array. */
  multikey: boolean[];
  inexact: boolean;
}

/**
 * One key per combination of values, none where the index leaves the document out. A key of a unique index does not
 * name the record, so that a second one collides with it.
 * @throws MongoFault 171 when two fields reach into different arrays
 */
export function entriesOf(index: Index, doc: Doc, record: number): Entries {
  const entries: Entries = { keys: [], multikey: index.fields.map(() => false), inexact: false };
  if (index.covers && !index.covers(doc)) return entries;
  const reached = index.fields.map((field) => valuesAt(doc, field));
  if (index.spec.sparse && reached.every(isAbsent)) return entries;
  entries.multikey = reached.map(({ arrays }) => arrays.length > 0);
  const several = entries.multikey.includes(true);
  if (several) refuseParallelArrays(index, reached);
  const seen = several ? new Set<string>() : undefined;
  combine(reached, [], (values) => {
    writer.start().uint32(index.id);
    values.forEach((value, n) => writer.value(value, index.descending[n], index.valueBytes));
    if (!namesNoRecord(index)) writer.uint48(record);
    entries.inexact ||= writer.shortened;
    const key = writer.take();
    if (seen && seen.size === seen.add(key.toString('latin1')).size) return;
    entries.keys.push(key);
  });
  return entries;
}

/** Whether an index holds each combination of values only once. */
export function namesNoRecord(index: Index): boolean {
  return index.spec.unique === true || index.spec.name === '_id_';
}

function isAbsent({ missing, values }: Reached): boolean {
  return missing && values.every((value) => value === null);
}

/** Two fields may share arrays on their way, but each may not have one of its own. */
function refuseParallelArrays(index: Index, reached: Reached[]): void {
  for (const one of reached) {
    for (const other of reached) {
      const apart = one.arrays.some((path) => !other.arrays.includes(path));
      if (apart && other.arrays.some((path) => !one.arrays.includes(path))) {
        fault(code.cannotIndexParallelArrays, `cannot index parallel arrays [${index.fields.join('] [')}]`);
      }
    }
  }
}

function combine(reached: Reached[], chosen: unknown[], take: (values: unknown[]) => void): void {
  const next = reached[chosen.length];
  if (!next) return take(chosen);
  for (const value of next.values) combine(reached, [...chosen, value], take);
}

const writer = new KeyWriter();
