import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What is asked for, over and over. */
export interface Wanted {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  /** The body of a POST, where `%ID%` becomes a new id; a GET when left out. */
  readonly body?: string;
}
export interface Writing extends Wanted {
  readonly writers: number;
  readonly ms: number;
}

export interface Written {
  readonly accepted: number;
  readonly refused: number;
  readonly ms: number;
  readonly p50: number;
  readonly p99: number;
}

/** So many writers, each with a request in hand at any time, over plain TCP sockets that stay open. */
export async function write(writing: Writing): Promise<Written> {
  const sockets = await Promise.all(Array.from({ length: writing.writers }, (_, n) => open(writing.port, n)));
  const took: number[] = [];
  let refused = 0;
  const start = performance.now();
  const one = async (socket: Socket) => {
    while (performance.now() - start < writing.ms) {
      const asked = performance.now();
      if ((await ask(socket, writing)).ok) took.push(performance.now() - asked);
      else refused += 1;
    }
  };
  await Promise.all(sockets.map(one));
  const ms = performance.now() - start;
  for (const socket of sockets) socket.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(share * took.length)] ?? Number.NaN;
  return { accepted: took.length, refused, ms, p50: at(0.5), p99: at(0.99) };
}

/** Each from an address of its own: what one address may ask in a minute is not what is measured. */
export function open(port: number, n: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const localAddress = `127.0.1.${1 + (n % 250)}`;
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

export interface Heard {
  /** Answered with 200. */
  readonly ok: boolean;
  readonly encoding: string | null;
  readonly body: Buffer;
}

/** One request and its answer. */
export function ask(socket: Socket, wanted: Wanted): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let [head, left] = ['', Infinity];
    const hear = (chunk: Buffer) => {
      parts.push(chunk);
      if (!head) {
        const all = Buffer.concat(parts.splice(0));
        const end = all.indexOf('\r\n\r\n');
        if (end < 0) return void parts.push(all);
        head = all.toString('latin1', 0, end);
        left = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        chunk = all.subarray(end + 4);
        parts.push(chunk);
      }
      left -= chunk.length;
      if (left > 0) return;
      socket.off('data', hear);
      socket.off('error', reject);
      const encoding = /content-encoding: (\w+)/i.exec(head)?.[1] ?? null;
      resolve({ ok: head.startsWith('HTTP/1.1 200'), encoding, body: Buffer.concat(parts) });
    };
    socket.on('data', hear);
    socket.once('error', reject);
    socket.write(requestOf(wanted));
  });
}

function requestOf({ port, path, cookie, body }: Wanted): string {
  const text = body?.replace('%ID%', randomUUID());
  const lines = [
    `${text === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Accept-Encoding: gzip, deflate, br',
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(text === undefined
      ? []
      : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${text ?? ''}`;
}
