import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { KeptCommand, KeptContact, KeptFile } from './shelf.ts';

/** What this device keeps in IndexedDB. Its version stays: an older page beside this one must go on working. */
export interface Schema extends DBSchema {
  commands: { key: number; value: KeptCommand; indexes: { id: string; account: string } };
  files: { key: string; value: KeptFile; indexes: { account: string; row: string } };
  bytes: { key: string; value: ArrayBuffer };
  contacts: { key: string; value: KeptContact };
  leases: { key: string; value: { holder: string; until: number } };
  /** Drafts of forms by their own keys; and what was acknowledged, under `acknowledged/<account>/<id>`. */
  drafts: { key: string; value: unknown };
}
export type Database = IDBPDatabase<Schema>;
export type Store = 'commands' | 'files' | 'bytes' | 'contacts' | 'drafts';
export type Transaction = IDBPTransaction<Schema, Store[], 'readwrite'>;

/** Opens it, closing for whoever needs a newer one; `onGone` is told when it is no longer open. */
export function openDatabase(name: string, onGone: () => void): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade: lay,
    blocking: (_now, _next, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
}

function lay(db: Database): void {
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
