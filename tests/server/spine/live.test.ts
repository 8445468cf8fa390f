import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { randomBytes, randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen as listenRaw } from '../../../scripts/bench/crowd/listener.ts';
import { PROTOCOL, type Answer, type Farewell, type Frame, type Welcome } from '../../../shared/wire.ts';
import type { Session } from '../../../server/accounts/contract.ts';
import { openDoor } from '../../../server/door.ts';
import { readConfig } from '../../../server/config.ts';
import { missed } from '../../../server/live/greet.ts';
import type { Limits } from '../../../server/live/limits.ts';
import { Live } from '../../../server/live/sockets.ts';
import { snapshotsFor } from '../../../server/live/snapshotFor.ts';
import { isLater } from '../../../server/live/turnstile.ts';
import { officer, openSpine, reportBody, setUp, type Spine } from '../../support/spine.ts';
import { testStore, type TestStore } from '../../support/store.ts';

const session: Session = {
  ...{ id: 's', principal: officer, device: 'desk', locked: false },
  ...{ createdAt: '2026-04-05T00:00:00.000Z', expiresAt: '2096-04-05T00:00:00.000Z' },
};
const EPOCH = 'epoch-1';
const PATH = '/socket.io/?EIO=4&transport=websocket';

let store: TestStore;
let spine: Spine;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.done());
beforeEach(async () => {
  spine = await openSpine(await store.connect(`live-${randomUUID().slice(0, 8)}`));
  await setUp(spine);
  closers.push(() => spine.close());
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type LookUp = (token: string) => Promise<Session | null>;

async function openLive(limits: Partial<Limits> = {}, lookUp: LookUp = () => Promise.resolve(session)) {
  const http: Server = createServer();
  const { live, denied } = liveAt(http, limits, lookUp);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => new Promise((resolve) => http.close(resolve)),
    () => http.closeAllConnections(),
    () => live.close(),
  );
  return { live, denied, port: (http.address() as AddressInfo).port };
}

/** Its screens have the token `token` unless a cookie gives another. */
function liveAt(http: Server, limits: Partial<Limits>, lookUp: LookUp) {
  const denied: string[] = [];
  const live = new Live(http, {
    ...{
      books: spine.books,
      epoch: EPOCH,
      now: Date.now,
      isOurs: () => true,
      touch: () => undefined,
      limits,
    },
    tokenOf: ({ headers }) => headers.cookie ?? 'token',
    turnedAway(_request, code) {
      denied.push(code);
      return false;
    },
    ...{ report: spine.report, sessionOf: lookUp },
    submit: (_session, envelope) => spine.books.submit(officer, envelope),
  });
  return { live, denied };
}

function call(port: number, cookie = 'token'): Socket {
  return io(`http://127.0.0.1:${port}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    extraHeaders: { cookie },
  });
}

async function screen(port: number): Promise<Socket> {
  const socket = call(port);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  closers.push(() => socket.disconnect());
  return socket;
}

const hello = (since: number) => ({ protocol: PROTOCOL, book: 'real', epoch: EPOCH, since });
const head = () => spine.books.real.tail.world.seq;
const submit = (id: string = randomUUID()) => spine.submit(officer, 'report.submit', reportBody('起烟'), id);

it('keeps the order of frames and answers, whichever way each of them goes', async () => {
  const { port } = await openLive();
  const socket = await screen(port);
  const told: number[] = [head()];
  socket.on('changes', ({ from, to }: Frame) => {
    expect(from).toBe(told.at(-1));
    told.push(to);
  });
  await socket.emitWithAck('hello', hello(head()));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => {
      const envelope = {
        id: randomUUID(),
        book: 'real',
        type: 'report.submit',
        body: reportBody(`第${n}条`),
      };
      return socket.emitWithAck('command', envelope) as Promise<Answer>;
    }),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await expect.poll(() => told.at(-1)).toBe(head());
});

it('lets go of screens that stop reading, without keeping what they missed; they come back by their seq', async () => {
  const { live, port } = await openLive();
  const since = head();
  const where = { port, path: PATH, hello: { epoch: EPOCH, since } };
  const stalled = await Promise.all(Array.from({ length: 10 }, () => listenRaw(where, () => undefined)));
  const healthy = await listenRaw(where, () => undefined);
  for (const { socket } of stalled) socket.pause();
  const presence = { desks: 11, attendedDesks: 0, soundingDesks: 0, walls: 0 };
  const memory = process.memoryUsage().rss;
  for (let n = 0; live.count > 1 && n < 500; n += 1) {
    live.tellPresence({ ...presence, villages: ['x'.repeat(200_000)] });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 1024 * 1024);
  await submit();
  expect(live.count).toBe(1);
  expect(healthy.closed).toBe(false);
  for (const { socket } of stalled) socket.destroy();
  const back = await screen(port);
  const welcome = (await back.emitWithAck('hello', hello(since))) as Welcome;
  expect(welcome).toMatchObject({ ok: true, frame: { from: since, to: head() } });
  healthy.socket.destroy();
});

it('tells whoever finds too many before him when to come again', async () => {
  let letIn: (() => void) | null = null;
  let holds = false;
  const lookUp = async () => {
    if (holds && !letIn) await new Promise<void>((resolve) => (letIn = resolve)); // the first hello of three
    return session;
  };
  const { port } = await openLive({ hello: { atOnce: 1, inLine: 1 } }, lookUp);
  const screens = [await screen(port), await screen(port), await screen(port)] as [Socket, Socket, Socket];
  holds = true;
  const first = screens[0].emitWithAck('hello', hello(head()));
  await expect.poll(() => letIn).not.toBeNull();
  const second = screens[1].emitWithAck('hello', hello(head()));
  await screens[1].emitWithAck('command', {}); // it is in line before the third comes
  const farewell = new Promise<Farewell>((resolve) => screens[2].once('farewell', resolve));
  screens[2].emit('hello', hello(head()), () => undefined);
  expect(await farewell).toMatchObject({ why: 'restart', retryAfterMs: expect.any(Number) as number });
  (letIn as (() => void) | null)?.();
  expect(await Promise.all([first, second])).toMatchObject([{ ok: true }, { ok: true }]);
});

it('sends whoever missed much to the snapshot, and makes few of those at a time', async () => {
  const since = head();
  await Promise.all(Array.from({ length: 1_001 }, () => submit()));
  expect(missed(spine.books.real, 'desk', since)).toBeNull();
  expect(missed(spine.books.real, 'desk', head() - 150)).toHaveLength(150);
  const snapshot = snapshotsFor(EPOCH, Date.now, { atOnce: 1, inLine: 1 });
  const audiences = ['desk', 'wall', 'village/shulonggou'] as const;
  const made = await Promise.all(audiences.map((audience) => snapshot(spine.books.real, audience, 'gzip')));
  expect(made.map(isLater)).toEqual([false, false, true]);
  expect(isLater(await snapshot(spine.books.real, 'village/shulonggou', 'gzip'))).toBe(false);
});

it('ends in time when a screen does not answer the close', async () => {
  const door = await openDoor({ ...readConfig({}), PORT: 0, HOST: '127.0.0.1' });
  const { live } = liveAt(door.http, {}, () => Promise.resolve(session));
  const port = Number(new URL(door.origin).port);
  const where = { port, path: PATH, hello: { epoch: EPOCH, since: head() } };
  const asleep = await listenRaw(where, () => undefined);
  asleep.socket.pause();
  const start = performance.now();
  live.close();
  await door.shut();
  expect(performance.now() - start).toBeLessThan(5_000);
  asleep.socket.destroy();
});

it('does not say that somebody is signed out when the store is away', async () => {
  let looks = 0;
  const lookUp = () => ((looks += 1) > 1 ? Promise.reject(new Error('away')) : Promise.resolve(session));
  const { denied, live, port } = await openLive({}, lookUp);
  expect(await problemOf(call(port))).toBe('unavailable');
  expect(denied).toEqual([]);
  await expect.poll(() => live.count).toBe(0);
});

describe('strangers', () => {
  const lookUp = (token: string) => Promise.resolve(token === 'token' ? session : null);

  it('do not take the places of the screens, however many come and whether they say a word or not', async () => {
    const { denied, live, port } = await openLive({ sockets: 200 }, lookUp);
    const silent = Array.from({ length: 300 }, (_, n) => handshake(port, `junk-${n}`));
    const said = await Promise.all(silent.map(({ status }) => status));
    expect(said.filter((status) => status === 101)).toHaveLength(100);
    expect(denied.filter((code) => code === 'http.too-many')).toHaveLength(200);
    expect(live.count).toBe(100);
    const desk = await screen(port);
    expect(await desk.emitWithAck('hello', hello(head()))).toMatchObject({ ok: true });
    for (const { wire } of silent) wire.destroy();
    await expect.poll(() => live.count).toBe(1);
  });

  it('hear that they are signed out, and are gone at once even when they do not hang up', async () => {
    const { denied, live, port } = await openLive({}, lookUp);
    expect(await problemOf(call(port, 'junk'))).toBe('signed-out');
    await expect.poll(() => live.count).toBe(0);
    const { wire, status, ended } = handshake(port, 'junk');
    expect(await status).toBe(101);
    wire.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, ...Buffer.from('40')])); // asks in, and never closes
    expect(await ended).toContain('44{"message":"signed-out"}');
    await expect.poll(() => live.count, { timeout: 500 }).toBe(0);
    expect(denied).toEqual(['http.signed-out', 'http.signed-out']);
  });
});

/** A WebSocket's handshake with a cookie, and what came over the wire until the server ended it. */
function handshake(port: number, cookie: string) {
  const wire = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  closers.push(() => wire.destroy());
  const asks = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`;
  wire.write([`GET ${PATH} HTTP/1.1`, 'Host: here', `Cookie: ${cookie}`, ...asks, key, '', ''].join('\r\n'));
  let heard = '';
  wire.on('data', (chunk) => (heard += chunk.toString('latin1')));
  const status = new Promise<number>((resolve, reject) => {
    wire.once('error', reject);
    wire.once('data', () => resolve(Number(heard.split(' ')[1])));
  });
  const ended = new Promise<string>((resolve) => wire.once('end', () => resolve(heard)));
  return { wire, status, ended };
}

const problemOf = (socket: Socket) =>
  new Promise<string>((resolve) => socket.once('connect_error', ({ message }) => resolve(message)));
