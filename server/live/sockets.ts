import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
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
  type Up,
} from '../../shared/wire.ts';
import type { Session } from '../accounts/contract.ts';
import type { Books } from '../books.ts';
import { faults } from '../faults.ts';
import { Bucket } from './bucket.ts';
import { greet } from './greet.ts';
import { presenceOf, type Screen } from './presence.ts';
import { Publisher } from './publisher.ts';

export interface LiveSetting {
  readonly books: Books;
  readonly epoch: string;
  readonly now: () => number;
  /** The session a handshake's cookie stands for. */
  readonly sessionOf: (token: string) => Promise<Session | null>;
  readonly tokenOf: (request: IncomingMessage) => string | null;
  /** Whether the page that opens the socket is one of ours: CORS does not protect a WebSocket. */
  readonly isOurs: (request: IncomingMessage) => boolean;
  readonly report: (what: string, problem: unknown) => string;
  /** A person did something at this session: its idle time begins anew. */
  readonly touch: (token: string) => void;
}

type Link = Socket<Up, Down, Record<string, never>, Seat>;
interface Seat extends Screen {
  token: string;
  session: Session;
  bucket: Bucket;
  room: string | null;
}

/** A socket that has more than this waiting to be sent reads too slowly: it is closed and comes back by its `seq`. */
const QUEUE_PACKETS = 256;
const QUEUE_BYTES = 1024 * 1024;
const SOCKETS = 1_500;
const SOCKETS_PER_SESSION = 250;
const ENDED_MS = 30_000;

/** The only Socket.IO: three messages each way. */
export class Live {
  readonly #io: Server<Up, Down, Record<string, never>, Seat>;
  readonly #setting: LiveSetting;
  readonly #publisher: Publisher;
  /** What was told last: whoever comes after it is told at once. */
  #presence: ReturnType<typeof presenceOf> | null = null;
  readonly #sweep: NodeJS.Timeout;
  readonly #ended: NodeJS.Timeout;

  constructor(http: HttpServer, setting: LiveSetting) {
    this.#setting = setting;
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
    this.#publisher = new Publisher(
      (room, frame) => this.#io.to(room).emit('changes', frame),
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

  presence() {
    return presenceOf([...this.#links()].map((socket) => socket.data));
  }

  /** Tells desks and walls who is there. */
  tellPresence(presence: ReturnType<typeof presenceOf>): void {
    this.#presence = presence;
    for (const socket of this.#links()) if (watchesPresence(socket)) socket.emit('presence', presence);
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
    if (!token || !this.#setting.isOurs(request) || this.count >= SOCKETS) return false;
    const session = await this.#setting.sessionOf(token).catch(() => undefined);
    if (session === null) return true; // told so in words, by the middleware
    const own = [...this.#links()].filter(({ data }) => data.token === token).length;
    return own < SOCKETS_PER_SESSION;
  }

  /** A room whose screens have missed more than is remembered: they come back and fetch the snapshot. */
  #restart(room: string): void {
    for (const socket of this.#links())
      if (socket.data.room === room) this.#dismiss(socket, { why: 'too-slow' });
  }

  /** A session may end without an entry: by its time. Its sockets end within a minute of it. */
  async #dropEnded(): Promise<void> {
    for (const socket of [...this.#links()]) {
      const session = await this.#setting.sessionOf(socket.data.token).catch(() => undefined);
      if (session === null) this.#dismiss(socket, { why: 'revoked' });
    }
  }

  async #seat(socket: Link, next: (problem?: Error) => void): Promise<void> {
    const token = this.#setting.tokenOf(socket.request);
    const session = token ? await this.#setting.sessionOf(token).catch(() => null) : null;
    if (!token || !session) return next(new Error('signed-out'));
    const said = { attended: false, sound: null };
    const { principal, device } = session;
    Object.assign(socket.data, {
      token,
      session,
      principal,
      device,
      said,
      bucket: new Bucket(60, 20),
      room: null,
    });
    next();
  }

  #serve(socket: Link): void {
    socket.use(([, , answer], next) => {
      if (socket.data.bucket.take(performance.now())) return next();
      if (typeof answer === 'function') answer(faults.busy());
    });
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
    const session = await this.#setting.sessionOf(socket.data.token).catch(() => undefined);
    if (session === undefined) return void socket.disconnect(true); // the store is away: it will ask again
    if (session === null) return answer({ ok: false, why: 'signed-out' });
    const book = await this.#setting.books.at(said.data.book).catch(() => undefined);
    if (!book) return answer({ ok: false, why: 'no-book', epoch: this.#setting.epoch });
    // From here to the end in one tick: what the answer holds and what the room is sent leave no gap between them.
    const welcome = greet(book, session.principal, said.data, this.#setting.epoch, this.#setting.now());
    if (socket.data.room) void socket.leave(socket.data.room);
    if (welcome.ok) {
      socket.data.room = this.#publisher.room(book, welcome.audience);
      void socket.join(socket.data.room);
    }
    answer(welcome);
    if (this.#presence && watchesPresence(socket)) socket.emit('presence', this.#presence);
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
    answer(
      await this.#setting.books.submit(session.principal, said.data).catch((problem) => this.#fault(problem)),
    );
  }

  #fault(problem: unknown): Answer {
    return faults.internal(this.#setting.report('a command failed', problem));
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

  #dropSlow(): void {
    for (const socket of this.#links()) {
      const queue = (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
      const raw = (socket.request.socket as { writableLength?: number }).writableLength ?? 0;
      if (queue > QUEUE_PACKETS || raw > QUEUE_BYTES) this.#dismiss(socket, { why: 'too-slow' });
    }
  }

  #dismiss(socket: Link, farewell: Farewell): void {
    socket.emit('farewell', farewell);
    socket.disconnect(true);
  }
}

/** Desks and walls are told who is there; villages and departments are not. */
function watchesPresence({ data }: Link): boolean {
  return data.room !== null && /\|(desk|wall)$/.test(data.room);
}

function malformed(error: z.core.$ZodError): Answer {
  const path = error.issues[0]?.path.join('.') ?? '';
  return { ok: false, refusal: { ...refuse(commandRefusals, 'command.malformed', { path }), path } };
}
