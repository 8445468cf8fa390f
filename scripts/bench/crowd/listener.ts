import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { PROTOCOL } from '../../../shared/wire.ts';

/** One screen as the wire knows it, and no more: it is the server that is measured. */
export interface Listener {
  readonly socket: Socket;
  /** Frames with events that came, and events in them. */
  frames: number;
  events: number;
  bytes: number;
  /** The `to` of the last one. */
  seq: number;
  /** A frame that did not continue the one before. */
  gaps: number;
  closed: boolean;
}

export interface Where {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  /** What is said in the `hello`; a bare WebSocket says nothing. */
  readonly hello?: Since;
  /** What is to be done when the server sends it to the snapshot: then hello is said again. */
  readonly stale?: () => Promise<Since>;
}
interface Since {
  readonly epoch: string;
  readonly since: number;
}

/** A pong, and an upgrade's answer, in Engine.IO's words. */
const PONG = '3';
const JOIN = '40';
const CHANGES = '42["changes",{"from":';

/** All of them read into this, one after the other: a buffer for each read would cost more than the reading. */
const DESK = Buffer.allocUnsafeSlow(512 * 1024);

/**
 * Opens a listener over a plain TCP socket: no WebSocket library, no JSON but the numbers of a frame. Resolves when the
 * server has welcomed it.
 *
 * @param heard called for each frame with events
 */
export function listen(where: Where, heard: (listener: Listener) => void): Promise<Listener> {
  return new Promise((resolve, reject) => {
    let read: (chunk: Buffer) => void = () => undefined;
    const onread = { buffer: DESK, callback: (length: number) => (read(DESK.subarray(0, length)), true) };
    const socket = connect({ port: where.port, host: '127.0.0.1', noDelay: true, onread });
    const it: Listener = {
      ...{ socket, frames: 0, events: 0, bytes: 0, seq: where.hello?.since ?? 0, gaps: 0, closed: false },
    };
    read = reader(it, where, heard, () => resolve(it));
    socket.once('connect', () => socket.write(handshake(where)));
    socket.once('error', reject);
    socket.once('close', () => {
      it.closed = true;
      reject(new Error('closed before it was welcome'));
    });
  });
}

function handshake({ path, port, cookie }: Where): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Cache-Control: no-cache',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** So much of a payload is looked at; the rest is counted. */
const LOOK = 64;

function reader(it: Listener, where: Where, heard: (listener: Listener) => void, welcome: () => void) {
  let rest: Buffer | null = null;
  let skip = 0;
  let upgraded = false;
  return (chunk: Buffer) => {
    it.bytes += chunk.length;
    let at = 0;
    let data = chunk;
    if (skip > 0) {
      at = Math.min(skip, chunk.length);
      skip -= at;
    } else if (rest) {
      data = Buffer.concat([rest, chunk]);
      rest = null;
    }
    if (!upgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return void (rest = Buffer.from(data));
      upgraded = true;
      at = end + 4;
      if (!where.hello) welcome();
    }
    while (at < data.length) {
      const size = sizeOf(data, at);
      if (!size || data.length - at < size.head + Math.min(LOOK, size.length)) {
        rest = Buffer.from(data.subarray(at));
        return;
      }
      const { head } = size;
      take(it, where, data, at + head, size.length, heard, welcome);
      const end = at + head + size.length;
      skip = Math.max(0, end - data.length);
      at = end;
    }
  };
}

function sizeOf(data: Buffer, at: number): { head: number; length: number } | null {
  if (data.length - at < 2) return null;
  const short = (data[at + 1] as number) & 127;
  if (short < 126) return { head: 2, length: short };
  if (short === 126) return data.length - at < 4 ? null : { head: 4, length: data.readUInt16BE(at + 2) };
  return data.length - at < 10 ? null : { head: 10, length: Number(data.readBigUInt64BE(at + 2)) };
}

const code = (text: string) => text.charCodeAt(0);
const [ZERO, TWO, THREE, FOUR] = ['0', '2', '3', '4'].map(code) as [number, number, number, number];

function take(
  it: Listener,
  where: Where,
  data: Buffer,
  at: number,
  length: number,
  heard: (listener: Listener) => void,
  welcome: () => void,
): void {
  if (!where.hello) return count(it, 1, heard);
  const [kind, packet] = [data[at], data[at + 1]];
  if (kind === ZERO) return say(it, JOIN);
  if (kind === TWO) return say(it, PONG);
  if (kind !== FOUR) return;
  if (packet === ZERO) return greet(it, where.hello);
  if (packet === THREE) {
    const text = data.toString('latin1', at, at + Math.min(length, LOOK));
    if (text.includes('"ok":true')) return welcome();
    const refused = () => void it.socket.destroy(new Error(`not welcome: ${text}`));
    if (!where.stale || !text.includes('"stale"')) return refused();
    return void where.stale().then((since) => greet(it, since), refused);
  }
  const text = data.toString('latin1', at, at + Math.min(length, LOOK));
  if (!text.startsWith(CHANGES)) return;
  const [, from, to] = /"from":(\d+),"to":(\d+)/.exec(text) ?? [];
  if (Number(from) !== it.seq && it.frames > 0) it.gaps += 1;
  it.seq = Number(to);
  count(it, Number(to) - Number(from), heard);
}

function greet(it: Listener, since: Since): void {
  it.seq = since.since;
  say(it, `420${JSON.stringify(['hello', { protocol: PROTOCOL, book: 'real', ...since }])}`);
}

function count(it: Listener, events: number, heard: (listener: Listener) => void): void {
  it.frames += 1;
  it.events += events;
  if (events > 0) heard(it);
}

/** A masked text frame (a client must mask); the key is nought, which leaves the text as it is. */
function say({ socket }: Listener, text: string): void {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]);
  socket.write(Buffer.concat([head, payload]));
}
