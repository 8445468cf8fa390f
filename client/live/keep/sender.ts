import type { Refusal } from '../../../shared/refusal.ts';
import type { Answer, Envelope } from '../../../shared/wire.ts';
import type { Backoff } from './backoff.ts';
import type { Board, OutboxItem } from './board.ts';
import { Rounds } from './rounds.ts';
import type { KeptContact } from './shelf.ts';
import type { Turn } from './turn.ts';

export interface SenderParts {
  readonly board: Board;
  readonly backoff: Backoff;
  readonly turn: Turn;
  /** Brings the board up to date with the shelf, where other tabs write as well. */
  readonly refresh: () => Promise<void>;
  /** Never rejects: silence is a fault. */
  readonly send: (envelope: Envelope) => Promise<Answer>;
  readonly sendContact: (contact: KeptContact) => Promise<Answer>;
  readonly contact: (id: string) => Promise<KeptContact | undefined>;
  /** Keeps what came of a command. */
  readonly conclude: (item: OutboxItem, outcome: { seq: number } | { refusal: Refusal }) => Promise<void>;
  /** Types that ask again after waiting long. */
  readonly orders: ReadonlySet<string>;
  readonly hold: (item: OutboxItem) => Promise<void>;
}

/** So many commands are under way at once, each about another row. */
const AT_ONCE = 4;
/** An order that waited longer than this asks again before it goes. */
const STALE_ORDER_MS = 10 * 60_000;

/** So long is a command that was offered again tried, while what it is about is not there yet. */
const PATIENCE_MS = 3_600_000;

/**
 * Sends what waits: in order where the row is the same, again and again until there is an answer, each thing once in
 * a pass.
 */
export class Sender {
  private readonly parts: SenderParts;
  private readonly rounds: Rounds;
  private readonly flying = new Map<string, Promise<void>>();

  constructor(parts: SenderParts) {
    this.parts = parts;
    const waiting = () => parts.board.items.value.filter(isOpen).map((item) => item.id);
    this.rounds = new Rounds(
      () => this.pass(),
      () => parts.backoff.next(waiting()),
    );
  }

  /** Tries what is due. */
  run(): Promise<void> {
    return this.rounds.run();
  }

  close(): void {
    this.rounds.close();
  }

  private async pass(): Promise<void> {
    if (!this.parts.board.items.value.some(isOpen)) return;
    await this.parts.turn(async () => {
      await this.parts.refresh();
      const tried = new Set<string>();
      for (let item = await this.next(tried); item || this.flying.size > 0; item = await this.next(tried)) {
        if (item) this.launch(item, tried);
        else await Promise.race(this.flying.values());
        if (this.rounds.closed) return;
      }
    });
  }

  /** The next command that may go now, if any; an order that waited too long is held instead. */
  private async next(tried: ReadonlySet<string>): Promise<OutboxItem | null> {
    const { board, backoff, orders, hold } = this.parts;
    if (this.flying.size >= AT_ONCE || this.rounds.closed) return null;
    const now = Date.now();
    const ahead = new Set<string>();
    for (const item of board.items.value) {
      if (!isOpen(item)) continue;
      const first = !ahead.has(item.about);
      ahead.add(item.about);
      if (!first || tried.has(item.id) || !backoff.isDue(item.id, now)) continue;
      const stale = orders.has(item.type) && !item.confirmed && now - item.savedAt > STALE_ORDER_MS;
      if (!stale) return item;
      await hold(item);
    }
    return null;
  }

  private launch(item: OutboxItem, tried: Set<string>): void {
    tried.add(item.id);
    this.parts.board.patch(item.id, { state: 'sending' });
    const flight = this.try(item).finally(() => this.flying.delete(item.id));
    this.flying.set(item.id, flight);
  }

  private async try(item: OutboxItem): Promise<void> {
    const answer = await this.deliver(item);
    const { board, backoff, conclude } = this.parts;
    if (!answer.ok && isTooEarly(item, answer)) {
      backoff.failed(item.id, Date.now());
      board.patch(item.id, { state: 'waiting' });
    } else if (answer.ok || 'refusal' in answer) {
      backoff.forget(item.id);
      await conclude(item, answer);
    } else {
      backoff.failed(item.id, Date.now());
      board.patch(item.id, { state: 'waiting', fault: answer.fault });
    }
  }

  private async deliver(item: OutboxItem): Promise<Answer> {
    const contact = item.contactId ? await this.parts.contact(item.contactId) : undefined;
    const first = contact ? await this.parts.sendContact(contact) : null;
    return first && !first.ok ? first : this.parts.send(envelopeOf(item));
  }
}

/** What travels of an item. */
export function envelopeOf({ id, book, type, body, ifSeq, madeAt }: OutboxItem): Envelope {
  return { id, book, type, body, madeAt, ...(ifSeq === undefined ? {} : { ifSeq }) };
}

/** Offered again after a restore, about something that another device has yet to bring back. */
function isTooEarly({ again }: OutboxItem, answer: Answer & { ok: false }): boolean {
  if (again === undefined || !('refusal' in answer) || Date.now() - again > PATIENCE_MS) return false;
  return /\.(unknown|unknown-target|no-book)$/.test(answer.refusal.code);
}

function isOpen(item: OutboxItem): boolean {
  return item.state === 'waiting' || item.state === 'sending';
}
