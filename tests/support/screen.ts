import { io, type Socket } from 'socket.io-client';
import { offSheets } from '../../shared/sheet.ts';
import {
  PROTOCOL,
  type Answer,
  type Down,
  type Envelope,
  type Farewell,
  type Frame,
  type Hello,
  type Snapshot,
  type Up,
  type Welcome,
} from '../../shared/wire.ts';
import type { Client } from '../../scripts/client.ts';
import { REAL } from '../../shared/book/contract.ts';

/** A screen reduced to what it holds: the rows its audience may see, kept up to date over a real socket. */
export class Screen {
  readonly socket: Socket<Down, Up>;
  readonly rows = new Map<string, Record<string, unknown>>();
  readonly frames: Frame[] = [];
  seq = 0;
  farewell: Farewell | null = null;
  readonly #client: Client;
  readonly #book: string;

  constructor(client: Client, book = REAL) {
    this.#client = client;
    this.#book = book;
    const extraHeaders = { cookie: client.cookie, origin: client.origin };
    this.socket = io(client.origin, {
      transports: ['websocket'],
      extraHeaders,
      reconnection: false,
      autoConnect: false,
    });
    this.socket.on('changes', (frame) => this.take(frame));
    this.socket.on('farewell', (farewell) => (this.farewell = farewell));
  }

  /** Connects and brings the rows up to date, with the snapshot first when the server asks for it. */
  async open(): Promise<this> {
    const connected = new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    this.socket.connect();
    await connected;
    let epoch = this.#epoch;
    for (;;) {
      const welcome = await this.#hello({ protocol: PROTOCOL, book: this.#book, epoch, since: this.seq });
      if (welcome.ok) return this;
      if (welcome.why !== 'stale') throw new Error(`not welcome: ${welcome.why}`);
      const snapshot = await this.#client.snapshot(this.#book);
      this.#load(snapshot);
      epoch = this.#epoch = snapshot.epoch;
    }
  }
  #epoch: string | null = null;

  /**
   * Takes the welcome's frame the moment it comes: here, unlike in a browser, the next frame may be read in the same
   * turn, before a promise would have told anybody.
   */
  #hello(message: Hello): Promise<Welcome> {
    return new Promise((resolve, reject) => {
      this.socket.timeout(8_000).emit('hello', message, (problem: Error | null, welcome: Welcome) => {
        if (problem) return reject(problem);
        if (welcome.ok) this.take(welcome.frame);
        resolve(welcome);
      });
    });
  }

  take(frame: Frame): void {
    if (frame.from > this.seq) throw new Error(`a gap: at ${this.seq}, told from ${frame.from}`);
    this.frames.push(frame);
    for (const [table, id, how, fields] of offSheets(frame.rows)) {
      const key = `${table}/${id}`;
      if (how === 'del') this.rows.delete(key);
      else this.rows.set(key, how === 'put' ? { ...fields } : { ...this.rows.get(key), ...fields });
    }
    this.seq = Math.max(this.seq, frame.to);
  }

  command(envelope: Envelope): Promise<Answer> {
    return this.socket.timeout(8_000).emitWithAck('command', envelope);
  }

  /** Resolves once a row is there that the test wants; fails by the test's own time-out. */
  async sees(key: string, wanted: (row: Record<string, unknown>) => boolean = () => true): Promise<void> {
    const there = () => {
      const row = this.rows.get(key);
      return row !== undefined && wanted(row);
    };
    while (!there())
      await new Promise((resolve) => this.socket.once('changes', () => queueMicrotask(() => resolve(null))));
  }

  close(): void {
    this.socket.disconnect();
  }

  #load(snapshot: Snapshot): void {
    this.rows.clear();
    for (const [table, row] of snapshot.rows)
      this.rows.set(`${table}/${(row as { id: string }).id}`, row as never);
    this.seq = snapshot.seq;
  }
}
