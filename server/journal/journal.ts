import type { Entry } from '../../shared/entry.ts';

/**
 * The journal: the one place where what happened is kept. One implementation speaks to MongoDB; the contract suite
 * in tests/server/journal runs on each.
 */
export interface Journal {
  /** Resolves when the unique indexes are built: nothing may be written before. */
  ready(): Promise<void>;
  /**
   * Appends entries of one book, in order, durably. What stands is always a prefix of what was given.
   *
   * @throws JournalUnknown when it cannot be known whether they were stored
   */
  append(entries: readonly Entry[]): Promise<Appended>;
  /** Entries of a book after a `seq`, in order, at most `limit`. */
  read(book: string, after: number, limit: number): Promise<Entry[]>;
  /** The entries that commands with these ids led to, whatever their book. */
  find(commandIds: readonly string[]): Promise<Entry[]>;
  /** The `seq` of the last entry of a book; 0 when there is none. */
  head(book: string): Promise<number>;
  /** The books that have an entry. */
  books(): Promise<string[]>;
  /**
   * Takes the events about certain rows away, and their salts: digest and chain remain. Only ever called for a
   * recorded decision (`incident.erased`).
   *
   * @returns how many entries were touched
   */
  erase(book: string, about: ReadonlySet<string>, before: number): Promise<number>;
}

/** How an append went: all of it; or `stored` of them, and why the next one did not. */
export interface Appended {
  readonly stored: number;
  /** `race`: another writer has that `seq`. `repeat`: that command's id has an entry already. */
  readonly stopped?: 'race' | 'repeat';
}

/** The store did not answer, or not with an answer one can build on. What was to be written may stand or not. */
export class JournalUnknown extends Error {
  override name = 'JournalUnknown';
}
