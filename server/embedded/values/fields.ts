import { deserialize, Long, ObjectId } from 'bson';
import { put, readOptions, type Doc } from './bson.ts';

/**
 * A reader of some top-level fields of stored documents, which decodes nothing else: what makes a scan of a large
 * collection bearable.
 */
export function fieldReader(names: Iterable<string>): (raw: Buffer) => Doc {
  const wanted = [...new Set(names)].map((name) => ({ name, bytes: Buffer.from(name, 'utf8') }));
  return (raw) => {
    const doc: Doc = {};
    const end = raw.length - 1;
    for (let at = 4, left = wanted.length; at < end && left > 0;) {
      const type = raw[at]!;
      const from = at + 1;
      const to = raw.indexOf(0, from);
      const size = sizeOf(raw, type, to + 1);
      const hit = wanted.find(({ bytes }) => isAt(raw, from, to, bytes));
      if (hit) {
        put(doc, hit.name, valueOf(raw, type, to + 1, size));
        left--;
      }
      at = to + 1 + size;
    }
    return doc;
  };
}

function isAt(raw: Buffer, from: number, to: number, bytes: Buffer): boolean {
  if (to - from !== bytes.length || raw[from] !== bytes[0]) return false;
  return raw.compare(bytes, 0, bytes.length, from, to) === 0;
}

/** Bytes of an element's value (bsonspec.org). */
function sizeOf(raw: Buffer, type: number, at: number): number {
  const fixed = fixedSizes[type];
  if (fixed !== undefined) return fixed;
  switch (type) {
    case 0x02: // string
    case 0x0d: // code
    case 0x0e: // symbol
      return 4 + raw.readInt32LE(at);
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // code with scope
      return raw.readInt32LE(at);
    case 0x05: // binary
      return 5 + raw.readInt32LE(at);
    case 0x0b: // regular expression: two texts
      return raw.indexOf(0, raw.indexOf(0, at) + 1) + 1 - at;
    case 0x0c: // pointer
      return 4 + raw.readInt32LE(at) + 12;
    default:
      throw new Error(`unknown BSON type ${type}`);
  }
}

function valueOf(raw: Buffer, type: number, at: number, size: number): unknown {
  switch (type) {
    case 0x01:
      return raw.readDoubleLE(at);
    case 0x02:
      return raw.toString('utf8', at + 4, at + size - 1);
    case 0x03:
      return deserialize(raw.subarray(at, at + size), readOptions);
    case 0x07:
      return new ObjectId(Buffer.from(raw.subarray(at, at + 12)));
    case 0x08:
      return raw[at] === 1;
    case 0x09:
      return new Date(Number(raw.readBigInt64LE(at)));
    case 0x0a:
      return null;
    case 0x10:
      return raw.readInt32LE(at);
    case 0x12:
      return long(raw, at);
    default:
      return alone(raw, type, at, size);
  }
}

function long(raw: Buffer, at: number): number | Long {
  const value = new Long(raw.readInt32LE(at), raw.readInt32LE(at + 4));
  return value.lessThanOrEqual(MAX_EXACT) && value.greaterThanOrEqual(MAX_EXACT.negate())
    ? value.toNumber()
    : value;
}

/** A value of a rarer type, decoded as the one field of a document. */
function alone(raw: Buffer, type: number, at: number, size: number): unknown {
  const doc = Buffer.alloc(4 + 3 + size + 1);
  doc.writeInt32LE(doc.length, 0);
  doc[4] = type;
  doc[5] = 0x76; // v
  raw.copy(doc, 7, at, at + size);
  return deserialize(doc, readOptions).v;
}

const fixedSizes: Record<number, number> = {
  0x01: 8,
  0x06: 0,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0xff: 0,
  0x7f: 0,
};

/** Where bson's own decoding draws the line between numbers and Longs. */
const MAX_EXACT = Long.fromNumber(2 ** 53);
