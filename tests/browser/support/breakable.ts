import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * `open`: everything passes. `cut`: the API and the socket are gone, pages still come. `mute`: what is asked reaches
 * the server, but nothing it answers comes back.
 */
export type Line = 'open' | 'cut' | 'mute';

/** A way to a server that can be broken while it is in use, as a weak signal breaks it. */
export interface Breakable {
  readonly origin: string;
  /** Changes how it is from now on; whoever is connected to the API is thrown off. `mute` keeps them, silenced. */
  become(line: Line): void;
  /** How many bytes of answers were swallowed so far. */
  readonly swallowed: number;
  close(): Promise<void>;
}

const isLive = (path = '') => path.startsWith('/api') || path.startsWith('/socket.io');

/** @param name the host by which the browser asks; all of them lead to this machine */
export async function breakable(target: string, name = '127.0.0.1'): Promise<Breakable> {
  const { hostname, port } = new URL(target);
  const live = new Set<Duplex>();
  let line: Line = 'open';
  let swallowed = 0;
  const swallow = (bytes: Buffer) => void (swallowed += bytes.length);

  function pass(asked: IncomingMessage, response: ServerResponse): void {
    const counts = isLive(asked.url);
    if (counts && line === 'cut') return void asked.socket.destroy();
    if (counts) hold(live, asked.socket);
    const { method, url: path, headers } = asked;
    const further = ask({ hostname, port, method, path, headers }, (answer) => {
      if (counts && line === 'mute') return void answer.on('data', swallow);
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    further.on('error', () => asked.socket.destroy());
    response.on('close', () => response.writableFinished || further.destroy());
    asked.pipe(further);
  }

  function upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (line === 'cut') return void socket.destroy();
    const further = connect(Number(port), hostname);
    hold(live, socket);
    hold(live, further);
    further.write(headOf(asked));
    further.write(head);
    socket.pipe(further);
    further.on('data', (bytes: Buffer) => (line === 'mute' ? swallow(bytes) : socket.write(bytes)));
    further.on('close', () => socket.destroy());
    socket.on('close', () => further.destroy());
  }

  const server = createServer(pass);
  server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://${name}:${(server.address() as AddressInfo).port}`,
    become(next) {
      line = next;
      if (next !== 'mute') for (const socket of live) socket.destroy();
    },
    get swallowed() {
      return swallowed;
    },
    async close() {
      for (const socket of live) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function hold(live: Set<Duplex>, socket: Duplex | Socket): void {
  if (live.has(socket)) return;
  live.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => live.delete(socket));
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let n = 0; n < rawHeaders.length; n += 2) lines.push(`${rawHeaders[n]}: ${rawHeaders[n + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
