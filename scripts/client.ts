import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { commands as accountCommands } from '../shared/account/noun.ts';
import type { commands as bookCommands } from '../shared/book/contract.ts';
import { REAL } from '../shared/book/contract.ts';
import type { commands as incidentCommands } from '../shared/incident/contract.ts';
import type { commands as layerCommands } from '../shared/layer/contract.ts';
import type { Body } from '../shared/noun.ts';
import type { commands as personCommands } from '../shared/person/contract.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { commands as reportCommands } from '../shared/report/contract.ts';
import type { commands as rosterCommands } from '../shared/roster/contract.ts';
import type { commands as shiftCommands } from '../shared/shift/contract.ts';
import type { commands as unitCommands } from '../shared/unit/contract.ts';
import type { commands as villageCommands } from '../shared/village/contract.ts';
import type { Answer, Envelope, Snapshot } from '../shared/wire.ts';

type Commands = typeof accountCommands &
  typeof bookCommands &
  typeof incidentCommands &
  typeof layerCommands &
  typeof personCommands &
  typeof reportCommands &
  typeof rosterCommands &
  typeof shiftCommands &
  typeof unitCommands &
  typeof villageCommands;

/** What came back: the status and the parsed body, null when there was none. */
export interface Heard {
  readonly status: number;
  readonly body: unknown;
}

/** An accepted command: its id, which is also that of the row it made, its place in the journal, and when. */
export interface Accepted {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
}

export interface CommandOptions {
  /** The book; the real one when left out. */
  readonly book?: string;
  /** A UUID; a new one when left out. The same id again gets the first answer. */
  readonly id?: string;
  readonly ifSeq?: number;
}

/** The server said no: with a code and a sentence in both languages. Repeating would not help. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;

  constructor(what: string, refusal: Refusal) {
    super(`${what}: ${refusal.en} (${refusal.code}) ${refusal.zh}`);
    this.refusal = refusal;
  }
}

/** How long a command is repeated under its id while the server does not say yes or no. */
const PATIENCE_MS = 15_000;

/**
 * Somebody at the API: a cookie, the Origin of a page of this server, and the commands by their types. What the
 * screens do over sockets, scripts, benches and tests do with this over HTTP.
 */
export class Client {
  readonly origin: string;
  #cookie: string;
  #signIn: (() => Promise<void>) | null = null;

  /**
   * @param origin e.g. `http://127.0.0.1:8080`
   * @param cookie of a session that was begun elsewhere
   */
  constructor(origin: string, cookie = '') {
    this.origin = origin;
    this.#cookie = cookie;
  }

  /** The cookie as a header, for a socket that is to be the same session. */
  get cookie(): string {
    return this.#cookie;
  }

  /** One request as it is; never throws for a status. */
  async ask(method: string, path: string, body?: unknown): Promise<Heard> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        origin: this.origin,
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.slice(0, cookie.indexOf(';'));
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: json && text ? JSON.parse(text) : null };
  }

  /**
   * A request that must succeed.
   *
   * @throws Refused with the server's sentence for any status from 400
   */
  async get<T>(path: string): Promise<T> {
    return (await this.must('GET', path)) as T;
  }

  /** @see get; asks again for a while when the server is too busy to hash another password. */
  async must(method: string, path: string, body?: unknown): Promise<unknown> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const heard = await this.ask(method, path, body);
      if (heard.status < 400) return heard.body;
      const again = heard.status === 503 && performance.now() < deadline;
      if (!again) throw new Refused(`${method} ${path}: ${heard.status}`, sentenceIn(heard));
      await pause(250);
    }
  }

  /** Signs in and stays so: a session that ran out or locked itself is opened again. */
  async signIn(name: string, password: string, device: 'desk' | 'phone' | 'other' = 'other'): Promise<this> {
    this.#signIn = async () => void (await this.must('POST', '/api/session', { name, password, device }));
    await this.#signIn();
    return this;
  }

  /**
   * Gives a command and waits for its place in the journal. After a fault or silence it is repeated under the same
   * id, so that it happens once.
   *
   * @throws Refused
   */
  async command<T extends keyof Commands & string>(
    type: T,
    body: Body<Commands[T]>,
    { book = REAL, id = randomUUID(), ifSeq }: CommandOptions = {},
  ): Promise<Accepted> {
    const envelope = { id, book, type, body, ...(ifSeq === undefined ? {} : { ifSeq }) } as Envelope;
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.#tryOnce(envelope, performance.now() > deadline);
      if (answer?.ok) return { id, seq: answer.seq, at: answer.at };
      if (answer && 'refusal' in answer) throw new Refused(type, answer.refusal);
      await pause(250);
    }
  }

  /** One attempt, no repetition: what the server says, be it a fault. */
  async submit(envelope: Envelope): Promise<Answer> {
    const heard = await this.ask('POST', '/api/commands', envelope);
    const answer = heard.body as Answer | null;
    return answer && 'ok' in answer ? answer : { ok: false, refusal: sentenceIn(heard) };
  }

  /**
   * All this reader may see of a book. The server keeps what it made for up to a second.
   *
   * @param atLeast the `seq` it must have come to, e.g. that of a command of one's own
   */
  async snapshot(book: string = REAL, atLeast = 0): Promise<Snapshot> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const snapshot = await this.get<Snapshot>(`/api/snapshot?book=${book}`);
      if (snapshot.seq >= atLeast) return snapshot;
      if (performance.now() > deadline) throw new Error(`${book} has not come to ${atLeast}`);
      await pause(100);
    }
  }

  async #tryOnce(envelope: Envelope, last: boolean): Promise<Answer | null> {
    try {
      const heard = await this.ask('POST', '/api/commands', envelope);
      if ((heard.status === 401 || heard.status === 423) && this.#signIn && !last) {
        await this.#signIn();
        return null;
      }
      const answer = heard.body as Answer | null;
      if (!answer || !('ok' in answer)) return { ok: false, refusal: sentenceIn(heard) };
      if (!answer.ok && 'fault' in answer && last) throw new Refused(envelope.type, answer.fault);
      return answer;
    } catch (problem) {
      if (last || problem instanceof Refused) throw problem;
      return null;
    }
  }
}

/** The refusal in a body; one of our own when the answer was no sentence at all. */
function sentenceIn({ status, body }: Heard): Refusal {
  const said = body as Partial<Refusal> | null;
  if (said?.code && said.zh && said.en) return said as Refusal;
  return { code: `http.${status}`, zh: `服务器答复 ${status}`, en: `The server answered ${status}` };
}
