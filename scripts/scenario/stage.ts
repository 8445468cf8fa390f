import { setTimeout as pause } from 'node:timers/promises';
import { msOf } from '../../shared/time.ts';
import type { BookClock } from '../../shared/wire.ts';
import { Client, type CommandOptions } from '../client.ts';
import { LEADER } from './crew.ts';

/** Where a story is played: one exercise book of one server, with everybody who acts in it signed in. */
export class Stage {
  readonly book: string;
  readonly #people: ReadonlyMap<string, Client>;
  readonly #clock: BookClock;
  readonly #ids = new Map<string, string>();

  private constructor(people: ReadonlyMap<string, Client>, book: string, clock: BookClock) {
    this.#people = people;
    this.book = book;
    this.#clock = clock;
  }

  /**
   * Signs everybody in, then opens a demonstration's book on a server that is set up: its clock begins at once.
   *
   * @param names who acts, by the names to sign in with; the leader is there in any case
   */
  static async open(
    origin: string,
    password: string,
    names: Iterable<string>,
    opening: Opening,
  ): Promise<Stage> {
    const people = new Map<string, Client>();
    for (const name of new Set([LEADER, ...names])) {
      const device = /^(duty|leader)-/.test(name) ? 'desk' : 'phone';
      people.set(name, await new Client(origin).signIn(name, password, device));
    }
    const leader = people.get(LEADER) as Client;
    const { id } = await leader.command('book.openExercise', { kind: 'demonstration', ...opening });
    const { clock } = await leader.snapshot(`ex-${id}`);
    return new Stage(people, `ex-${id}`, clock);
  }

  /** One who acts, at the API. */
  as(name: string): Client {
    const client = this.#people.get(name);
    if (!client) throw new RangeError(`${name} is not on the stage`);
    return client;
  }

  /** What a command of this book says beside its body. */
  get here(): CommandOptions {
    return { book: this.book };
  }

  /** Notes the id of a row under a word of the story's own, for later steps. */
  note(word: string, id: string): void {
    this.#ids.set(word, id);
  }

  id(word: string): string {
    const id = this.#ids.get(word);
    if (!id) throw new RangeError(`nothing is known as ${word} yet`);
    return id;
  }

  /** Milliseconds since 1970 by the book's clock. The server is on this machine: the real clocks are one. */
  now(): number {
    const { at, real, speed } = this.#clock;
    return msOf(at) + (Date.now() - msOf(real)) * speed;
  }

  /** Waits until the book's clock has come to an instant. Throws what the signal was given when it is told to end. */
  async until(at: string, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const left = (msOf(at) - this.now()) / this.#clock.speed;
      if (left <= 0) return;
      await pause(Math.min(left + 1, 60_000), undefined, signal ? { signal } : {});
    }
  }
}

export interface Opening {
  readonly title: string;
  /** ISO 8601 with offset. */
  readonly startsAt: string;
  /** Seconds of the book in a real one, up to 600. */
  readonly speed: number;
}
