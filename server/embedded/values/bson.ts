import { bsonType, deserialize, serialize } from 'bson';

/** A decoded document. Its values are what `decode` gives: JS numbers where they are exact, BSON classes otherwise. */
export type Doc = Record<string, unknown>;

/** Decodes stored bytes; throws bson's own error on bytes that are not a document. */
export function decode(raw: Uint8Array): Doc {
  return deserialize(raw, readOptions) as Doc;
}

/** Encodes a document. Undefined values are stored as null, as the driver does. */
export function encode(doc: Doc): Buffer {
  return asBuffer(serialize(doc, { ignoreUndefined: false }));
}

/** Encodes a reply, in which an undefined field means that it is not there. */
export function encodeReply(doc: Doc): Buffer {
  return asBuffer(serialize(doc, { ignoreUndefined: true }));
}

/** Regular expressions stay BSON: JavaScript has not all of their flags, and a stored one must come back as it was. */
export const readOptions = { promoteValues: true, promoteLongs: true, bsonRegExp: true } as const;

/**
 * The BSON class of a value ("ObjectId", "Long" …), undefined for plain values. Asked by symbol, because a stored
 * document may well have a field that is called `_bsontype`.
 */
export function tagOf(value: object): string | undefined {
  return (value as { [bsonType]?: string })[bsonType];
}

/** True for a document: an object that is not an array, a date or a BSON class. */
export function isDoc(value: unknown): value is Doc {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    (tagOf(value) === undefined || tagOf(value) === 'DBRef')
  );
}

/** True for a document whose first key is an operator: `{ $gt: 1 }`. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const first = Object.keys(value)[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id';
}

/** Sets a field, also one that is called `__proto__`. */
export function put(doc: Doc, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(doc, key, { value, writable: true, enumerable: true, configurable: true });
  } else doc[key] = value;
}

/** The field's own value, or undefined. */
export function own(doc: object, key: string): unknown {
  return Object.hasOwn(doc, key) ? (doc as Doc)[key] : undefined;
}

/** A copy that can be changed without touching the original; BSON values are immutable and shared. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) put(copy, key, clone(value[key]));
  return copy as T;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
