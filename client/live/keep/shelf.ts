import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Refusal } from '../../../shared/refusal.ts';

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

interface Schema extends DBSchema {
  commands: { key: number; value: KeptCommand; indexes: { id: string; account: string } };
  files: { key: string; value: KeptFile; indexes: { account: string; row: string } };
  bytes: { key: string; value: ArrayBuffer };
  contacts: { key: string; value: KeptContact };
  leases: { key: string; value: { holder: string; until: number } };
  drafts: { key: string; value: unknown };
}
type Store = 'commands' | 'files' | 'bytes' | 'contacts';
type Transaction = IDBPTransaction<Schema, Store[], 'readwrite'>;
const ALL: Store[] = ['commands', 'files', 'bytes', 'contacts'];

/**
 * What this device keeps until it is answered, in IndexedDB. A promise that resolved means: on the disk (strict
 * durability), not only handed to the browser. Rejects with the browser's own error, e.g. `QuotaExceededError`.
 */
export class Shelf {
  private readonly name: string;
  private db: Promise<IDBPDatabase<Schema>> | null = null;

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

  /** Replaces a command, and the state of its files with it. */
  async update(command: KeptCommand, files: readonly KeptFile[] = []): Promise<void> {
    const db = await this.open();
    const tx = db.transaction(['commands', 'files', 'contacts'], 'readwrite', { durability: 'strict' });
    const gone = command.state === 'delivered' ? command.contactId : null;
    await Promise.all([
      tx.objectStore('commands').put(command),
      ...files.map((file) => tx.objectStore('files').put(file)),
      gone ? tx.objectStore('contacts').delete(gone) : null,
      tx.done,
    ]);
  }

  /** Forgets a command; with `all` also its files and its contact. */
  async remove(id: string, all: boolean): Promise<void> {
    const db = await this.open();
    const tx = db.transaction(ALL, 'readwrite', { durability: 'strict' });
    if (all) await this.drop(tx, id);
    else {
      const key = await tx.objectStore('commands').index('id').getKey(id);
      if (key !== undefined) await tx.objectStore('commands').delete(key);
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
  private open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => {
      this.db = null;
    };
    this.db ??= openDB<Schema>(this.name, 1, {
      upgrade: lay,
      blocking: (_now, _next, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    this.db.catch(forget);
    return this.db;
  }
}

function lay(db: IDBPDatabase<Schema>): void {
  const commands = db.createObjectStore('commands', { keyPath: 'n', autoIncrement: true });
  commands.createIndex('id', 'id', { unique: true });
  commands.createIndex('account', 'account');
  const files = db.createObjectStore('files', { keyPath: 'id' });
  files.createIndex('account', 'account');
  files.createIndex('row', 'row');
  db.createObjectStore('bytes');
  db.createObjectStore('contacts', { keyPath: 'id' });
  db.createObjectStore('leases');
  db.createObjectStore('drafts');
}
