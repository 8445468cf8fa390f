import { code, fault } from '../errors.ts';
import { isDoc, own, put, type Doc } from '../values/bson.ts';
import { isPosition } from '../values/paths.ts';
import { mongoText } from '../values/text.ts';

/** The document or array that holds the last part of a path. */
export interface Holder {
  in: Doc | unknown[];
  key: string;
}

/**
 * Walks to where an update's path ends.
 * @param make makes documents on the way; otherwise a path that is not there gives undefined
 * @throws MongoFault 28 when something on the way can have no such field
 */
export function holderOf(doc: Doc, parts: readonly string[], make: boolean): Holder | undefined {
  let at: Doc | unknown[] = doc;
  for (const [n, key] of parts.entries()) {
    if (Array.isArray(at) && !isPosition(key)) {
      return make ? refusePath(key, parts[n - 1]!, at) : undefined;
    }
    if (n === parts.length - 1) return { in: at, key };
    let next = get({ in: at, key });
    if (next === undefined) {
      if (!make) return undefined;
      next = {};
      set({ in: at, key }, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) return make ? refusePath(parts[n + 1]!, key, next) : undefined;
    at = next;
  }
  return undefined;
}

export function get({ in: at, key }: Holder): unknown {
  return Array.isArray(at) ? (at as unknown[])[Number(key)] : own(at, key);
}

export function set({ in: at, key }: Holder, value: unknown): void {
  if (!Array.isArray(at)) return put(at, key, value);
  const index = Number(key);
  if (index > at.length + MAX_PADDING)
    fault(code.badValue, `can't backfill array to larger than ${MAX_PADDING} elements`);
  while (at.length < index) at.push(null);
  at[index] = value;
}

/** Takes a field away; an array's element becomes null, so that the others keep their places. */
export function unset({ in: at, key }: Holder): void {
  if (!Array.isArray(at)) delete at[key];
  else if (Number(key) < at.length) at[Number(key)] = null;
}

function refusePath(field: string, parent: string, value: unknown): never {
  fault(code.pathNotViable, `Cannot create field '${field}' in element {${parent}: ${mongoText(value)}}`);
}

/** MongoDB's own. */
const MAX_PADDING = 1_500_000;
