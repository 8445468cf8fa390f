import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Writing {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  /** The body of each request; `%ID%` becomes a new id. */
  readonly body: string;
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
  const sockets = await Promise.all(Array.from({ length: writing.writers }, () => open(writing.port)));
  const took: number[] = [];
  let refused = 0;
  const start = performance.now();
  const one = async (socket: Socket) => {
    while (performance.now() - start < writing.ms) {
      const asked = performance.now();
      if (await post(socket, writing)) took.push(performance.now() - asked);
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

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One request and its answer; whether it was answered with 200. */
export function post(
  socket: Socket,
  { port, path, cookie, body }: Omit<Writing, 'writers' | 'ms'>,
): Promise<boolean> {
  const text = body.replace('%ID%', randomUUID());
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  return new Promise((resolve, reject) => {
    let got = '';
    const hear = (chunk: Buffer) => {
      got += chunk.toString('latin1');
      const end = got.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(got)?.[1];
      if (end < 0 || got.length < end + 4 + Number(length ?? 0)) return;
      socket.off('data', hear);
      socket.off('error', reject);
      resolve(got.startsWith('HTTP/1.1 200'));
    };
    socket.on('data', hear);
    socket.once('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n${text}`);
  });
}
