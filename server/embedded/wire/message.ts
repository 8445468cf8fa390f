import { deserialize } from 'bson';
import { readOptions, type Doc } from '../values/bson.ts';

/** A request as it came in. Documents of a bulk write stay bytes: they can be stored as they are. */
export interface Request {
  id: number;
  body: Doc;
  sections: Record<string, Buffer[]>;
  /** The client waits for no reply. */
  silent: boolean;
  /** Came as OP_QUERY, as a driver's very first hello does, and is answered likewise. */
  legacy: boolean;
}

/** Bytes that are not the protocol: the connection they came on is closed. */
export class BadMessage extends Error {}

/** Parses a whole message; see MongoDB's "Wire Protocol" page. */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  switch (message.readInt32LE(12)) {
    case OP_MSG:
      return parseOpMsg(id, message);
    case OP_QUERY:
      return parseOpQuery(id, message);
    default:
      throw new BadMessage('unknown opcode');
  }
}

/** MongoDB's limit of one message, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;
export const HEADER_BYTES = 16;
export const OP_REPLY = 1;
export const OP_MSG = 2013;
const OP_QUERY = 2004;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Flags a receiver must know; the others it may ignore. */
const REQUIRED_FLAGS = 0xffff;

function parseOpMsg(id: number, message: Buffer): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) throw new BadMessage('unknown flags');
  const end = flags & CHECKSUM_PRESENT ? message.length - 4 : message.length;
  const sections: Record<string, Buffer[]> = {};
  let body: Doc | undefined;
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = message[at]!;
    const section = slice(message, at + 1, end);
    at += 1 + section.length;
    if (kind === 0 && !body) body = deserialize(section, readOptions);
    else if (kind === 1) addSequence(section, sections);
    else throw new BadMessage('unknown section');
  }
  if (!body) throw new BadMessage('no body');
  return { id, body, sections, silent: (flags & MORE_TO_COME) !== 0, legacy: false };
}

function addSequence(section: Buffer, sections: Record<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new BadMessage('no section name');
  const name = section.toString('utf8', 4, nameEnd);
  if (name !== 'documents' && name !== 'updates' && name !== 'deletes')
    throw new BadMessage('unknown sequence');
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; at += docs[docs.length - 1]!.length) {
    docs.push(slice(section, at, section.length));
  }
  sections[name] = docs;
}

function parseOpQuery(id: number, message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new BadMessage('no collection name');
  const query = deserialize(slice(message, nameEnd + 1 + 8, message.length), readOptions);
  const body = (query.$query ?? query) as Doc;
  const name = Object.keys(body)[0]?.toLowerCase();
  if (name !== 'hello' && name !== 'ismaster') throw new BadMessage('OP_QUERY is only for hello');
  return { id, body: { ...body, $db: 'admin' }, sections: {}, silent: false, legacy: true };
}

/** What begins at `at` and tells its own length. */
function slice(message: Buffer, at: number, end: number): Buffer {
  if (at + 5 > end) throw new BadMessage('cut short');
  const size = message.readInt32LE(at);
  if (size < 5 || at + size > end) throw new BadMessage('wrong length');
  return message.subarray(at, at + size);
}
