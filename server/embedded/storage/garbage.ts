import { successor, type KeyValue } from './kv.ts';

/** What a dropped collection or index left: all keys of a table that begin with its id. */
export interface Garbage {
  table: 'docs' | 'index';
  id: number;
}

/**
 * Removes all keys of an id; of many, only the first, and notes the rest down to be swept. Within a transaction.
 * An id that is noted must not be given again.
 */
export function discard(kv: KeyValue, garbage: Garbage): void {
  if (!removeSome(kv, garbage)) kv.meta.put(noteKey(garbage), Buffer.alloc(1));
}

/** What was noted down, in the order of the ids' digits. */
export function listGarbage(kv: KeyValue): Garbage[] {
  return kv.meta.range(NOTES, successor(NOTES), Infinity).map(({ key }) => {
    const [, table, id] = key.toString().split(':');
    return { table: table as Garbage['table'], id: Number(id) };
  });
}

/** Removes some of what was noted down. Within a transaction. Returns false when nothing is left. */
export function sweepSome(kv: KeyValue): boolean {
  const [garbage] = listGarbage(kv);
  if (!garbage) return false;
  if (removeSome(kv, garbage)) kv.meta.remove(noteKey(garbage));
  return true;
}

/** Removes at most so many keys; true when those were all. No cursor walks over keys that are being removed. */
function removeSome(kv: KeyValue, { table, id }: Garbage): boolean {
  const from = Buffer.allocUnsafe(4);
  from.writeUInt32BE(id);
  const entries = kv[table].range(from, successor(from), AT_ONCE);
  for (const { key } of entries) kv[table].remove(key);
  return entries.length < AT_ONCE;
}

function noteKey({ table, id }: Garbage): Buffer {
  return Buffer.from(`${NOTES.toString()}${table}:${id}`);
}

const NOTES = Buffer.from('garbage:');
const AT_ONCE = 2000;
