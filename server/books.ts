import { REAL } from '../shared/book/contract.ts';
import { parse } from '../shared/check.ts';
import type { Entry } from '../shared/entry.ts';
import { isRefusal } from '../shared/refusal.ts';
import { may, SYSTEM, type Principal } from '../shared/roles.ts';
import type { Answer, Envelope } from '../shared/wire.ts';
import { emptyWorld, type World } from '../shared/world.ts';
import { openBehind, type Behind } from './behind.ts';
import { idOf, openClock, type Clock } from './clock.ts';
import { Desk, type DeskSetting } from './desk.ts';
import type { Journal } from './journal/journal.ts';
import type { Lease } from './lease.ts';
import type { Report } from './log.ts';
import type { Records } from './records/records.ts';
import type { Snapshots } from './snapshots/snapshots.ts';
import { openTail, type Tail } from './tail.ts';

/** One journal with everything that follows it. */
export interface Book {
  readonly name: string;
  readonly tail: Tail;
  readonly desk: Desk;
  readonly behind: Behind;
  readonly clock: Clock;
  /** Stops its clock, lets its desk finish, and its followers. */
  close(): Promise<void>;
}

export interface BooksSetting {
  readonly journal: Journal;
  readonly records: Records;
  readonly snapshots: Snapshots;
  readonly lease: Lease;
  readonly now: () => number;
  readonly zone: string;
  readonly report: Report;
  readonly erase: (entry: Entry) => Promise<void>;
  /** Whether the disk has room; always, when left out. */
  readonly hasRoom?: DeskSetting['hasRoom'];
  /** Hears of every command that somebody gave, after it was answered. */
  readonly told?: (command: Told) => void;
  /** A test holds the clocks still. */
  readonly isHeld?: () => boolean;
}

/** A command and what became of it; `ms` is how long its answer took. */
export interface Told {
  readonly principal: Principal;
  readonly envelope: Envelope;
  readonly answer: Answer;
  readonly request: string | undefined;
  readonly ms: number;
}

/** How often the journal is read while another server lives; every twentieth time when none does. */
const POLL_MS = 50;
const ALONE_BEATS = 20;

/** All books of the installation: the real one, and one for each exercise. */
export class Books {
  readonly #setting: BooksSetting;
  readonly #loading = new Map<string, Promise<Book>>();
  readonly #open: Book[] = [];
  readonly #listeners: ((book: Book) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  private constructor(setting: BooksSetting) {
    this.#setting = setting;
  }

  /** Loads the real book, opening it if this is the first start, and every exercise's. */
  static async open(setting: BooksSetting): Promise<Books> {
    const books = new Books(setting);
    await openReal(await books.#start(REAL));
    for (const name of await setting.journal.books()) await books.#start(name);
    let beat = 0;
    books.#timer = setInterval(() => void books.#follow((beat += 1)).catch(() => undefined), POLL_MS);
    return books;
  }

  get real(): Book {
    return this.#open[0] as Book;
  }

  list(): readonly Book[] {
    return this.#open;
  }

  /** A book by its name, loaded if need be; undefined when it has no entry. */
  async at(name: string): Promise<Book | undefined> {
    const known = this.#loading.get(name);
    if (known) return known;
    return (await this.#setting.journal.head(name)) > 0 ? this.#start(name) : undefined;
  }

  /** @param request the id under which the log knows what brought the command; its answer, if a fault, names it */
  async submit(principal: Principal, envelope: Envelope, request?: string): Promise<Answer> {
    const start = performance.now();
    const answer = naming(request, await this.#submit(principal, envelope, request));
    this.#setting.told?.({ principal, envelope, answer, request, ms: performance.now() - start });
    return answer;
  }

  async #submit(principal: Principal, envelope: Envelope, request: string | undefined): Promise<Answer> {
    const opens = envelope.type === 'book.openExercise' && envelope.book === REAL;
    if (opens && mayOpen(this.real, principal, envelope))
      return this.#openExercise(principal, envelope, request);
    const book = await this.at(envelope.book);
    return book ? book.desk.submit(principal, envelope, request) : noBook;
  }

  /** Calls back for each book that is open now or later. */
  each(listener: (book: Book) => void): void {
    this.#listeners.push(listener);
    for (const book of this.#open) listener(book);
  }

  /** Takes no more commands in any book. Resolves when those in hand are answered. */
  async rest(): Promise<void> {
    await Promise.all(this.#open.map(({ desk }) => desk.rest()));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#open.map((book) => book.close()));
  }

  /** An exercise's book is there from its first entry on; one that was refused leaves nothing behind. */
  async #openExercise(
    principal: Principal,
    envelope: Envelope,
    request: string | undefined,
  ): Promise<Answer> {
    const book = await this.#start(`ex-${envelope.id}`);
    const answer = await book.desk.submit(principal, envelope, request);
    if (!answer.ok && book.tail.world.seq === 0) await this.#drop(book);
    return answer;
  }

  async #drop(book: Book): Promise<void> {
    this.#loading.delete(book.name);
    this.#open.splice(this.#open.indexOf(book), 1);
    await book.close();
  }

  /** What others wrote, and the exercises they opened: closely while another server lives, now and then when not. */
  async #follow(beat: number): Promise<void> {
    const { lease, journal } = this.#setting;
    if (!lease.hasOthers && beat % ALONE_BEATS !== 0) return;
    await Promise.all(this.#open.map((book) => book.tail.catchUp()));
    if (!lease.hasOthers || beat % ALONE_BEATS !== 0) return;
    for (const name of await journal.books()) await this.#start(name);
  }

  #start(name: string): Promise<Book> {
    const known = this.#loading.get(name);
    if (known) return known;
    const loading = this.#load(name);
    this.#loading.set(name, loading);
    loading.catch(() => this.#loading.delete(name));
    return loading;
  }

  async #load(name: string): Promise<Book> {
    const { journal, records, lease, now } = this.#setting;
    const others = () => lease.hasOthers;
    const tail = openTail(journal, await loadWorld(this.#setting, name));
    await tail.catchUp();
    const behind = openBehind({ ...this.#setting, tail });
    const archived: DeskSetting['archived'] = async (book, table, id) => {
      behind.hurry();
      return (await caughtUp(records, book, tail.world.seq)) ? records.archived(book, table, id) : null;
    };
    const real = () => this.#open[0]?.tail.world;
    const desk = new Desk({ ...this.#setting, tail, archived, real, pause, others });
    const clock = openClock(desk, tail, now, this.#setting);
    const close = async () => {
      clock.close();
      await desk.rest();
      await behind.close();
    };
    const book = { name, tail, desk, behind, clock, close };
    this.#open.push(book);
    for (const listener of this.#listeners) listener(book);
    return book;
  }
}

/** Whether a person may open an exercise at all: a book is not begun for somebody who is refused anyway. */
function mayOpen({ tail }: Book, principal: Principal, { type, body }: Envelope): boolean {
  const parsed = parse(type, body);
  return !isRefusal(parsed) && may(tail.world, principal, parsed.type, parsed.body) === 'yes';
}

/** Whoever meets a fault can name the request it was. */
function naming(request: string | undefined, answer: Answer): Answer {
  if (!request || answer.ok || 'refusal' in answer || answer.fault.id) return answer;
  return { ok: false, fault: { ...answer.fault, id: request } };
}

const noBook: Answer = {
  ok: false,
  refusal: { code: 'command.no-book', zh: '没有这本值班账', en: 'There is no such book' },
};

/** The real book opens with its first entry, once: two servers that start together agree by the id. */
async function openReal(book: Book): Promise<void> {
  if (book.tail.world.seq > 0) return;
  const envelope = { id: idOf('book.open', REAL), book: REAL, type: 'book.open', body: {} };
  const answer = await book.desk.submit(SYSTEM, envelope);
  if (!answer.ok && 'fault' in answer)
    throw new Error('the real book could not be opened: the store does not answer');
}

/** The snapshot, if it stands in the journal as it says; else from the beginning. */
async function loadWorld({ snapshots, journal }: BooksSetting, name: string): Promise<World> {
  const world = await snapshots.load(name);
  if (!world) return emptyWorld(name);
  const [entry] = await journal.read(name, world.seq - 1, 1);
  return entry && entry.seq === world.seq && entry.hash === world.hash ? world : emptyWorld(name);
}

/** The records lag by a moment after each entry: a command that needs them waits for two seconds at most. */
async function caughtUp(records: Records, book: string, seq: number): Promise<boolean> {
  for (let tries = 40; tries > 0; tries -= 1) {
    if (await records.isCaughtUp(book, seq)) return true;
    await pause(50);
  }
  return false;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
