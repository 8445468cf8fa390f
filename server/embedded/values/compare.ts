import type { ObjectId } from 'bson';
import { tagOf, type Doc } from './bson.ts';
import { KeyWriter } from './keyWriter.ts';
import { valuesAt } from './paths.ts';
import { rankOf } from './types.ts';

/** Less than 0, 0 or more: MongoDB's order of two values, whatever their types. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return encodeValue(a).compare(encodeValue(b));
}

/** Whether a filter's `b` equals a document's `a`; a missing field (undefined) equals null. */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (b === null || b === undefined) return false;
  if (typeof a !== 'object' && typeof a === typeof b) return a !== a && b !== b;
  if (typeof b === 'object' && tagOf(b) === 'ObjectId') {
    return typeof a === 'object' && tagOf(a) === 'ObjectId' && (b as ObjectId).equals(a as ObjectId);
  }
  return rankOf(a) === rankOf(b) && compareValues(a, b) === 0;
}

/** The whole value in its ordered encoding: equal values have equal bytes. */
export function encodeValue(value: unknown): Buffer {
  writer.start().value(value);
  return writer.take();
}

/** By code point, as UTF-8 bytes are ordered; JavaScript's own `<` puts rare ideographs before full-width letters. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? beyondBasic(x) - beyondBasic(y) : x - y;
  }
  return a.length - b.length;
}

/** Half a surrogate pair stands for a code point above every single unit. */
function beyondBasic(unit: number): number {
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** A sort's fields in order, each 1 or -1. */
export type SortSpec = [path: string, direction: 1 | -1][];

/** What a document is sorted by; of an array, the element that comes first in that direction. */
export function sortKey(doc: Doc, sort: SortSpec): Buffer {
  const values = sort.map(([path, direction]) => best(valuesAt(doc, path).values, direction));
  writer.start();
  values.forEach((value, n) => writer.value(value, sort[n]![1] < 0));
  return writer.take();
}

function best(values: unknown[], direction: 1 | -1): unknown {
  let found = values[0];
  for (let n = 1; n < values.length; n++)
    if (compareValues(values[n], found) * direction < 0) found = values[n];
  return found;
}

const writer = new KeyWriter();
