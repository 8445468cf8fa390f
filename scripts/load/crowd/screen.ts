import { get } from 'node:http';
import { REAL } from '../../../shared/book/contract.ts';
import {
  PROTOCOL,
  type Answer,
  type Envelope,
  type Farewell,
  type Frame,
  type Welcome,
} from '../../../shared/wire.ts';
import type { Seat } from '../seat.ts';
import { next, type Heard, type Page, type Told } from './heard.ts';
import { Line } from './line.ts';

/** How a screen comes back after its line is lost: at random as the product's do, or all at the same moment. */
export type Return = 'jitter' | 'at once';

export interface Setting {
  readonly port: number;
  readonly back: { how: Return };
  /** Something that stood in no order: a frame after a hole, or one that was there before. */
  readonly disorder: (what: 'gap' | 'backwards') => void;
}

interface Sent {
  readonly envelope: Envelope;
  readonly answered: (answer: Answer) => void;
}

const AGAIN_MS = 100;
/** Without jitter all come at the same moments, a second apart. */
const TOGETHER_MS = 1_000;
const PATIENCE_MS = 10_000;

/**
 * One screen with its line, its place in the journal and its outbox, as the product's pages are: it says hello,
 * fetches the rows when it must, follows the frames, repeats what was not answered, and comes back by itself.
 */
export class Screen {
  readonly seat: Seat;
  readonly heard: Heard;
  readonly #setting: Setting;
  readonly #outbox = new Map<string, Sent>();
  readonly #asked = new Map<number, (answer: never) => void>();
  #line: Line | null = null;
  #epoch: string | null = null;
  #asks = 0;
  #losses = 0;
  #delay: number | null = null;
  #greeting = 0;
  page: Page | null = null;
  seq = 0;
  greeted = false;
  /** When it was welcome last. */
  greetedAt = 0;
  /** One that does not read: what it hears later says nothing about the others. */
  stalled = false;

  constructor(seat: Seat, heard: Heard, setting: Setting) {
    this.seat = seat;
    this.heard = heard;
    this.#setting = setting;
  }

  open(): void {
    const { port } = this.#setting;
    this.#line = new Line(
      { port, cookie: this.seat.cookie, address: this.seat.address },
      { message: (payload) => this.#hear(payload), down: () => this.#lost() },
    );
  }

  /** Kept until it is answered for good, whatever becomes of the line. */
  give(envelope: Envelope, answered: (answer: Answer) => void): void {
    const sent = { envelope, answered };
    this.#outbox.set(envelope.id, sent);
    if (this.greeted) this.#send(sent);
  }

  stopReading(): void {
    this.stalled = true;
    this.#line?.stopReading();
  }

  readOn(): void {
    this.#line?.readOn();
  }

  close(): void {
    const line = this.#line;
    this.#line = null;
    line?.close();
  }

  #hear(payload: Buffer): void {
    const [kind, packet] = [payload[0], payload[1]];
    if (kind === PING) return this.#line?.say('3');
    if (kind === OPEN) return this.#line?.say('40');
    if (kind !== MESSAGE) return;
    if (packet === EVENT) {
      if (payload[4] === CHANGES) return this.#changes(payload);
      if (payload[4] === FAREWELL) return this.#farewell(payload);
    } else if (packet === ACK) this.#answered(payload.toString());
    else if (packet === CONNECTED) void this.#hello();
    else this.#line?.close();
  }

  #changes(payload: Buffer): void {
    const told = this.heard.frame(payload);
    if (!this.stalled) told.lastAt = now();
    told.times += 1;
    // While rows are being fetched frames are of no use: the next hello brings what they held.
    if (!this.greeted) return;
    if (told.from > this.seq) {
      this.#setting.disorder('gap');
      return void this.#hello(true);
    }
    this.#take(told);
  }

  #take(told: Told): void {
    if (told.to < this.seq) this.#setting.disorder('backwards');
    if (told.to <= this.seq) return;
    this.page = next(this.page as Page, told);
    this.seq = told.to;
  }

  /** Says hello; what is stale is fetched and hello said again. */
  async #hello(fetch = this.page === null): Promise<void> {
    this.greeted = false;
    const [line, turn] = [this.#line, (this.#greeting += 1)];
    const isOver = () => line !== this.#line || turn !== this.#greeting;
    const failed = fetch && !(await this.#fetch());
    if (isOver()) return;
    if (failed) return line?.close(); // as after any silence: it comes again
    const since = { epoch: this.#epoch, since: this.seq };
    this.#ask<Welcome>('hello', { protocol: PROTOCOL, book: REAL, ...since }, (welcome) => {
      if (isOver()) return;
      if (welcome.ok) this.#ready(welcome.frame);
      else if (welcome.why === 'stale') void this.#hello(true);
      else line?.close();
    });
  }

  #ready(frame: Frame): void {
    if (frame.rows.length > 0) this.#take(this.heard.greeting(frame));
    else this.seq = Math.max(this.seq, frame.to);
    this.#losses = 0;
    this.greeted = true;
    this.greetedAt = now();
    for (const sent of this.#outbox.values()) this.#send(sent);
  }

  async #fetch(): Promise<boolean> {
    const bytes = await fetched(this.#setting.port, this.seat).catch(() => null);
    if (!bytes) return false;
    const { epoch, page } = this.heard.snapshot(bytes);
    this.#epoch = epoch;
    this.page = page;
    this.seq = page.told.to;
    return true;
  }

  #send(sent: Sent): void {
    const { envelope, answered } = sent;
    this.#ask<Answer>('command', envelope, (answer) => {
      if (!this.#outbox.has(envelope.id)) return;
      if (answer.ok || 'refusal' in answer) {
        this.#outbox.delete(envelope.id);
        answered(answer);
      } else setTimeout(() => this.greeted && this.#send(sent), AGAIN_MS + Math.random() * 1_000);
    });
  }

  /** No promise: what comes in the same bytes behind an answer must find it heard. */
  #ask<T>(what: string, message: object, heard: (answer: T) => void): void {
    const n = (this.#asks += 1);
    this.#asked.set(n, heard as (answer: never) => void);
    this.#line?.say(`42${n}${JSON.stringify([what, message])}`);
  }

  #answered(text: string): void {
    const begin = text.indexOf('[');
    const n = Number(text.slice(2, begin));
    const answer = this.#asked.get(n);
    this.#asked.delete(n);
    answer?.((JSON.parse(text.slice(begin)) as [never])[0]);
  }

  #farewell(payload: Buffer): void {
    const [, farewell] = JSON.parse(payload.toString('utf8', 2)) as [string, Farewell];
    if (farewell.why === 'restart') this.#delay = farewell.retryAfterMs + Math.random() * 1_000;
    this.#line?.close();
  }

  #lost(): void {
    this.greeted = false;
    this.stalled = false;
    this.#asked.clear();
    if (!this.#line) return;
    this.#losses += 1;
    const wait = this.#setting.back.how === 'at once' ? TOGETHER_MS : (this.#delay ?? jitter(this.#losses));
    this.#delay = null;
    setTimeout(() => this.#line && this.open(), wait);
  }
}

/** As client/live/link.ts waits. */
function jitter(losses: number): number {
  return 1_000 + Math.random() * Math.min(9_000, 500 * 2 ** losses);
}

/** On the clock that all processes of a machine share, in milliseconds. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The rows as they travel, over a connection of its own. */
function fetched(port: number, { cookie, address }: Seat): Promise<Buffer> {
  const headers = { cookie, 'accept-encoding': 'br' };
  const where = { host: '127.0.0.1', port, path: '/api/snapshot', localAddress: address, agent: false };
  return new Promise((resolve, reject) => {
    const request = get({ ...where, headers, timeout: PATIENCE_MS }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200 ? resolve(Buffer.concat(parts)) : reject(new Error('not now')),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

const code = (letter: string) => letter.charCodeAt(0);
const [OPEN, PING, MESSAGE] = [code('0'), code('2'), code('4')];
const [CONNECTED, EVENT, ACK] = [code('0'), code('2'), code('3')];
/** `42["changes",` and `42["farewell",`; presence is of no account here. */
const [CHANGES, FAREWELL] = [code('c'), code('f')];
