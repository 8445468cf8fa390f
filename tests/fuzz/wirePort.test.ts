import { serialize } from 'bson';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedStore } from '../../server/embedded/start.ts';
import { openStore, type Store } from '../../server/store.ts';
import { chanceOf, type Chance } from '../support/fuzz/chance.ts';
import { CHANCE_SEED, SEED } from '../support/fuzz/figures.ts';

/* The embedded store's own door: bytes that are no message, and messages that no driver would send. */
let folder: string;
let embedded: EmbeddedStore;
let store: Store;
const died: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhishou-wire-'));
  embedded = await startEmbedded({ dataDir: folder, noSync: true });
  embedded.onDown((reason) => died.push(reason));
  // In a database that no message names: a right one with a few bytes turned may well be an order to drop its own.
  store = await openStore(embedded.uri.replace('/zhishou?', '/apart?'));
  await store.connection.collection('kept').insertOne({ _id: 'one' as never, n: 1 });
});
afterAll(async () => {
  await store.close();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
});

const path = () => decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(embedded.uri)?.[1] ?? '');

/** Sends bytes and waits until the store answers, ends the connection, or waits for more. */
function send(bytes: Buffer): Promise<'answered' | 'ended' | 'waits'> {
  return new Promise((resolve) => {
    const socket = connect(path());
    const end = (how: 'answered' | 'ended' | 'waits') => {
      clearTimeout(timer);
      socket.destroy();
      resolve(how);
    };
    const timer = setTimeout(() => end('waits'), 2_000);
    socket.on('error', () => undefined);
    socket.on('close', () => end('ended'));
    socket.on('data', () => end('answered'));
    socket.write(bytes);
    // A driver that has said all it has to say and listens: a message that is not whole is then no message.
    socket.end();
  });
}

function message(body: Buffer, { opcode = 2013, length = body.length + 16, flags = 0 } = {}): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length | 0, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(opcode, 12);
  if (opcode === 2013 && body.length >= 4) body.writeUInt32LE(flags, 0);
  return Buffer.concat([head, body]);
}

const opMsg = (document: Record<string, unknown>) => Buffer.concat([Buffer.alloc(5), serialize(document)]);
const LENGTHS = [0, 1, 15, 16, 17, 20, 2 ** 31 - 1, -1, -(2 ** 31), 48_000_000, 48_000_001, 100];
const OPCODES = [0, 1, 1000, 2001, 2002, 2004, 2005, 2006, 2007, 2010, 2011, 2012, 2013, -1];
const COMMANDS: Record<string, unknown>[] = [
  { find: 'kept', filter: { $where: 'while(1){}' } },
  { find: 'kept', filter: { a: { $regex: '(a+)+$' } } },
  { find: { $gt: '' }, filter: {} },
  { find: '__proto__', filter: {} },
  { find: 'kept', filter: { ['__proto__']: 1 } },
  { find: 'kept', sort: { a: 0 }, filter: {} },
  { find: 'kept', limit: -(2 ** 40), filter: {} },
  { aggregate: 'kept', pipeline: [{ $lookup: {} }, { $out: 'x' }], cursor: {} },
  { aggregate: 'kept', pipeline: 'x', cursor: {} },
  { update: 'kept', updates: [{ q: {}, u: { $set: { '__proto__.x': 1, 'constructor.prototype.x': 1 } } }] },
  { update: 'kept', updates: [{ q: {}, u: [{ $set: { a: 1 } }] }] },
  { insert: 'kept', documents: [{ _id: { $gt: '' } }] },
  { insert: 'kept', documents: 'x' },
  { getMore: 1, collection: 'kept' },
  { constructor: 1 },
  { toString: 1 },
  { eval: 'x' },
  { createIndexes: 'kept', indexes: [{ key: { a: 'text' }, name: '../x' }] },
  { dropDatabase: 1, autocommit: false },
];

/** One message of chance: the right one with something wrong, or nothing but bytes. */
function drawn(chance: Chance): Buffer {
  const right = message(
    opMsg({ ...chance.one(COMMANDS), $db: chance.one(['zhishou', '', 'a.b', '__proto__', '../x']) }),
  );
  const roll = chance.roll(10);
  if (roll < 3) return right;
  if (roll < 5) return right.subarray(0, chance.roll(right.length));
  if (roll < 6) return chance.bytes(chance.roll(200));
  if (roll < 7) return message(chance.bytes(4 + chance.roll(100)), { length: chance.one(LENGTHS) });
  if (roll < 8) return message(chance.bytes(4 + chance.roll(100)), { opcode: chance.one(OPCODES) });
  for (let n = 0; n <= chance.roll(4); n += 1) right[16 + chance.roll(right.length - 16)] = chance.roll(256);
  return right;
}

describe('the store’s door', () => {
  const count = process.env.LONG ? 50_000 : 2_500;
  it.each([
    ['fixed', SEED],
    ['drawn anew', CHANCE_SEED],
  ])('bytes of every kind, %s', async (_what, seed) => {
    const chance = chanceOf(seed);
    const came = { answered: 0, ended: 0, waits: 0 };
    const messages = Array.from({ length: count }, () => drawn(chance));
    let next = 0;
    const work = async () => {
      for (let one = messages[next++]; one; one = messages[next++]) came[await send(one)] += 1;
    };
    await Promise.all(Array.from({ length: 16 }, work));
    console.log(
      `fuzz: ${count} messages to the store: ${came.answered} answered, ${came.ended} ended, ${came.waits} wait`,
    );
    expect(came.waits).toBe(0);
    expect(died).toEqual([]);
    // What was stored before is as it was, and nothing was written under a name that is none.
    expect(await store.connection.collection('kept').findOne({ _id: 'one' as never })).toMatchObject({
      _id: 'one',
    });
  });
});
