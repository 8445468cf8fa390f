import { connect, type Socket } from 'node:net';

/** An answer as it came, with how long it took. `status` is 0 when the connection was closed without one. */
export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly ms: number;
}

/** What is asked: all of it as bytes, so that nothing is put right on the way. */
export interface Asking {
  readonly method: string;
  /** The request's target as it stands in its first line, Latin-1. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer | undefined;
}

/** No answer for so long: a long poll that waits rightly, or a request that hangs. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** One connection that is kept and asked one thing after the other; opened anew when the server has closed it. */
export class Line {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | null = null;

  constructor(origin: string) {
    const { hostname, port } = new URL(origin);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** @throws NoAnswer after `patience` milliseconds; the connection is closed then */
  async ask(asking: Asking, patience = 20_000): Promise<Heard> {
    const began = performance.now();
    const fresh = !this.#socket || this.#socket.destroyed;
    const socket = fresh ? await this.#open() : (this.#socket as Socket);
    const heard = await listenTo(socket, bytesOf(asking, this.#host), patience, began);
    // The server may close a kept connection in the moment that it is used again: that is no answer to anything.
    if (heard.status === 0 && !fresh) return this.ask(asking, patience);
    if (heard.headers.connection === 'close' || heard.status === 0) this.close();
    return heard;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.#port, this.#host);
      socket.setNoDelay(true);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', () => undefined);
        this.#socket = socket;
        resolve(socket);
      });
    });
  }
}

function bytesOf({ method, path, headers, body }: Asking, host: string): Buffer {
  const length = body === undefined ? [] : [['content-length', String(body.length)] as const];
  const named = headers.some(([name]) => name === 'host') ? [] : [['host', host] as const];
  const lines = [...named, ...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  return body === undefined ? head : Buffer.concat([head, body]);
}

function listenTo(socket: Socket, bytes: Buffer, patience: number, began: number): Promise<Heard> {
  return new Promise((resolve, reject) => {
    let got: Buffer = Buffer.alloc(0);
    const end = () => {
      clearTimeout(timer);
      socket.off('data', onData);
      socket.off('close', onClose);
    };
    const onData = (chunk: Buffer) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
      const heard = parsed(got);
      if (!heard) return;
      end();
      resolve({ ...heard, ms: performance.now() - began });
    };
    const onClose = () => {
      end();
      resolve({ status: 0, headers: {}, body: got, ms: performance.now() - began });
    };
    const timer = setTimeout(() => {
      end();
      socket.destroy();
      reject(new NoAnswer(`nothing for ${patience} ms`));
    }, patience);
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.write(bytes);
  });
}

/** The answer, once all of it is there. */
function parsed(got: Buffer): Omit<Heard, 'ms'> | null {
  const end = got.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = got.toString('latin1', 0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines)
    headers[line.slice(0, line.indexOf(':')).toLowerCase()] = line.slice(line.indexOf(':') + 1).trim();
  const status = Number(first.split(' ')[1]);
  const rest = got.subarray(end + 4);
  if (headers['transfer-encoding'] === 'chunked') {
    const body = unchunked(rest);
    return body && { status, headers, body };
  }
  const length = status === 204 || status === 304 ? 0 : Number(headers['content-length'] ?? 0);
  return rest.length < length ? null : { status, headers, body: rest.subarray(0, length) };
}

function unchunked(rest: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = parseInt(rest.toString('latin1', at, line), 16);
    if (rest.length < line + 2 + size + 2) return null;
    if (size === 0) return Buffer.concat(parts);
    parts.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
