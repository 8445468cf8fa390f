import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { serialize } from 'bson';
import { MongoClient, type Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, openEmbedded, randomFrom, startIn } from './store.ts';

let opened: Awaited<ReturnType<typeof openEmbedded>>;
let path: string;
beforeAll(async () => {
  opened = await openEmbedded();
  path = decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(opened.uri)![1]!);
});
afterAll(() => opened.close());

describe('bytes that are no protocol', () => {
  const ping = opMsg({ ping: 1, $db: 'admin' });
  const longSection = Buffer.from(ping);
  longSection.writeInt32LE(0x7fffffff, 21);
  const cases: [what: string, bytes: Buffer][] = [
    ['length 0', header(0, 2013)],
    ['a negative length', header(-5, 2013)],
    ['a length of 2^31 - 1', header(0x7fffffff, 2013)],
    ['a length of 16 and nothing in it', header(16, 2013)],
    ['an unknown opcode', header(16, 4711)],
    ['a section longer than its message', longSection],
    ['an unknown section', replaced(ping, 20, 9)],
    ['unknown required flags', replaced(ping, 17, 0xff)],
    ['an OP_MSG without a body', Buffer.concat([header(20, 2013), Buffer.alloc(4)])],
    ['an OP_QUERY that is no hello', opQuery({ find: 'x' })],
    ['an OP_QUERY without an end of its name', Buffer.concat([header(24, 2004), Buffer.alloc(8, 65)])],
    ['plain text', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a body that is no BSON', replaced(ping, 25, 0x99)],
  ];
  it.each(cases)('%s: the connection ends, the store goes on', async (_what, bytes) => {
    expect(await answerTo(bytes)).toHaveLength(0);
    expect(await opened.db.command({ ping: 1 })).toEqual({ ok: 1 });
  });

  it('cut off at every place, then half open: nothing happens', async () => {
    const pid = opened.store.pid();
    const whole = opMsg({ insert: 'cut', documents: [{ a: 1 }], $db: 'probe' });
    for (let end = 0; end < whole.length; end++) await sendAndLeave(whole.subarray(0, end));
    expect(await opened.db.collection('cut').countDocuments()).toBe(0);
    expect(opened.store.pid()).toBe(pid);
  });

  it('with random bytes in it, a thousand times', async () => {
    const pid = opened.store.pid();
    const random = randomFrom(Number(process.env.SEED ?? 5));
    const bases = [
      ping,
      opMsg({ find: 'x', filter: { a: { $gt: 1 } }, $db: 'probe' }),
      opMsg({ insert: 'fuzz', documents: [{ _id: 1, a: 'text', b: [1, { c: 2 }] }], $db: 'probe' }),
      opQuery({ hello: 1 }),
    ];
    for (let n = 0; n < 1000; n++) {
      const bytes = Buffer.from(bases[n % bases.length]!);
      for (let k = 0; k < 1 + random() * 4; k++)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      await sendAndLeave(bytes);
    }
    for (let n = 0; n < 50; n++) await sendAndLeave(randomBytes(200));
    expect(await opened.db.command({ ping: 1 })).toEqual({ ok: 1 });
    expect(opened.store.pid()).toBe(pid);
  });
});

describe('the protocol', () => {
  it('answers an OP_QUERY hello with an OP_REPLY', async () => {
    const reply = await answerTo(opQuery({ ismaster: 1, helloOk: true }), 1);
    expect(reply.readInt32LE(12)).toBe(1);
  });

  it('answers messages that arrive in pieces, or several at once, one after the other', async () => {
    const three = Buffer.concat([1, 2, 3].map((id) => opMsg({ ping: 1, $db: 'admin' }, id)));
    const replies = await answerTo(three, 3, 7);
    const ids: number[] = [];
    for (let at = 0; at < replies.length; at += replies.readInt32LE(at))
      ids.push(replies.readInt32LE(at + 8));
    expect(ids).toEqual([1, 2, 3]);
  });

  it('does not answer when no answer is wanted', async () => {
    const collection = opened.db.collection<Document & { _id: number }>('silent');
    await collection.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    await collection.insertOne({ _id: 2 });
    expect(await collection.countDocuments()).toBeGreaterThanOrEqual(1);
  });
});

describe('who may connect', () => {
  it('only the user: folder 0700, socket 0600', () => {
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('on a port, only who knows the secret', async () => {
    const { store, end } = await startIn(dataFolder(), { transport: 'loopback' });
    const known = await MongoClient.connect(store.uri);
    expect(await known.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await known.close();
    const options = { serverSelectionTimeoutMS: 700 };
    for (const uri of [store.uri.replace(/&appName=.*/, ''), store.uri.replace(/appName=../, 'appName=xx')]) {
      await expect(MongoClient.connect(uri, options)).rejects.toThrow();
    }
    await end();
  });
});

function header(length: number, opcode: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(1, 4);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}

function opMsg(body: Document, id = 1): Buffer {
  const doc = serialize(body);
  const bytes = Buffer.concat([header(21 + doc.length, 2013), Buffer.alloc(5), doc]);
  bytes.writeInt32LE(id, 4);
  return bytes;
}

function opQuery(body: Document): Buffer {
  const rest = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from('admin.$cmd\0'),
    Buffer.alloc(8),
    serialize(body),
  ]);
  return Buffer.concat([header(16 + rest.length, 2004), rest]);
}

function replaced(bytes: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = byte;
  return copy;
}

/** What comes back until the store hangs up, or until so many messages are there. */
async function answerTo(bytes: Buffer, messages = Infinity, pieces = bytes.length): Promise<Buffer> {
  const socket = await connected();
  for (let at = 0; at < bytes.length; at += pieces) socket.write(bytes.subarray(at, at + pieces));
  let got: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    got = Buffer.concat([got, chunk]);
    if (countMessages(got) >= messages) break;
  }
  socket.destroy();
  return got;
}

function countMessages(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at + 4 <= bytes.length; count++) {
    at += bytes.readInt32LE(at);
    if (at > bytes.length) break;
  }
  return count;
}

/** Sends, hangs up, and waits until the store has noticed. */
async function sendAndLeave(bytes: Buffer): Promise<void> {
  const socket = await connected();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.end(bytes);
  socket.resume();
  await closed;
}

function connected(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}
