import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export const TEXT = 1;
export const BINARY = 2;

/** A frame as it goes out; everything about it can be wrong. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly fin?: boolean;
  readonly masked?: boolean;
  /** The bits that nobody has given a meaning. */
  readonly reserved?: number;
  /** The length that it claims, when that is another than it has. */
  readonly claims?: bigint;
}

/** The bytes of a frame (RFC 6455, 5.2). */
export function bytesOf({ opcode, payload, fin = true, masked = true, reserved = 0, claims }: Frame): Buffer {
  const length = claims ?? BigInt(payload.length);
  const small = length < 126n ? Number(length) : length < 65_536n ? 126 : 127;
  const head = Buffer.alloc(2 + (small === 126 ? 2 : small === 127 ? 8 : 0));
  head[0] = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | small;
  if (small === 126) head.writeUInt16BE(Number(length), 2);
  if (small === 127) head.writeBigUInt64BE(length, 2);
  if (!masked) return Buffer.concat([head, payload]);
  const mask = randomBytes(4);
  const hidden = Buffer.from(payload);
  for (let n = 0; n < hidden.length; n += 1) hidden[n]! ^= mask[n & 3]!;
  return Buffer.concat([head, mask, hidden]);
}

/** A WebSocket without a library, so that nothing keeps a test from sending what no library would. */
export class RawSocket {
  readonly socket: Socket;
  /** Resolves when the connection is over, whoever ended it. */
  readonly closed: Promise<void>;
  #held: Buffer;
  readonly #texts: string[] = [];
  #wake: () => void = () => undefined;
  #isClosed = false;

  private constructor(socket: Socket, rest: Buffer) {
    this.socket = socket;
    this.#held = rest;
    this.closed = new Promise((resolve) =>
      socket.once('close', () => {
        this.#isClosed = true;
        this.#wake();
        resolve();
      }),
    );
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#take(Buffer.alloc(0));
  }

  /** The upgrade, with these headers and nothing else. @throws Error with the status when it is refused */
  static open(
    origin: string,
    cookie: string,
    path = '/socket.io/?EIO=4&transport=websocket',
  ): Promise<RawSocket> {
    const { hostname, port, host } = new URL(origin);
    const lines = [
      `GET ${path} HTTP/1.1`,
      ...[
        `Host: ${host}`,
        `Origin: ${origin}`,
        `Cookie: ${cookie}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
      ],
      ...['Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`],
    ];
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      socket.on('error', reject);
      socket.once('close', () => reject(new Error('closed')));
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      let got: Buffer = Buffer.alloc(0);
      const onData = (chunk: Buffer) => {
        got = Buffer.concat([got, chunk]);
        const end = got.indexOf('\r\n\r\n');
        if (end < 0) return;
        socket.off('data', onData);
        const status = got.toString('latin1', 9, 12);
        if (status === '101') return resolve(new RawSocket(socket, got.subarray(end + 4)));
        socket.destroy();
        reject(new Error(status));
      };
      socket.on('data', onData);
    });
  }

  /** A socket that has been let in by Socket.IO as well: what is sent from now on are its packets. */
  static async join(origin: string, cookie: string): Promise<RawSocket> {
    const socket = await RawSocket.open(origin, cookie);
    await socket.heard((text) => text.startsWith('0'));
    socket.text('40');
    const answer = await socket.heard((text) => /^4[04]/.test(text));
    if (!answer?.startsWith('40')) throw new Error(`not let in: ${answer}`);
    return socket;
  }

  send(frame: Frame): void {
    if (!this.#isClosed) this.socket.write(bytesOf(frame));
  }

  /** @param text Latin-1: each character is a byte */
  text(text: string): void {
    this.send({ opcode: TEXT, payload: Buffer.from(text, 'latin1') });
  }

  /**
   * The next text that a test waits for; null when the connection is over before it comes.
   *
   * @throws Error when there is neither for fifteen seconds
   */
  async heard(wanted: (text: string) => boolean): Promise<string | null> {
    const deadline = performance.now() + 15_000;
    for (;;) {
      for (let text = this.#texts.shift(); text !== undefined; text = this.#texts.shift())
        if (wanted(text)) return text;
      if (this.#isClosed) return null;
      if (performance.now() > deadline) throw new Error('neither an answer nor an end');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.#wake = () => void (clearTimeout(timer), resolve());
      });
    }
  }

  close(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    for (;;) {
      const [, second = 0] = this.#held;
      const small = second & 127;
      const start = small === 126 ? 4 : small === 127 ? 10 : 2;
      if (this.#held.length < start) return;
      const length =
        small === 126
          ? this.#held.readUInt16BE(2)
          : small === 127
            ? Number(this.#held.readBigUInt64BE(2))
            : small;
      if (this.#held.length < start + length) return;
      this.#hear(this.#held[0]! & 15, this.#held.subarray(start, start + length));
      this.#held = this.#held.subarray(start + length);
    }
  }

  #hear(opcode: number, payload: Buffer): void {
    if (opcode === 8) return void this.socket.end();
    if (opcode !== TEXT) return;
    const text = payload.toString();
    if (text === '2') return this.text('3'); // its heartbeat
    this.#texts.push(text);
    this.#wake();
  }
}
