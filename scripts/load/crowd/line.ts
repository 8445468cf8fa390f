import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Where a line leads, and who says that it is his. */
export interface Door {
  readonly port: number;
  readonly cookie: string;
  /** The loopback address it is opened from: an office shares one, a phone has its own. */
  readonly address: string;
}

export interface Ears {
  /** One whole message of Engine.IO; the bytes are only good until this returns. */
  message(payload: Buffer): void;
  /** It is closed, or was never opened. */
  down(): void;
}

const PATH = '/socket.io/?EIO=4&transport=websocket';

/**
 * A WebSocket as a screen has one, over a plain TCP socket: no library, no masking but a key of nought, frames told
 * apart and handed on as they lie in the bytes that came. A thousand of them must not be what is measured.
 */
export class Line {
  readonly #socket: Socket;
  readonly #ears: Ears;
  #rest: Buffer | null = null;
  #upgraded = false;

  constructor(door: Door, ears: Ears) {
    this.#ears = ears;
    const { port, address } = door;
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: address, noDelay: true });
    this.#socket.once('connect', () => this.#socket.write(handshake(door)));
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', () => undefined); // `close` follows
    this.#socket.once('close', () => ears.down());
  }

  /** A masked text frame: a client must mask, and a key of nought leaves the text as it is. */
  say(text: string): void {
    const payload = Buffer.from(text);
    const { length } = payload;
    const head =
      length < 126
        ? Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0])
        : Buffer.from([0x81, 0xfe, length >> 8, length & 255, 0, 0, 0, 0]);
    if (length > 65_535) throw new RangeError('no message of a screen is so long');
    this.#socket.write(Buffer.concat([head, payload]));
  }

  close(): void {
    this.#socket.destroy();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  #read(chunk: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    let at = 0;
    if (!this.#upgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return void (this.#rest = data);
      if (!data.toString('latin1', 0, 12).endsWith('101')) return void this.#socket.destroy();
      this.#upgraded = true;
      at = end + 4;
    }
    for (let size; (size = sizeOf(data, at)); at = size.end) {
      if (size.end > data.length) break;
      if (((data[at] as number) & 15) === CLOSE) return void this.#socket.destroy();
      this.#ears.message(data.subarray(size.start, size.end));
    }
    if (at < data.length) this.#rest = data.subarray(at);
  }
}

const CLOSE = 8;

function handshake({ port, cookie }: Door): string {
  const lines = [
    `GET ${PATH} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    `Cookie: ${cookie}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Where a frame's payload begins and ends; null while its head is not all there. A server does not mask. */
function sizeOf(data: Buffer, at: number): { start: number; end: number } | null {
  if (data.length - at < 2) return null;
  const short = (data[at + 1] as number) & 127;
  if (short < 126) return { start: at + 2, end: at + 2 + short };
  if (short === 126) {
    if (data.length - at < 4) return null;
    return { start: at + 4, end: at + 4 + data.readUInt16BE(at + 2) };
  }
  if (data.length - at < 10) return null;
  return { start: at + 10, end: at + 10 + Number(data.readBigUInt64BE(at + 2)) };
}
