import { ref } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import { Acknowledgements, type Acknowledged, type Meeting } from './acknowledged.ts';
import { Board, keptFileOf, keptOf, type OutboxFile, type OutboxItem } from './board.ts';
import type { KeptCommand, KeptContact, Parcel, Shelf } from './shelf.ts';

/** A delivered command stays on the shelf so long, for other tabs to learn of it. */
const LINGER_MS = 30_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Board and shelf together: what is shown is what is kept. Where the browser will not keep a thing (no room, no
 * IndexedDB) it lies in this page's memory, and `trouble` says so loudly.
 *
 * What changes both is done one thing after the other: a list that was read before something was added must not be
 * shown after it, or the younger of two commands about one row would go first.
 */
export class Keeping {
  readonly board = new Board();
  /** `full`: the device has no room for it. `none`: this browser keeps nothing at all. */
  readonly trouble = ref<'full' | 'none' | null>(null);
  readonly account: string;
  private readonly shelf: Shelf;
  private readonly looseBytes = new Map<string, ArrayBuffer>();
  private readonly looseContacts = new Map<string, KeptContact>();
  private readonly epochOf: (book: string) => string | null;
  private readonly acknowledgements: Acknowledgements;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param epochOf the life of the store that a book's rows are of; null while there are none */
  constructor(account: string, shelf: Shelf, epochOf: (book: string) => string | null) {
    this.account = account;
    this.shelf = shelf;
    this.epochOf = epochOf;
    this.acknowledgements = new Acknowledgements(account, shelf);
  }

  /** Brings the board up to date with the shelf, where other tabs write as well. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.reread());
  }

  private async reread(): Promise<void> {
    const kept = await this.attempt(() => this.shelf.list(this.account));
    if (!kept) return;
    const gone = kept.commands.filter((command) => this.isOver(command));
    for (const { id } of gone) await this.attempt(() => this.shelf.remove(id, false));
    this.board.load(
      kept.commands.filter((command) => !gone.includes(command)),
      kept.files,
    );
  }

  /** Keeps a parcel; true when all of it is on the disk. Words come first: where photos have no room, they go alone. */
  store(parcel: Parcel): Promise<boolean> {
    return this.inTurn(() => this.lay(parcel));
  }

  private async lay(parcel: Parcel): Promise<boolean> {
    const whole = await this.attempt(() => this.shelf.add(parcel));
    const bare = { ...parcel, files: [] };
    const words =
      whole ?? (parcel.files.length > 0 ? await this.attempt(() => this.shelf.add(bare)) : undefined);
    if (whole === undefined) for (const { file, bytes } of parcel.files) this.looseBytes.set(file.id, bytes);
    if (words === undefined && parcel.contact) this.looseContacts.set(parcel.contact.id, parcel.contact);
    const files = parcel.files.map(({ file }) => file);
    const command = words === undefined ? parcel.command : { ...parcel.command, n: words };
    if (parcel.replaces) this.forget(parcel.replaces);
    this.board.add(command, files, words !== undefined, whole !== undefined);
    return whole !== undefined;
  }

  change(item: OutboxItem, fields: Partial<KeptCommand>): Promise<void> {
    return this.inTurn(() => this.rewrite(item, fields));
  }

  private async rewrite(item: OutboxItem, fields: Partial<KeptCommand>): Promise<void> {
    const changed = { ...(this.board.item(item.id) ?? item), ...fields };
    const waiting = this.board.files.value.filter((file) => file.row === item.id);
    const files = fields.state === 'delivered' ? waiting.map((file) => ({ ...file, state: FREE })) : [];
    const kept = files.filter((file) => file.durable).map(keptFileOf);
    if (changed.durable)
      await this.attempt(() => this.shelf.update(keptOf(changed), kept, this.noted(changed)));
    this.board.patch(item.id, { ...fields, fault: null });
    for (const file of files) this.board.patchFile(file.id, { state: FREE });
  }

  /** What is remembered of a command that was delivered just now; null for one that was not. */
  private noted(item: OutboxItem): Acknowledged | null {
    if (item.state !== 'delivered') return null;
    const { contactId: _contact, ...command } = keptOf(item);
    const kept = { ...command, contactId: null };
    return { command: kept, files: [], epoch: this.epochOf(item.book), at: item.deliveredAt ?? Date.now() };
  }

  /** Puts back what another life of the store has lost; how many commands. */
  offerAgain(meeting: Meeting): Promise<number> {
    return this.inTurn(async () => {
      const offered = await this.attempt(() => this.acknowledgements.offerAgain(meeting, Date.now()));
      if (offered) await this.reread();
      return offered ?? 0;
    });
  }

  /** Forgets what was acknowledged and is over; or all of it. */
  tidy(all: boolean): Promise<void> {
    const { acknowledgements: kept } = this;
    return this.inTurn(
      async () => void (await this.attempt(() => (all ? kept.forget() : kept.prune(Date.now())))),
    );
  }

  /** A file was stored by the server (null), or refused for good. */
  async settleFile(file: OutboxFile, refusal: Refusal | null): Promise<void> {
    if (refusal === null) return this.storedFile(file);
    const refused = { ...file, state: 'refused' as const, refusal };
    return this.inTurn(async () => {
      if (file.durable) await this.attempt(() => this.shelf.updateFile(keptFileOf(refused)));
      this.board.patchFile(file.id, { ...refused, progress: null, fault: null });
    });
  }

  private storedFile(file: OutboxFile): Promise<void> {
    return this.inTurn(async () => {
      if (file.durable) await this.attempt(() => this.shelf.storedFile(keptFileOf(file)));
      this.looseBytes.delete(file.id);
      this.board.removeFiles(({ id }) => id === file.id);
    });
  }

  dropFile(id: string): Promise<void> {
    return this.inTurn(async () => {
      await this.attempt(() => this.shelf.removeFile(id));
      this.looseBytes.delete(id);
      this.board.removeFiles((file) => file.id === id);
    });
  }

  /** Gives up a command with its files and contact. */
  drop(item: OutboxItem): Promise<void> {
    return this.inTurn(async () => {
      await this.attempt(() => this.shelf.remove(item.id, true));
      this.forget(item.id);
    });
  }

  /** The bytes of a file; undefined when they are gone. Rejects when the shelf cannot be read. */
  async bytes(id: string): Promise<ArrayBuffer | undefined> {
    return this.looseBytes.get(id) ?? this.shelf.bytes(id);
  }

  async contact(id: string): Promise<KeptContact | undefined> {
    return this.looseContacts.get(id) ?? this.attempt(() => this.shelf.contact(id));
  }

  private forget(id: string): void {
    this.board.remove(id);
    this.board.removeFiles((file) => file.row === id);
  }

  private isOver(command: KeptCommand): boolean {
    if (command.state !== 'delivered') return false;
    const since = Date.now() - (command.deliveredAt ?? 0);
    return since > (this.board.settled.has(command.id) ? LINGER_MS : DAY_MS);
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.queue.then(act);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Undefined when the browser would not: the shelf's own errors end here and become `trouble`. */
  private async attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (problem) {
      const name = (problem as { name?: string } | null)?.name;
      this.trouble.value = name === 'QuotaExceededError' ? 'full' : (this.trouble.value ?? 'none');
      return undefined;
    }
  }
}

const FREE = 'waiting' as const;
