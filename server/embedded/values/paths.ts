import { isDoc, own, type Doc } from './bson.ts';

/** What a dotted path reaches in a document, for index entries, sorts and `distinct`. */
export interface Reached {
  /** `undefined` stands for an empty array, `null` also for a field that is not there. */
  values: unknown[];
  /** Paths of the arrays that were walked through. */
  arrays: string[];
  /** Some branch ended before the path did. */
  missing: boolean;
}

/** Every value a path reaches, walking into arrays as MongoDB does; never none. */
export function valuesAt(doc: Doc, path: string): Reached {
  const reached: Reached = { values: [], arrays: [], missing: false };
  walk(doc, partsOf(path), 0, reached);
  if (reached.values.length === 0) absent(reached);
  return reached;
}

/** A path's parts, remembered: the same few paths are asked for again and again. */
export function partsOf(path: string): readonly string[] {
  let parts = known.get(path);
  if (!parts) {
    parts = path.split('.');
    if (known.size > 10_000) known.clear();
    known.set(path, parts);
  }
  return parts;
}

/** True for an array position: `0`, `12`, not `01`. */
export function isPosition(part: string): boolean {
  return position.test(part);
}

function walk(value: unknown, parts: readonly string[], at: number, reached: Reached): void {
  if (Array.isArray(value)) return walkArray(value, parts, at, reached);
  if (at === parts.length) {
    reached.values.push(value ?? null);
    return;
  }
  if (!isDoc(value) || !Object.hasOwn(value, parts[at]!)) return absent(reached);
  walk(own(value, parts[at]!), parts, at + 1, reached);
}

function walkArray(items: unknown[], parts: readonly string[], at: number, reached: Reached): void {
  reached.arrays.push(parts.slice(0, at).join('.'));
  if (at === parts.length) {
    if (items.length === 0) reached.values.push(undefined);
    else for (const item of items) reached.values.push(item === undefined ? null : item);
    return;
  }
  const part = parts[at]!;
  if (isPosition(part) && Number(part) < items.length) walk(items[Number(part)], parts, at + 1, reached);
  const named = !isPosition(part);
  for (const item of items) {
    if (isDoc(item) && (named || Object.hasOwn(item, part))) walk(item, parts, at, reached);
    else if (named) absent(reached); // what can have no fields has not this one either
  }
}

function absent(reached: Reached): void {
  reached.values.push(null);
  reached.missing = true;
}

const position = /^(0|[1-9]\d*)$/;
const known = new Map<string, readonly string[]>();
