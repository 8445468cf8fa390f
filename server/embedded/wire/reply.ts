import { encodeReply, type Doc } from '../values/bson.ts';
import { HEADER_BYTES, OP_MSG, OP_REPLY, type Request } from './message.ts';

/** A cursor's documents as they are stored. */
export interface Batch {
  field: 'firstBatch' | 'nextBatch';
  docs: Buffer[];
  /** 0 when there are no more. */
  cursor: bigint;
  /** `db.collection` */
  namespace: string;
}

export type Reply = Doc | { batch: Batch };

/** A reply's bytes, header included. */
export function encodeMessage(request: Request, reply: Reply): Buffer {
  const parts = isBatch(reply) ? encodeBatch(reply.batch) : [encodeReply(reply)];
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const head = request.legacy ? legacyHead(request.id, size) : messageHead(request.id, size);
  return Buffer.concat([head, ...parts], head.length + size);
}

function isBatch(reply: Reply): reply is { batch: Batch } {
  return 'batch' in reply;
}

function messageHead(to: number, size: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 5);
  writeHeader(head, head.length + size, to, OP_MSG);
  return head; // flags 0, one section of kind 0
}

function legacyHead(to: number, size: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 20);
  writeHeader(head, head.length + size, to, OP_REPLY);
  head.writeInt32LE(AWAIT_CAPABLE, HEADER_BYTES);
  head.writeInt32LE(1, HEADER_BYTES + 16); // one document
  return head;
}

function writeHeader(head: Buffer, length: number, to: number, opcode: number): void {
  lastId = (lastId + 1) & 0x7fffffff;
  head.writeInt32LE(length, 0);
  head.writeInt32LE(lastId, 4);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(opcode, 12);
}

/** `{ cursor: { firstBatch: […], id, ns }, ok: 1 }`, with the stored bytes copied in as they are. */
function encodeBatch({ field, docs, cursor, namespace }: Batch): Buffer[] {
  const items = docs.flatMap((doc, n) => [element(DOCUMENT, String(n)), doc]);
  const array = document(items);
  const id = Buffer.alloc(8);
  id.writeBigInt64LE(cursor);
  const ns = Buffer.from(`${namespace}\0`, 'utf8');
  const inner = document([
    element(ARRAY, field),
    ...array,
    element(INT64, 'id'),
    id,
    element(STRING, 'ns'),
    int32(ns.length),
    ns,
  ]);
  return document([element(DOCUMENT, 'cursor'), ...inner, okElement]);
}

/** Wraps elements with length and end. */
function document(parts: Buffer[]): Buffer[] {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return [int32(4 + size + 1), ...parts, end];
}

function element(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
}

function int32(n: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(n);
  return bytes;
}

let lastId = 0;
const AWAIT_CAPABLE = 8;
const STRING = 0x02;
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const INT64 = 0x12;
const end = Buffer.alloc(1);
const okElement = Buffer.from([0x01, 0x6f, 0x6b, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]); // ok: 1.0
