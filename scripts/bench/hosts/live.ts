import { writeHeapSnapshot } from 'node:v8';
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { REAL } from '../../../shared/book/contract.ts';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';
import type { Principal } from '../../../shared/roles.ts';
import { seeChange } from '../../../shared/see.ts';
import type { Envelope } from '../../../shared/wire.ts';
import type { Session } from '../../../server/accounts/contract.ts';
import { seal } from '../../../server/journal/chain.ts';
import { pack } from '../../../server/live/pack.ts';
import { Live } from '../../../server/live/sockets.ts';
import { cpuMs, serveRoom } from '../room.ts';
import { reportEvent } from '../sample.ts';
import { openSpine, type Spine, type SpineOptions } from './spine.ts';

/** What of ws the bare server uses: its server class is the one Socket.IO has, its frames are sent as they are. */
interface BareSocket {
  readonly _sender: { sendFrame(frame: Buffer[]): void };
}
interface BareServer {
  readonly clients: Set<BareSocket>;
  handleUpgrade(request: IncomingMessage, socket: unknown, head: Buffer, done: () => void): void;
}

const officer: Principal = {
  ...{ id: 'bench', name: '值班员', post: '主班', role: 'dutyOfficer', villageId: null, departmentId: null },
};
const session: Session = {
  ...{ id: 'bench', principal: officer, device: 'desk', locked: false },
  ...{ createdAt: '2026-04-05T00:00:00.000Z', expiresAt: '2036-04-05T00:00:00.000Z' },
};

let spine: Spine;
let live: Live;
let bare: BareServer;
let way: 'product' | 'each' = 'product';

/** The product's live room, and beside it what it is measured against, in one process and on one spine. */
const calls = {
  async open(options: SpineOptions) {
    spine = await openSpine(options);
    const { books, epoch } = spine;
    const product = createServer(commands);
    live = new Live(product, {
      ...{ books, epoch, now: Date.now, isOurs: () => true, touch: () => undefined },
      ...{ submit: (_seat, said) => books.submit(officer, said), turnedAway: () => false },
      // A session of its own for each screen, as the store gives them.
      sessionOf: (token) => Promise.resolve({ ...session, id: token, principal: { ...officer } }),
      tokenOf: (request) => request.headers.cookie ?? null,
      report: (what, problem) => (console.error(what, problem), 'bench'),
      limits: { sockets: 20_000, perSession: 20_000 },
    });
    const ports = { product: await listen(product), each: await openEach(), bare: await openBare() };
    return { ...ports, epoch, seq: books.real.tail.world.seq };
  },
  /** Events that become durable at one moment: sent by the product, or each by itself on the bare server. */
  async send({ to, events }: { to: 'product' | 'bare'; events: number }) {
    const at = Number(process.hrtime.bigint()) / 1e6;
    if (to === 'product') spine.books.real.tail.accept(entries(events));
    else for (let n = 0; n < events; n += 1) sendBare();
    return at;
  },
  cpu: () => cpuMs(),
  async memory() {
    for (let n = 0; n < 3; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      globalThis.gc?.();
    }
    return process.memoryUsage().rss;
  },
  /** Who tells the screens from now on: the product's publisher, or one emit for each event. */
  tell: (by: 'product' | 'each') => void (way = by),
  heap: () => process.memoryUsage().heapUsed,
  snap: (to: string) => writeHeapSnapshot(to),
  /** How many screens are connected. */
  screens: () => live.count,
  commits: () => spine.commits(),
  /** Resolves when the records hold all that has happened. */
  settle: () => spine.books.real.behind.settled(),
  seq: () => spine.books.real.tail.world.seq,
  close: () => spine.close(),
  end: () => void setTimeout(() => process.exit(0), 50),
};
export type LiveHost = typeof calls;

function entries(count: number): Entry[] {
  const { world } = spine.books.real.tail;
  const made: Entry[] = [];
  const by = { id: officer.id, name: officer.name, post: officer.post };
  for (let n = 0; n < count; n += 1) {
    const meta = { book: REAL, seq: world.seq + n + 1, commandId: randomUUID(), command: 'report.submit' };
    const prev = made.at(-1)?.hash ?? (world.hash || GENESIS);
    made.push(seal({ ...meta, at: world.at, by }, '0', [next()], prev));
  }
  return made;
}

/** Reports that are open come and go, so that the World does not grow under a measurement. */
const open: string[] = [];
function next(): Event {
  if (open.length >= OPEN) return { type: 'report.archived', id: open.shift() as string };
  const event = reportEvent();
  open.push(event.id);
  return event;
}
const OPEN = 500;

/** The reference of the bursts: the same desk and store, `io.emit` for each event, Socket.IO as it comes. */
function openEach(): Promise<number> {
  const http = createServer(commands);
  const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 10_000 });
  io.on('connection', (socket) =>
    socket.on('hello', (_hello, answer) => {
      void socket.join('real|desk');
      answer({ ok: true });
    }),
  );
  const { tail } = spine.books.real;
  tail.listen((fresh, changes) => {
    if (way !== 'each') return;
    for (const { seq, at } of fresh) {
      const its = changes.filter((change) => change.seq === seq);
      const rows = its.map((change) => seeChange('desk', change));
      io.to('real|desk').emit('changes', { from: seq - 1, to: seq, at, rows });
    }
  });
  return listen(http);
}

let frame: Buffer;

async function openBare(): Promise<number> {
  const http = createServer((_request, response) => {
    sendBare();
    response.end('{"ok":true}');
  });
  const { engine } = new Server(createServer(), { serveClient: false });
  const { wsEngine } = engine.opts as unknown as { wsEngine: new (options: object) => BareServer };
  bare = new wsEngine({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => bare.handleUpgrade(request, socket, head, () => undefined));
  const { seq, at } = spine.books.real.tail.world;
  const row = { ...reportEvent(), seq, state: 'submitted', stateAt: at };
  frame = pack('changes', { from: seq, to: seq + 1, at, rows: [['report', row.id, 'put', row]] }).bytes;
  return listen(http);
}

/** One frame for all, built once and in one buffer: one write for each client. */
function sendBare(): void {
  const list = [frame];
  for (const client of bare.clients) client._sender.sendFrame(list);
}

/** The barest door to the desk, the same for both ways of telling. */
async function commands(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const answer = await spine.books.submit(officer, JSON.parse(Buffer.concat(parts).toString()) as Envelope);
  const text = JSON.stringify(answer);
  response.writeHead(answer.ok ? 200 : 422, { 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function listen(http: HttpServer): Promise<number> {
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', 1_000, () => resolve((http.address() as AddressInfo).port));
  });
}

serveRoom(calls);
