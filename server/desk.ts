import { bookTime, recordedAt } from '../shared/book/noun.ts';
import { archivedFor, commandRefusals, judge, parse, type Parsed } from '../shared/check.ts';
import { GENESIS, type Entry } from '../shared/entry.ts';
import type { Context } from '../shared/noun.ts';
import { isRefusal, refuse, type Refusal } from '../shared/refusal.ts';
import type { Principal } from '../shared/roles.ts';
import { isoIn, later } from '../shared/time.ts';
import type { Answer, Envelope } from '../shared/wire.ts';
import { copyWorld, fold, type World } from '../shared/world.ts';
import { failpoint } from './failpoints.ts';
import { faults } from './faults.ts';
import { fingerprint, isOf, seal } from './journal/chain.ts';
import { JournalUnknown, type Appended, type Journal } from './journal/journal.ts';
import type { Tail } from './tail.ts';

export interface DeskSetting {
  readonly journal: Journal;
  readonly tail: Tail;
  /** Real milliseconds since 1970. */
  readonly now: () => number;
  /** The zone entries are written in until the unit has one. */
  readonly zone: string;
  /** Archived rows that left in one entry with the row that is named; null while the records lag behind. */
  readonly archived: (book: string, table: string, id: string) => Promise<Context['archived'] | null>;
  /** Whether another server writes too: what this one knows may then be a moment old. */
  readonly others: () => boolean;
  /** The real book's World: the ground of exercises. */
  readonly real: () => World | undefined;
  /** Whether the disk has room for what somebody wants to write; always, when left out. */
  readonly hasRoom?: ((who: 'people' | 'house') => boolean) | undefined;
  /** Waits a little before a lost race is run again. */
  readonly pause: (ms: number) => Promise<void>;
  /** Logs a fault and returns the number it is known by. */
  readonly report: (what: string, problem: unknown, request?: string | readonly string[]) => string;
}

interface Item {
  readonly principal: Principal;
  readonly id: string;
  readonly book: string;
  readonly parsed: Parsed | Refusal;
  readonly ifSeq: number | undefined;
  readonly print: string;
  readonly archived: Context['archived'];
  /** The id of the request that brought it, for the log. */
  readonly request: string | undefined;
  readonly answer: (answer: Answer) => void;
  /** The head that its last refusal was decided on. */
  decidedAt: number;
}
interface Refused {
  readonly item: Item;
  readonly refusal: Refusal;
}
interface Pending {
  readonly item: Item;
  readonly entry: Entry;
}

/** One commit carries at most so many commands, and so many may wait. */
const BATCH = 256;
const QUEUE = 4_000;
/** A store that does not answer a commit within so many milliseconds hangs: nobody is left waiting for it. */
const PATIENCE_MS = 5_000;

/**
 * The only way in: every change of a book is a command that its one desk accepts or refuses. In order, for each
 * batch: decide against the head World, append durably, fold, answer. A refusal is given only after the id was
 * looked up: a repeat gets its first answer.
 */
export class Desk {
  readonly #setting: DeskSetting;
  /** The World as it will be when everything that is being written stands. */
  #head: World;
  #queue: Item[] = [];
  #running: Promise<void> | null = null;
  #open = true;
  #resting = false;
  readonly #waiting = new Map<string, { print: string; by: string; promise: Promise<Answer> }>();

  constructor(setting: DeskSetting) {
    this.#setting = setting;
    this.#head = copyWorld(setting.tail.world);
    setting.tail.listen((entries) => {
      const fresh = entries.filter((entry) => entry.seq > this.#head.seq);
      if (fresh[0]?.seq === this.#head.seq + 1) fold(this.#head, fresh);
    });
  }

  /** Whether commands are taken: not while it is unknown what stands in the store, nor when the house closes. */
  get isOpen(): boolean {
    return this.#open && !this.#resting;
  }

  /** @param request the id under which the log knows what brought the command */
  async submit(principal: Principal, envelope: Envelope, request?: string): Promise<Answer> {
    const print = fingerprint(envelope.type, envelope.body, envelope.ifSeq);
    const twin = this.#waiting.get(envelope.id);
    if (twin) return twin.print === print && twin.by === principal.id ? twin.promise : reused();
    if (!this.isOpen) return faults.unavailable();
    if (!this.#hasRoomFor(principal)) return faults.full();
    if (this.#queue.length >= QUEUE) return faults.busy();
    const promise = this.#enqueue(principal, envelope, print, request).catch((problem: unknown) => {
      this.#setting.report('a command could not be taken', problem, request);
      return faults.unavailable();
    });
    this.#waiting.set(envelope.id, { print, by: principal.id, promise });
    return promise.finally(() => this.#waiting.delete(envelope.id));
  }

  /** Takes no more commands from now on. Resolves when those in hand are answered. */
  rest(): Promise<void> {
    this.#resting = true;
    return this.settled();
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #hasRoomFor({ role }: Principal): boolean {
    const { hasRoom } = this.#setting;
    return !hasRoom || hasRoom(role === 'system' ? 'house' : 'people');
  }

  async #enqueue(
    principal: Principal,
    envelope: Envelope,
    print: string,
    request: string | undefined,
  ): Promise<Answer> {
    const { archived: fetch, tail } = this.#setting;
    const parsed = parse(envelope.type, envelope.body);
    const named = isRefusal(parsed) ? null : archivedFor(tail.world, parsed, principal);
    const archived = named ? await fetch(tail.world.book, named.table, named.id) : [];
    if (!archived) return faults.busy();
    if (!this.isOpen) return faults.unavailable(); // it changed while the records were asked
    return new Promise<Answer>((answer) => {
      const { id, book, ifSeq } = envelope;
      const item = { principal, id, book, parsed, ifSeq, print, archived, request, answer, decidedAt: 0 };
      this.#queue.push(item);
      this.#running ??= this.#run().finally(() => (this.#running = null));
    });
  }

  async #run(): Promise<void> {
    await Promise.resolve(); // commands that arrive in one turn share a commit
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, BATCH);
      try {
        await this.#write(batch);
      } catch (problem) {
        const requests = batch.flatMap(({ request }) => request ?? []);
        this.#setting.report('the outcome of a commit is unknown', problem, requests);
        await this.#recover(batch);
      }
    }
  }

  /** Decides a batch against the head World, each command seeing what those before it did, and writes it. */
  async #write(batch: readonly Item[]): Promise<void> {
    const { journal, tail } = this.#setting;
    const pending: Pending[] = [];
    const refused: Refused[] = [];
    for (const item of batch) {
      const made = this.#decided(item);
      if (made === null) continue;
      if (isRefusal(made)) {
        item.decidedAt = this.#head.seq;
        refused.push({ item, refusal: made });
      } else pending.push({ item, entry: made });
      failpoint('desk.decided');
    }
    const all = pending.map((one) => one.entry);
    failpoint('desk.appending');
    const appended: Appended = all.length > 0 ? await inTime(journal.append(all)) : { stored: 0 };
    failpoint('desk.appended');
    const stand = pending.slice(0, appended.stored);
    for (const { item, entry } of stand) item.answer({ ok: true, seq: entry.seq, at: entry.at });
    failpoint('desk.answered');
    tail.accept(stand.map((one) => one.entry));
    if (appended.stopped) await this.#runAgain(pending.slice(appended.stored), appended.stopped, refused);
    else await this.#answerRefused(await this.#stillRefused(refused));
  }

  /**
   * A refusal is final, so it is not given on what may be a moment old: while others write, the journal is read
   * first, and whoever was refused on an older head is decided once more.
   */
  async #stillRefused(refused: readonly Refused[]): Promise<readonly Refused[]> {
    const { tail, others } = this.#setting;
    if (refused.length === 0 || !others()) return refused;
    await tail.catchUp();
    const again = refused.filter(({ item }) => item.decidedAt < this.#head.seq);
    this.#queue.unshift(...again.map(({ item }) => item));
    return refused.filter((one) => !again.includes(one));
  }

  /** A fault inside a decision is that command's alone; the head World is untouched by it. */
  #decided(item: Item): Entry | Refusal | null {
    try {
      return this.#decide(item);
    } catch (problem) {
      const id = this.#setting.report('deciding a command failed', problem, item.request);
      item.answer(faults.internal(id));
      return null;
    }
  }

  #decide({ principal, id: commandId, parsed, ifSeq, print, archived }: Item): Entry | Refusal {
    if (isRefusal(parsed)) return parsed;
    const head = this.#head;
    const zone = head.tables.unit.get('unit')?.zone ?? this.#setting.zone;
    const clock = isoIn(bookTime(head, this.#setting.now()), zone);
    const at = head.at ? later(head.at, clock) : clock;
    const context = { commandId, principal, at, zone, archived, real: this.#setting.real() };
    const events = judge(head, parsed, ifSeq, context);
    if (isRefusal(events)) return events;
    const by = { id: principal.id, name: principal.name, post: principal.post };
    const meta = { book: head.book, seq: head.seq + 1, commandId, command: parsed.type };
    const entry = seal({ ...meta, at: recordedAt(events, at), by }, print, events, head.hash || GENESIS);
    fold(head, [entry]);
    return entry;
  }

  /**
   * A duplicate key is a lost race, not a failed commit. What others wrote is read, the head World is laid anew,
   * and the rest is decided again; what was refused may have been refused for what no longer stands.
   */
  async #runAgain(rest: Pending[], why: 'race' | 'repeat', refused: readonly Refused[]): Promise<void> {
    const { tail, pause } = this.#setting;
    await tail.catchUp();
    this.#head = copyWorld(tail.world);
    const again = rest.map((one) => one.item);
    if (why === 'repeat') await this.#answerRepeat(again.shift() as Item);
    else await pause(Math.random() * 5);
    this.#queue = [...again, ...refused.map(({ item }) => item), ...this.#queue];
  }

  async #answerRepeat(item: Item): Promise<void> {
    const [first] = await this.#setting.journal.find([item.id]);
    if (first) item.answer(firstAnswer(first, item));
    else this.#queue.push(item);
  }

  async #answerRefused(refused: readonly Refused[]): Promise<void> {
    if (refused.length === 0) return;
    const found = await this.#setting.journal.find(refused.map(({ item }) => item.id));
    const firsts = new Map(found.map((entry) => [entry.commandId, entry]));
    for (const { item, refusal } of refused) {
      const first = firsts.get(item.id);
      item.answer(first ? firstAnswer(first, item) : { ok: false, refusal });
    }
  }

  /** A commit whose outcome is unknown: say so, wait for the store, lay the World anew, go on. */
  async #recover(batch: readonly Item[]): Promise<void> {
    this.#open = false;
    for (const item of [...batch, ...this.#queue.splice(0)]) item.answer(faults.unknown());
    for (let wait = 50; !(await this.#caughtUp()); wait = Math.min(wait * 2, 1_000)) {
      if (this.#resting) return; // whoever waited has an answer; it stays shut, for its head is not what stands
      await this.#setting.pause(wait);
    }
    this.#head = copyWorld(this.#setting.tail.world);
    this.#open = true;
  }

  #caughtUp(): Promise<boolean> {
    return this.#setting.tail.catchUp().then(
      () => true,
      () => false,
    );
  }
}

/**
 * What was sent to a store that hangs may yet be written when it goes on: its entries then are there, or their places
 * are taken, or their ids are found. Whichever it is, nothing is written twice.
 */
function inTime(append: Promise<Appended>): Promise<Appended> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new JournalUnknown('the store does not answer'));
    const timer = setTimeout(late, PATIENCE_MS);
    append.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function firstAnswer(first: Entry, item: Item): Answer {
  const same = isOf(first, item.book, item.print) && first.by.id === item.principal.id;
  return same ? { ok: true, seq: first.seq, at: first.at } : reused();
}

function reused(): Answer {
  return { ok: false, refusal: refuse(commandRefusals, 'command.id-reused') };
}
