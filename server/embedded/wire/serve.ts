import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Doc } from '../values/bson.ts';
import { HEADER_BYTES, MAX_MESSAGE_BYTES, parseMessage, type Request } from './message.ts';
import { encodeMessage, type Reply } from './reply.ts';

export interface Serving {
  /** Answers a request; never throws. */
  answer: (request: Request) => Promise<Reply>;
  /** Must arrive as the client's `appName` in the first message; for a port that other users could reach as well. */
  secret?: string | undefined;
}

/** A server of MongoDB's wire protocol, not yet listening, and a way to end it with all of its connections. */
export function createWireServer(serving: Serving): { server: Server; close: () => Promise<void> } {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    void converse(socket, serving);
  });
  const close = (): Promise<void> => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const socket of open) socket.destroy();
    return closed;
  };
  return { server, close };
}

/** A connection's requests, one after the other; bytes that are no request end it. */
async function converse(socket: Socket, serving: Serving): Promise<void> {
  let trusted = serving.secret === undefined;
  try {
    for await (const message of messages(socket)) {
      const request = parseMessage(message);
      trusted ||= knowsSecret(request.body, serving.secret!);
      if (!trusted) break;
      const reply = await serving.answer(request);
      if (!request.silent && !socket.write(encodeMessage(request, reply))) await drained(socket);
    }
  } catch {
    // Not the protocol, or the client is gone: either way there is nobody to tell.
  }
  socket.destroy();
}

/** Resolves when the client has read on, or is gone: replies do not pile up for one that does not listen. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}

/** Whole messages as they arrive. Nothing is read on while one is being answered, so a client cannot pile them up. */
async function* messages(socket: Socket): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  let wanted = HEADER_BYTES; // looked at again once so many bytes are there
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    let bytes = held.length === 1 ? chunk : Buffer.concat(held, size);
    for (wanted = HEADER_BYTES; bytes.length >= wanted; wanted = HEADER_BYTES) {
      const length = bytes.readInt32LE(0);
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) return;
      wanted = length;
      if (bytes.length < length) break;
      yield bytes.subarray(0, length);
      bytes = bytes.subarray(length);
    }
    held = bytes.length > 0 ? [bytes] : [];
    size = bytes.length;
  }
}

function knowsSecret(body: Doc, secret: string): boolean {
  const client = body.client as { application?: { name?: unknown } } | undefined;
  const given = Buffer.from(String(client?.application?.name ?? ''));
  const wanted = Buffer.from(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
