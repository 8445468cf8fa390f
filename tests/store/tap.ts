import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize, type Document } from 'bson';
import { parseMessage, type Request } from '../../server/embedded/wire/message.ts';

/** A place on the wire between a client and the embedded store, where what passes can be looked at. */
export interface Tap {
  /** What to connect to in place of the store. */
  readonly uri: string;
  close(): Promise<void>;
}

export interface TapOptions {
  /** The address of an embedded store that listens on a socket. */
  readonly uri: string;
  /** Called with each request. */
  readonly asked?: (request: Request) => void;
  /** Changes the answers to `hello`. */
  readonly hello?: (reply: Document) => Document;
}

/** Opens a tap: whole messages are handed on in order, unchanged but for the answers to `hello`. */
export async function openTap({ uri, asked = () => undefined, hello }: TapOptions): Promise<Tap> {
  const folder = mkdtempSync(join(tmpdir(), 'zhishou-tap-'));
  const path = join(folder, 'tap.sock');
  const store = decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(uri)![1]!);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const there = connect(store);
    for (const socket of [client, there]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [client, there].forEach((one) => one.destroy()));
    }
    client.on(
      'data',
      inMessages((message) => asked(parseMessage(message))),
    );
    client.pipe(there);
    there.on(
      'data',
      inMessages((message) => client.write(hello ? changed(message, hello) : message)),
    );
  });
  await listen(server, path);
  return {
    uri: uri.replace(encodeURIComponent(store), encodeURIComponent(path)),
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Cuts what arrives into whole messages. */
function inMessages(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const length = held.readInt32LE(0);
      take(held.subarray(0, length));
      held = held.subarray(length);
    }
  };
}

/** An answer to `hello` rewritten, any other as it is. A reply is an OP_MSG with one body, or of old an OP_REPLY. */
function changed(message: Buffer, hello: (reply: Document) => Document): Buffer {
  const begin = message.readInt32LE(12) === OP_MSG ? 21 : 36;
  const body = deserialize(message.subarray(begin), { promoteValues: false });
  if (body.maxWireVersion === undefined) return message;
  const whole = Buffer.concat([message.subarray(0, begin), serialize(hello(body))]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

const OP_MSG = 2013;
