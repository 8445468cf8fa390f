import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { serialize } from 'bson';
import { createWireServer } from '../../../server/embedded/wire/serve.ts';

const ANSWERS = 20;
const LARGE = 'x'.repeat(2 * 1024 * 1024);

it('waits for a slow reader again and again, and keeps nothing of the waiting', async () => {
  const { server, close } = createWireServer({ answer: () => Promise.resolve({ ok: 1, words: LARGE }) });
  const there = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const socket = await there;
  const before = { close: socket.listenerCount('close'), drain: socket.listenerCount('drain') };
  let got = 0;
  const all = new Promise<void>((resolve) =>
    client.on('data', ({ length }) => (got += length) > ANSWERS * LARGE.length && resolve()),
  );
  for (let n = 0; n < ANSWERS; n += 1) client.write(ping());
  await all;
  expect(socket.listenerCount('drain')).toBe(before.drain);
  expect(socket.listenerCount('close')).toBeLessThanOrEqual(before.close + 1);
  client.destroy();
  await close();
});

function ping(): Buffer {
  const body = serialize({ ping: 1, $db: 'admin' });
  const bytes = Buffer.concat([Buffer.alloc(21), body]);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(2013, 12);
  return bytes;
}
