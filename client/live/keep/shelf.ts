import type { Refusal } from '../../../shared/refusal.ts';
import type { Acknowledged } from './acknowledged.ts';
import { openDatabase, type Database, type Store, type Transaction } from './database.ts';

/** A command as it lies on this device. `n` is the order in which this device kept things. */
export interface KeptCommand {
  n?: number;
  readonly id: string;
  /** Whose it is: on a shared phone one account never sends what another one wrote. */
  readonly account: string;
  readonly book: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ifSeq?: number;
  /** This device's clock, with offset: a claim. */
  readonly madeAt: string;
  /** Milliseconds of this device's clock. */
  readonly savedAt: number;
  /** `<noun>/<id>` of the row it is about: commands about one row go in order. */
  readonly about: string;
  readonly fileIds: readonly string[];
  readonly contactId: string | null;
  readonly state: 'waiting' | 'held' | 'delivered' | 'refused';
  /** Its place in the journal, once delivered. */
  readonly seq: number | null;
  readonly deliveredAt: number | null;
  readonly refusal: Refusal | null;
  /** A person said that it should go although it waited long. */
  readonly confirmed?: boolean;
  /** When it was put back into the queue after another server had lost it, in milliseconds of this device's clock. */
  readonly again?: number;
}

/** A file that goes after its command. Its bytes lie apart, so that a list costs nothing. */
export interface KeptFile {
  readonly id: string;
  readonly account: string;
  readonly book: string;
  readonly of: string;
  readonly row: string;
  readonly name: string | null;
  readonly media: string;
  readonly size: number;
  /** Files go in this order. */
  readonly order: number;
  /** `held` until its command was accepted. */
  readonly state: 'held' | 'waiting' | 'refused';
  readonly refusal: Refusal | null;
}

/** Who told it: personal data, kept apart and gone from here as soon as it is delivered. */
export interface KeptContact {
  readonly id: string;
  readonly account: string;
  readonly name: string | null;
  readonly phone: string | null;
}

export interface Parcel {
  readonly command: KeptCommand;
  readonly files: readonly { readonly file: KeptFile; readonly bytes: ArrayBuffer }[];
  readonly contact: KeptContact | null;
  /** A refused command that this one takes the place of. */
  readonly replaces: string | null;
}

const ALL: Store[] = ['commands', 'files', 'bytes', 'contacts'];

/**
 * What this device keeps until it is answered, in IndexedDB. A promise that resolved means: on the disk (strict
 * durability), not only handed to the browser. Rejects with the browser's own error, e.g. `QuotaExceededError`.
 */
export class Shelf {
  private readonly name: string;
  private db: Promise<Database> | null = null;

  constructor(name = 'zhishou') {
    this.name = name;
  }

  async list(account: string): Promise<{ commands: KeptCommand[]; files: KeptFile[] }> {
    const db = await this.open();
    const commands = await db.getAllFromIndex('commands', 'account', account);
    return { commands, files: await db.getAllFromIndex('files', 'account', account) };
  }

  /** Keeps a command with its files and contact, all or nothing; returns its place in this device's order. */
  async add({ command, files, contact, replaces }: Parcel): Promise<number> {
    const db = await this.open();
    const tx = db.transaction(ALL, 'readwrite', { durability: 'strict' });
    const done = tx.done;
    done.catch(() => undefined);
    if (replaces) await this.drop(tx, replaces);
    const n = tx.objectStore('commands').add(command);
    const steps: Promise<unknown>[] = [];
    for (const { file, bytes } of files) {
      steps.push(tx.objectStore('files').put(file), tx.objectStore('bytes').put(bytes, file.id));
    }
    if (contact) steps.push(tx.objectStore('contacts').put(contact));
    await Promise.all([...steps, n, done]);
    return n;
  }

  /** Replaces a command, and the state of its files with it; once delivered, what was acknowledged is noted as well. */
  async update(
    command: KeptCommand,
    files: readonly KeptFile[] = [],
    noted: Acknowledged | null = null,
  ): Promise<void> {
    const tx = await this.begin(['commands', 'files', 'contacts', 'drafts']);
    const gone = command.state === 'delivered' ? command.contactId : null;
    await Promise.all([
      tx.objectStore('commands').put(command),
      noted ? tx.objectStore('drafts').put(noted, keyOf(command)) : null,
      ...files.map((file) => tx.objectStore('files').put(file)),
      gone ? tx.objectStore('contacts').delete(gone) : null,
      tx.done,
    ]);
  }

  /** Forgets a command with its files and its contact; without `all` its row alone, if it is delivered still. */
  async remove(id: string, all: boolean): Promise<void> {
    const db = await this.open();
    const tx = db.transaction(ALL, 'readwrite', { durability: 'strict' });
    if (all) await this.drop(tx, id);
    else {
      const command = await tx.objectStore('commands').index('id').get(id);
      // Since this tab read it, another one may have offered it again.
      if (command?.n !== undefined && command.state === 'delivered')
        await tx.objectStore('commands').delete(command.n);
    }
    await tx.done;
  }

  async updateFile(file: KeptFile): Promise<void> {
    await (await this.open()).put('files', file);
  }

  async removeFile(id: string): Promise<void> {
    const db = await this.open();
    const tx = db.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' });
    await Promise.all([tx.objectStore('files').delete(id), tx.objectStore('bytes').delete(id), tx.done]);
  }

  /** A file was stored by the server: its row goes, its bytes stay with what was acknowledged of its command. */
  async storedFile(file: KeptFile): Promise<void> {
    const tx = await this.begin(['files', 'bytes', 'drafts']);
    const key = keyOf({ account: file.account, id: file.row });
    const kept = (await tx.objectStore('drafts').get(key)) as Acknowledged | undefined;
    const files = [...(kept?.files ?? []), file];
    await Promise.all([
      tx.objectStore('files').delete(file.id),
      kept ? tx.objectStore('drafts').put({ ...kept, files }, key) : tx.objectStore('bytes').delete(file.id),
      tx.done,
    ]);
  }

  /** What was acknowledged to an account, in no order. */
  async acknowledged(account: string): Promise<Acknowledged[]> {
    const range = IDBKeyRange.bound(`acknowledged/${account}/`, `acknowledged/${account}0`, false, true);
    return (await (await this.open()).getAll('drafts', range)) as Acknowledged[];
  }

  async noteAcknowledged(kept: Acknowledged): Promise<void> {
    await (await this.open()).put('drafts', kept, keyOf(kept.command));
  }

  async dropAcknowledged(kept: Acknowledged): Promise<void> {
    await this.trimAcknowledged(kept, [], true);
  }

  /** Forgets the bytes of all files but some, or everything of it. */
  async trimAcknowledged(kept: Acknowledged, files: readonly KeptFile[], all = false): Promise<void> {
    const tx = await this.begin(['bytes', 'drafts']);
    const gone = kept.files.filter((file) => !files.includes(file));
    await Promise.all([
      ...gone.map((file) => tx.objectStore('bytes').delete(file.id)),
      all
        ? tx.objectStore('drafts').delete(keyOf(kept.command))
        : tx.objectStore('drafts').put({ ...kept, files }, keyOf(kept.command)),
      tx.done,
    ]);
  }

  /** Puts back to its place in the queue what was acknowledged, with its files; false when another tab has done so. */
  async offerAgain(
    { command, files }: Acknowledged,
    state: 'waiting' | 'held',
    now: number,
  ): Promise<boolean> {
    const tx = await this.begin(['commands', 'files', 'drafts']);
    const commands = tx.objectStore('commands');
    const key = keyOf(command);
    const isThere = (await tx.objectStore('drafts').get(key)) !== undefined;
    if (isThere) {
      // Its own place again, which nothing else ever has: behind what is older, before what has waited ever since.
      const lingering = await commands.index('id').getKey(command.id);
      if (lingering !== undefined) await commands.delete(lingering);
      await commands.add({ ...command, state, seq: null, deliveredAt: null, contactId: null, again: now });
      for (const file of files) await tx.objectStore('files').put({ ...file, state: 'held' });
      await tx.objectStore('drafts').delete(key);
    }
    await tx.done;
    return isThere;
  }

  async bytes(id: string): Promise<ArrayBuffer | undefined> {
    return (await this.open()).get('bytes', id);
  }

  async contact(id: string): Promise<KeptContact | undefined> {
    return (await this.open()).get('contacts', id);
  }

  /** Takes or renews a lease until an instant of this device's clock; false while another holder has it. */
  async lease(name: string, holder: string, until: number, now: number): Promise<boolean> {
    const tx = (await this.open()).transaction('leases', 'readwrite');
    const held = await tx.store.get(name);
    // A lease that reaches further than any is given was made before the clock was put back.
    const taken = held && held.holder !== holder && held.until > now && held.until < now + 2 * (until - now);
    if (!taken) await tx.store.put({ holder, until }, name);
    await tx.done;
    return !taken;
  }

  async release(name: string, holder: string): Promise<void> {
    const tx = (await this.open()).transaction('leases', 'readwrite');
    if ((await tx.store.get(name))?.holder === holder) await tx.store.delete(name);
    await tx.done;
  }

  async draft(key: string): Promise<unknown> {
    return (await this.open()).get('drafts', key);
  }

  /** Keeps a draft under a key, or forgets it when it is null. */
  async keepDraft(key: string, draft: unknown): Promise<void> {
    const db = await this.open();
    await (draft === null ? db.delete('drafts', key) : db.put('drafts', draft, key));
  }

  async close(): Promise<void> {
    const db = this.db;
    this.db = null;
    (await db)?.close();
  }

  private async begin(stores: Store[]): Promise<Transaction> {
    return (await this.open()).transaction(stores, 'readwrite', { durability: 'strict' });
  }

  private async drop(tx: Transaction, id: string): Promise<void> {
    const commands = tx.objectStore('commands');
    const key = await commands.index('id').getKey(id);
    const command = key === undefined ? undefined : await commands.get(key);
    if (key === undefined || !command) return;
    await Promise.all([
      commands.delete(key),
      ...command.fileIds.flatMap((file) => [
        tx.objectStore('files').delete(file),
        tx.objectStore('bytes').delete(file),
      ]),
      command.contactId ? tx.objectStore('contacts').delete(command.contactId) : null,
    ]);
  }

  /** Opened when first needed, and anew when the browser has closed it. */
  private open(): Promise<Database> {
    const forget = () => {
      this.db = null;
    };
    this.db ??= openDatabase(this.name, forget);
    this.db.catch(forget);
    return this.db;
  }
}

function keyOf({ account, id }: Pick<KeptCommand, 'account' | 'id'>): string {
  return `acknowledged/${account}/${id}`;
}
