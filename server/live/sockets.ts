import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type * as z from 'zod/mini';
import { refuse } from '../../shared/refusal.ts';
import { commandRefusals } from '../../shared/check.ts';
import {
  envelope,
  hello,
  presenceUp,
  type Answer,
  type Down,
  type Farewell,
  type Hello,
  type Up,
  type Welcome,
} from '../../shared/wire.ts';
import type { Session } from '../accounts/contract.ts';
import type { Books } from '../books.ts';
import { faults } from '../faults.ts';
import type { SocketSubmit, TurnAway } from '../security/doors.ts';
import { newRequestId, type Report } from '../log.ts';
import { FanOut } from './fanOut.ts';
import { greet } from './greet.ts';
import { LIMITS, type Limits } from './limits.ts';
import { NO_METER, type LiveMeter } from './meter.ts';
import type { Outlet } from './outlet.ts';
import { pack } from './pack.ts';
import { presenceOf } from './presence.ts';
import { Publisher } from './publisher.ts';
import { forgetHandshake, seatAt, watchesPresence, type Link, type Seat } from './seat.ts';
import { Strangers } from './strangers.ts';
import { isLater, Turnstile } from './turnstile.ts';

export interface LiveSetting {
  readonly books: Books;
  readonly epoch: string;
  readonly now: () => number;
  /** The session a handshake's cookie stands for. */
  readonly sessionOf: (token: string) => Promise<Session | null>;
  readonly tokenOf: (request: IncomingMessage) => string | null;
  /** Whether the page that opens the socket is one of ours: CORS does not protect a WebSocket. */
  readonly isOurs: (request: IncomingMessage) => boolean;
  readonly report: Report;
  readonly submit: SocketSubmit;
  readonly turnedAway: TurnAway;
  readonly meter?: LiveMeter;
  /** A person did something at this session: its idle time begins anew. */
  readonly touch: (token: string) => void;
  /** How much is taken on; as LIMITS says when left out. */
  readonly limits?: Partial<Limits>;
}

type Answering = (welcome: Welcome) => void;

const ENDED_MS = 1_000;

/** The only Socket.IO: three messages each way. */
export class Live {
  readonly #io: Server<Up, Down, Record<string, never>, Seat>;
  readonly #setting: LiveSetting;
  readonly #limits: Limits;
  readonly #publisher: Publisher;
  readonly #fanOut: FanOut<Seat>;
  readonly #hellos: Turnstile;
  readonly #strangers: Strangers;
  /** What was told last: whoever comes after it is told at once. */
  #presence: ReturnType<typeof presenceOf> | null = null;
  readonly #sweep: NodeJS.Timeout;
  readonly #ended: NodeJS.Timeout;

  constructor(http: HttpServer, setting: LiveSetting) {
    this.#setting = setting;
    this.#limits = { ...LIMITS, ...setting.limits };
    this.#hellos = new Turnstile(this.#limits.hello);
    this.#strangers = new Strangers(this.#limits.strangers);
    this.#fanOut = new FanOut(this.#limits.cap, (seat) => seat.cut());
    this.#io = new Server(http, {
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: 65_536,
      pingInterval: 10_000,
      pingTimeout: 15_000,
      connectTimeout: 10_000,
      allowRequest: (request, decide) => void this.#mayConnect(request).then((yes) => decide(null, yes)),
    });
    this.#io.engine.on('connection', (connection: Link['conn']) => this.#strangers.see(connection));
    const { meter = NO_METER } = setting;
    this.#publisher = new Publisher(
      (room, frame) => {
        meter.frame();
        this.#fanOut.send(room, () => pack('changes', frame));
      },
      (room) => this.#restart(room),
      setting.now,
    );
    setting.books.each((book) => this.#publisher.follow(book));
    setting.books.each((book) =>
      book.tail.listen((entries) => entries.forEach((entry) => this.#rights(entry.events))),
    );
    this.#io.use((socket, next) => void this.#seat(socket as Link, next));
    this.#io.on('connection', (socket) => this.#serve(socket as Link));
    this.#sweep = setInterval(() => this.#dropSlow(), 1_000);
    this.#ended = setInterval(() => void this.#dropEnded(), ENDED_MS);
  }

  get count(): number {
    return this.#io.engine?.clientsCount ?? 0;
  }

  /** How many screens follow a book as each kind of audience: `desk`, `wall`, `village`, `department`. */
  audiences(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { data } of this.#links()) {
      const kind = /\|(\w+)/.exec(data.room ?? '')?.[1];
      if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }

  presence() {
    return presenceOf([...this.#links()].map((socket) => socket.data));
  }

  /** Tells desks and walls who is there. */
  tellPresence(presence: ReturnType<typeof presenceOf>): void {
    this.#presence = presence;
    const packed = pack('presence', presence);
    for (const { data } of [...this.#links()])
      if (watchesPresence(data) && !this.#fanOut.letGoIfSlow(data)) data.outlet.send(packed);
  }

  /** Says farewell to everybody; the HTTP server below is closed by whoever opened it. */
  close(): void {
    clearInterval(this.#sweep);
    clearInterval(this.#ended);
    this.#publisher.close();
    for (const socket of this.#links())
      this.#dismiss(socket, { why: 'restart', retryAfterMs: 500 + Math.random() * 2_500 });
    this.#io.engine.close();
  }

  #links(): Iterable<Link> {
    return this.#io.sockets.sockets.values() as Iterable<Link>;
  }

  /** Only a page of ours with a session gets as far as a socket, and no session more than its share of them. */
  async #mayConnect(request: IncomingMessage): Promise<boolean> {
    const token = this.#setting.tokenOf(request);
    if (!this.#setting.isOurs(request)) return this.#setting.turnedAway(request, 'http.origin');
    if (!token) return this.#setting.turnedAway(request, 'http.signed-out');
    const tooMany = () => this.#setting.turnedAway(request, 'http.too-many');
    if (this.count >= this.#limits.sockets) return tooMany();
    const session = await this.#setting.sessionOf(token).catch(() => undefined);
    if (session === null) return this.#strangers.letIn(request) || tooMany(); // told why by the middleware
    if (!session) return this.#strangers.letIn(request); // the store is away: whoever that is, it will ask again
    const own = [...this.#links()].filter(({ data }) => data.token === token).length;
    return own < this.#limits.perSession || tooMany();
  }

  /** A room whose screens have missed more than is remembered: they come back and fetch the snapshot. */
  #restart(room: string): void {
    for (const socket of [...this.#links()])
      if (socket.data.room === room) this.#dismiss(socket, { why: 'too-slow' });
  }

  /** A session may end without an entry: by its time, and its sockets about a second later. */
  async #dropEnded(): Promise<void> {
    for (const socket of [...this.#links()]) {
      if (Date.parse(socket.data.session.expiresAt) > this.#setting.now()) continue;
      const session = await this.#setting.sessionOf(socket.data.token).catch(() => undefined);
      if (session === null) this.#dismiss(socket, { why: 'revoked' });
      else if (session) socket.data.session = session;
    }
  }

  async #seat(socket: Link, next: (problem?: Error) => void): Promise<void> {
    const token = this.#setting.tokenOf(socket.request);
    const session = token ? await this.#setting.sessionOf(token).catch(() => undefined) : null;
    if (session === null) this.#setting.turnedAway(socket.request, 'http.signed-out');
    if (!token || !session) {
      next(new Error(session === null ? 'signed-out' : 'unavailable')); // the latter asks again: the store is away
      return void setImmediate(() => socket.conn.close()); // after the word, which is written at the end of this tick
    }
    this.#strangers.known(socket.request);
    seatAt(socket, token, session, (outlet) => this.#cut(outlet));
    next();
  }

  #serve(socket: Link): void {
    forgetHandshake(socket);
    socket.use(([, , answer], next) => {
      if (socket.data.bucket.take(performance.now())) return next();
      if (typeof answer === 'function') answer(faults.busy());
    });
    socket.once('disconnect', () => this.#fanOut.leave(socket.data));
    socket.on('hello', (message, answer) => void this.#hello(socket, message, answer));
    socket.on('command', (message, answer) => void this.#command(socket, message, answer));
    socket.on('presence', (message) => {
      const said = presenceUp.safeParse(message);
      if (!said.success) return;
      socket.data.said = said.data;
      if (said.data.attended) this.#setting.touch(socket.data.token);
    });
    socket.onAny((name: string) => {
      if (!['hello', 'command', 'presence'].includes(name)) socket.disconnect(true);
    });
  }

  async #hello(socket: Link, message: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return void socket.disconnect(true);
    const said = hello.safeParse(message);
    if (!said.success) return answer({ ok: false, why: 'malformed' });
    const given = await this.#hellos.pass(() => this.#welcome(socket, said.data, answer as Answering));
    // The farewell of a restart is the one that says when to come again.
    if (isLater(given)) this.#dismiss(socket, { why: 'restart', ...given });
  }

  async #welcome(socket: Link, said: Hello, answer: Answering): Promise<void> {
    const session = await this.#setting.sessionOf(socket.data.token).catch(() => undefined);
    if (session === undefined) return void socket.disconnect(true); // the store is away: it will ask again
    if (session === null) return answer({ ok: false, why: 'signed-out' });
    const book = await this.#setting.books.at(said.book).catch(() => undefined);
    if (!book) return answer({ ok: false, why: 'no-book', epoch: this.#setting.epoch });
    if (!socket.connected || this.#fanOut.letGoIfSlow(socket.data)) return;
    // From here to the end in one tick: what the answer holds and what the room is sent leave no gap between them.
    const welcome = greet(book, session.principal, said, this.#setting.epoch, this.#setting.now());
    this.#fanOut.leave(socket.data);
    if (welcome.ok) this.#fanOut.join(socket.data, this.#publisher.room(book, welcome.audience));
    answer(welcome);
    if (this.#presence && watchesPresence(socket.data)) socket.emit('presence', this.#presence);
  }

  async #command(socket: Link, message: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return void socket.disconnect(true);
    const said = envelope.safeParse(message);
    if (!said.success) return answer(malformed(said.error));
    const session = await this.#setting.sessionOf(socket.data.token).catch(() => undefined);
    if (session === undefined) return answer(faults.unavailable());
    if (session === null) return answer(faults.signedOut());
    if (session.locked) return answer(faults.locked());
    this.#setting.touch(socket.data.token);
    const request = newRequestId();
    const submitted = this.#setting.submit(session, said.data, socket.request, request);
    answer(await submitted.catch((problem) => this.#fault(problem, request)));
  }

  #fault(problem: unknown, request: string): Answer {
    return faults.internal(this.#setting.report('a command failed', problem, request));
  }

  /** When someone's rights change, the sockets close; the next `hello` brings the right world. */
  #rights(events: readonly ({ type: string; id: string } | null)[]): void {
    for (const event of events) {
      if (event?.type !== 'account.changed') continue;
      const { id, what, session } = event as typeof event & { what: string; session: string | null };
      for (const socket of this.#links()) {
        if (socket.data.principal.id !== id || (session && socket.data.session.id !== session)) continue;
        this.#dismiss(socket, { why: what === 'changed' || what === 'enabled' ? 'rights' : 'revoked' });
      }
    }
  }

  /** Those to whom nothing is sent just now; at a fan-out everybody is looked at there and then. */
  #dropSlow(): void {
    for (const { data } of [...this.#links()]) this.#fanOut.letGoIfSlow(data);
  }

  /** Without a word: it would wait behind all that was not read. */
  #cut(outlet: Outlet): void {
    this.#setting.meter?.farewell('too-slow');
    outlet.cut();
  }

  #dismiss(socket: Link, farewell: Farewell): void {
    this.#setting.meter?.farewell(farewell.why);
    socket.emit('farewell', farewell);
    socket.disconnect(true);
  }
}

function malformed(error: z.core.$ZodError): Answer {
  const path = error.issues[0]?.path.join('.') ?? '';
  return { ok: false, refusal: { ...refuse(commandRefusals, 'command.malformed', { path }), path } };
}
