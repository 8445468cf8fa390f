import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Refusal } from '../../shared/refusal.ts';
import type { Answer, Envelope } from '../../shared/wire.ts';
import type { Meeting } from './keep/acknowledged.ts';
import { Backoff } from './keep/backoff.ts';
import type { OutboxFile, OutboxItem } from './keep/board.ts';
import { Keeping } from './keep/keeping.ts';
import { parcelOf, type NewCommand, type NewFile, type Reopened } from './keep/parcel.ts';
import { Sender } from './keep/sender.ts';
import type { KeptContact, KeptFile, Shelf } from './keep/shelf.ts';
import { turnOf, type Turn } from './keep/turn.ts';
import { Uploads } from './keep/uploads.ts';

/** What the outbox must be able to do to the outside. None of it ever rejects: silence is a fault. */
export interface OutboxParts {
  readonly account: string;
  readonly shelf: Shelf;
  readonly send: (envelope: Envelope) => Promise<Answer>;
  readonly sendContact: (contact: KeptContact) => Promise<Answer>;
  readonly sendFile: (
    file: KeptFile,
    bytes: ArrayBuffer,
    onProgress: (part: number) => void,
  ) => Promise<Answer>;
  /** Tells other tabs of this browser that the shelf changed. */
  readonly tell?: () => void;
  readonly turns?: { readonly commands: Turn; readonly files: Turn };
  readonly random?: () => number;
  /** The life of the store that a book's rows are of; null while there are none. */
  readonly epochOf?: (book: string) => string | null;
  readonly orders?: ReadonlySet<string>;
}

/** Orders that ask again when they waited long. None yet: instructions come with a later feature. */
export const ORDERS: ReadonlySet<string> = new Set();

/**
 * Keeps every command of one account until it is answered: across reloads, without a network, in several tabs. It
 * is sent again after faults and silence; a refusal is final and stays, with the words, until the person decides.
 */
export class Outbox {
  /** Commands in the order of this device, without those that were delivered and seen among the rows. */
  readonly items: Readonly<ShallowRef<readonly OutboxItem[]>>;
  /** Files that are still to go, or were refused. */
  readonly files: Readonly<ShallowRef<readonly OutboxFile[]>>;
  /** `full`: the device has no room, a thing lies in this page alone. `none`: this browser keeps nothing at all. */
  readonly trouble: Readonly<Ref<'full' | 'none' | null>>;
  /** When a command was delivered last, in milliseconds of this device's clock. */
  readonly lastDeliveredAt = ref<number | null>(null);
  /** How many things would be left behind: what a person is told before signing out. */
  readonly left = computed(
    () => this.items.value.filter((item) => item.state !== 'delivered').length + this.files.value.length,
  );
  private readonly parts: OutboxParts;
  private readonly keeping: Keeping;
  private readonly backoff: Backoff;
  private readonly sender: Sender;
  private readonly uploads: Uploads;
  private readonly unwatch: () => void;
  private readonly followers = new Map<string, ShallowRef<OutboxItem | null>>();

  constructor(parts: OutboxParts) {
    this.parts = parts;
    this.keeping = new Keeping(parts.account, parts.shelf, parts.epochOf ?? (() => null));
    this.backoff = new Backoff(parts.random);
    this.items = this.keeping.board.items;
    this.files = this.keeping.board.files;
    this.trouble = this.keeping.trouble;
    this.sender = this.makeSender();
    this.uploads = this.makeUploads();
    this.unwatch = watch(this.items, () => this.inform(), { flush: 'sync' });
  }

  /** Takes up what lies on the shelf and begins to send. */
  async open(): Promise<void> {
    await this.keeping.refresh();
    this.go();
    await this.keeping.tidy(false);
  }

  /**
   * The rows of a book are of this life of the store. If it is another one than before, a backup was restored, and
   * what was acknowledged within the last seven days is offered again; what changes things asks first.
   */
  async meet(meeting: Meeting): Promise<void> {
    if ((await this.keeping.offerAgain(meeting)) === 0) return;
    this.parts.tell?.();
    this.go();
  }

  /** Forgets what was acknowledged: the person leaves a phone that others use too. What waits stays. */
  forget(): Promise<void> {
    return this.keeping.tidy(true);
  }

  /** Stops sending. What lies on the shelf stays there, for this account. */
  close(): void {
    this.unwatch();
    this.sender.close();
    this.uploads.close();
  }

  /** Tries again at once: connected, online, signed in, unlocked, or a person said so. */
  kick(): void {
    this.backoff.reset();
    this.go();
  }

  /**
   * Keeps a command and sends it as soon as may be. Resolves when it is on the disk: true; false when the browser
   * would not keep all of it and it lies in this page alone (`trouble` says so).
   */
  async put(command: NewCommand): Promise<boolean> {
    const durable = await this.keeping.store(parcelOf(command, this.parts.account));
    this.parts.tell?.();
    this.go();
    return durable;
  }

  /** Follows one command, also after it has left the list; null while it is being kept. */
  follow(id: string): Readonly<ShallowRef<OutboxItem | null>> {
    const known = this.followers.get(id);
    if (known) return known;
    const follower = shallowRef<OutboxItem | null>(this.keeping.board.item(id) ?? null);
    this.followers.set(id, follower);
    return follower;
  }

  /** What a refused command said, to be edited; null for one that was not refused. */
  async reopen(id: string): Promise<Reopened | null> {
    const item = this.keeping.board.item(id);
    if (item?.state !== 'refused') return null;
    const files: NewFile[] = [];
    for (const file of this.files.value.filter(({ row }) => row === id)) {
      const bytes = await this.keeping.bytes(file.id).catch(() => undefined);
      if (bytes) files.push({ id: file.id, name: file.name, media: file.media, bytes });
    }
    const contact = item.contactId ? ((await this.keeping.contact(item.contactId)) ?? null) : null;
    return { id, type: item.type, body: item.body, refusal: item.refusal, files, contact };
  }

  /** The person gives up a command that was refused or held back, with its files. */
  async discard(id: string): Promise<void> {
    const item = this.keeping.board.item(id);
    if (item?.state !== 'refused' && item?.state !== 'held') return;
    await this.keeping.drop(item);
    this.parts.tell?.();
  }

  /** The person says that an order that was held back should go all the same. */
  async confirm(id: string): Promise<void> {
    const item = this.keeping.board.item(id);
    if (item?.state !== 'held') return;
    await this.keeping.change(item, { state: 'waiting', confirmed: true });
    this.parts.tell?.();
    this.go();
  }

  /** The person gives up a file that was refused. */
  async discardFile(id: string): Promise<void> {
    if (this.keeping.board.file(id)?.state !== 'refused') return;
    await this.keeping.dropFile(id);
    this.parts.tell?.();
  }

  /** A file that is still here, to be shown. */
  async fileOf(id: string): Promise<Blob | null> {
    const media = this.keeping.board.file(id)?.media;
    const bytes = await this.keeping.bytes(id).catch(() => undefined);
    return media && bytes ? new Blob([bytes], { type: media }) : null;
  }

  /** The rows of a book are complete up to `seq`: what was delivered by then is seen there and leaves the list. */
  settle(book: string, seq: number): void {
    for (const item of this.items.value) {
      if (item.state !== 'delivered' || item.book !== book || (item.seq ?? 0) > seq) continue;
      this.keeping.board.settled.add(item.id);
      this.keeping.board.remove(item.id);
    }
  }

  /** Another tab changed the shelf. */
  async reread(): Promise<void> {
    await this.keeping.refresh();
    this.go();
  }

  private makeSender(): Sender {
    const { account, shelf, send, sendContact, turns, orders } = this.parts;
    return new Sender({
      board: this.keeping.board,
      backoff: this.backoff,
      turn: turns?.commands ?? turnOf(`commands.${account}`, shelf, 20_000),
      refresh: () => this.keeping.refresh(),
      send,
      sendContact,
      contact: (id) => this.keeping.contact(id),
      conclude: (item, outcome) => this.conclude(item, outcome),
      orders: orders ?? ORDERS,
      hold: async (item) => {
        await this.keeping.change(item, { state: 'held' });
        this.parts.tell?.();
      },
    });
  }

  private makeUploads(): Uploads {
    const { account, shelf, sendFile, turns } = this.parts;
    return new Uploads({
      board: this.keeping.board,
      backoff: this.backoff,
      turn: turns?.files ?? turnOf(`files.${account}`, shelf, 120_000),
      refresh: () => this.keeping.refresh(),
      bytes: (id) => this.keeping.bytes(id),
      send: sendFile,
      conclude: async (file, refusal) => {
        await this.keeping.settleFile(file, refusal);
        this.parts.tell?.();
      },
    });
  }

  private async conclude(item: OutboxItem, outcome: { seq: number } | { refusal: Refusal }): Promise<void> {
    const now = Date.now();
    if ('refusal' in outcome) {
      await this.keeping.change(item, { state: 'refused', refusal: outcome.refusal });
    } else {
      await this.keeping.change(item, { state: 'delivered', seq: outcome.seq, deliveredAt: now });
      this.lastDeliveredAt.value = now;
    }
    this.parts.tell?.();
    void this.uploads.run();
  }

  private go(): void {
    void this.sender.run();
    void this.uploads.run();
  }

  private inform(): void {
    for (const [id, follower] of this.followers) {
      const item = this.keeping.board.item(id);
      if (item) follower.value = item;
    }
  }
}
