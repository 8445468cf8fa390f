import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Config } from './config.ts';
import { waiting } from './http/waiting.ts';

/** The port. It is open from the first moment; until the house is ready, whoever comes is told that it waits. */
export interface Door {
  readonly http: Server;
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** From now on the house answers. */
  open(app: RequestListener): void;
  /**
   * Nobody comes in any more. Requests in hand get a second, those that write up to six; long polls, what hangs
   * and screens that have not answered their farewell are then cut.
   */
  shut(): Promise<void>;
}

/** Heads that are not there in 15 seconds never come; looked at every five seconds, so that it does not take 45. */
const SLOWEST = { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** @throws what listening throws, e.g. EADDRINUSE */
export async function openDoor({ PORT, HOST }: Config): Promise<Door> {
  let answer: RequestListener = waiting;
  const writing = new Set<ServerResponse>();
  const http = createServer(SLOWEST, (request, response) => {
    if (request.method !== 'GET') {
      writing.add(response);
      response.once('close', () => writing.delete(response));
    }
    answer(request, response);
  });
  const wires = wiresOf(http);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(PORT, HOST, resolve);
  });
  let shut: Promise<void> | null = null;
  return {
    http,
    origin: originOf(http, HOST),
    open: (app) => void (answer = app),
    shut: () => (shut ??= shutDown(http, writing, wires)),
  };
}

function originOf(http: Server, host: string): string {
  const { port } = http.address() as AddressInfo;
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/**
 * All connections. Node's `closeAllConnections` knows none that became a WebSocket, but its `close` waits for them: a
 * screen that does not answer the WebSocket's close (a sleeping phone) would hold an end up for half a minute.
 */
function wiresOf(http: Server): ReadonlySet<Socket> {
  const wires = new Set<Socket>();
  http.on('connection', (wire) => {
    wires.add(wire);
    wire.once('close', () => wires.delete(wire));
  });
  return wires;
}

function shutDown(http: Server, writing: ReadonlySet<unknown>, wires: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    const timer = setInterval(() => {
      const passed = performance.now() - start;
      if (passed > LONGEST_MS || (passed > GRACE_MS && writing.size === 0))
        wires.forEach((wire) => wire.destroy());
    }, 50);
    http.close(() => {
      clearInterval(timer);
      resolve();
    });
    http.closeIdleConnections();
  });
}

const GRACE_MS = 1_000;
const LONGEST_MS = 6_000;
