import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FanOut } from '../../../server/live/fanOut.ts';
import { Outlet, type Connection } from '../../../server/live/outlet.ts';
import { pack, textFrame, type Packed } from '../../../server/live/pack.ts';

describe('a frame for all', () => {
  it('is one unmasked WebSocket text frame, whatever its length', () => {
    for (const length of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
      const frame = textFrame('x'.repeat(length));
      const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
      expect(frame[0]).toBe(0x81);
      const told =
        head === 2 ? frame[1] : head === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
      expect(told).toBe(length);
      expect(frame.length).toBe(head + length);
    }
    expect(textFrame('北坡起烟').subarray(2).toString()).toBe('北坡起烟');
  });

  it('carries the event as Socket.IO and Engine.IO write it', () => {
    const { text, bytes } = pack('farewell', { why: 'rights' });
    expect(text).toBe('2["farewell",{"why":"rights"}]');
    expect(bytes.subarray(2).toString()).toBe(`4${text}`);
  });
});

describe('the way out to a screen that does not read', () => {
  let near: Socket;
  let far: Socket;
  const server = createServer();
  const closes: (() => void)[] = [];
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const coming = new Promise<Socket>((resolve) => server.once('connection', resolve));
    far = connect((server.address() as AddressInfo).port, '127.0.0.1');
    far.on('error', () => undefined);
    near = await coming;
    closes.push(
      () => near.destroy(),
      () => far.destroy(),
      () => server.close(),
    );
  });
  afterEach(() => closes.splice(0).forEach((close) => close()));

  const open = (): Connection & { writable: boolean; drained: (() => void)[]; sent: (() => void)[] } => ({
    readyState: 'open',
    writable: true,
    drained: [],
    sent: [],
    get transport() {
      return { writable: this.writable };
    },
    write(_text, _options, sent) {
      this.sent.push(sent);
    },
    once(_event, listener) {
      this.drained.push(listener);
    },
  });
  const large: Packed = { text: 'x'.repeat(100_000), bytes: textFrame('x'.repeat(100_000)) };
  const cap = { packets: 256, bytes: 1024 * 1024 };

  /** Sends until the kernel takes no more, and a little over a megabyte waits here. */
  function fill(outlet: Outlet): void {
    far.pause();
    for (let n = 0; n < 500 && !outlet.isOver(cap); n += 1) outlet.send(large);
  }

  it('counts the bytes that the kernel did not take', () => {
    const outlet = new Outlet(open(), near);
    outlet.send({ text: 'x', bytes: textFrame('x') });
    expect(outlet.bytes).toBe(0);
    fill(outlet);
    expect(outlet.isOver(cap)).toBe(true);
    expect(outlet.bytes).toBeLessThan(2 * cap.bytes);
  });

  it('counts the packets behind them, and forgets them when they are read', async () => {
    const outlet = new Outlet(open(), near);
    fill(outlet);
    const little: Packed = { text: 'x', bytes: textFrame('x') };
    for (let n = 0; n < 300; n += 1) outlet.send(little);
    expect(outlet.isOver({ packets: 256, bytes: Infinity })).toBe(true);
    far.resume();
    await expect.poll(() => outlet.isOver({ packets: 0, bytes: 0 }), { timeout: 5_000 }).toBe(false);
  });

  it('goes through Engine.IO while something of its own is on its way, and counts that too', () => {
    const connection = open();
    const outlet = new Outlet(connection, near);
    connection.writable = false;
    for (let n = 0; n < 11; n += 1) outlet.send(large);
    expect(connection.sent).toHaveLength(11);
    expect(outlet.bytes).toBe(1_100_000);
    for (const drained of connection.drained) drained();
    expect(outlet.bytes).toBe(0);
    expect(outlet.isOver({ packets: 10, bytes: Infinity })).toBe(true);
    for (const sent of connection.sent) sent();
    expect(outlet.isOver({ packets: 0, bytes: 0 })).toBe(false);
  });

  it('is let go at the next fan-out, and nothing more is kept for it', async () => {
    const slow: string[] = [];
    const seat = { outlet: new Outlet(open(), near), room: null as string | null };
    const fanOut = new FanOut<typeof seat>(cap, () => slow.push('slow'));
    fanOut.join(seat, 'real|desk');
    far.pause();
    let sent = 0;
    while (slow.length === 0 && sent < 500) {
      fanOut.send('real|desk', () => large);
      sent += 1;
    }
    expect(slow).toEqual(['slow']);
    expect(seat.room).toBeNull();
    fanOut.send('real|desk', () => {
      throw new Error('nobody is there to hear it');
    });
    const gone = new Promise((resolve) => far.once('close', resolve));
    seat.outlet.cut();
    far.resume();
    await gone;
  });
});
