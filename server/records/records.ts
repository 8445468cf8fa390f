import type { Audience } from '../../shared/roles.ts';
import type { Row, Table } from '../../shared/rows.ts';
import type { Change } from '../../shared/world.ts';

/** A question to the records. Rows come newest first. */
export interface Question {
  readonly book: string;
  readonly table: Table;
  readonly audience: Audience;
  /** Words, or pinyin initials of how a text begins, that must all be found. */
  readonly find?: string;
  /** Only rows that belong to this row: a report's or an incident's. */
  readonly of?: string;
  /** Only rows that first appeared before this `seq`: the next page. */
  readonly before?: number;
  /** At least so many if there are; rows that first appeared in one entry are never parted. */
  readonly limit: number;
}

/** A row as it is remembered, already seen through the audience's eyes. */
export interface Remembered {
  readonly first: number;
  readonly archived: boolean;
  readonly row: object;
}

/** An archived row and the entry in which it left the World. */
export interface Left {
  readonly left: number;
  readonly row: Row;
}

/**
 * The records are for looking back: each changed row of every noun, also after it left the World. They may lag, no
 * start reads them, and they can be dropped and rebuilt from the journal.
 */
export interface Records {
  ready(): Promise<void>;
  /** Upserts changed rows; an older one never overwrites a newer one. */
  project(book: string, changes: readonly Change[]): Promise<void>;
  ask(question: Question): Promise<Remembered[]>;
  /** One row by its id, through the audience's eyes; null when there is none for it. */
  one(book: string, table: Table, id: string, audience: Audience): Promise<object | null>;
  /**
   * An archived row, the rows that left the World in the same entry, and what belongs to any of them and was archived
   * by itself, as a report merged into one of theirs; empty when it is not archived.
   */
  archived(book: string, table: string, id: string): Promise<{ table: string; row: Row }[]>;
  /** Rows of a table that left the World up to and with an entry, the longest gone first. */
  leftBefore(book: string, table: Table, seq: number, limit: number): Promise<Left[]>;
  /** Forgets what `archived` names, the row itself last, so that an interrupted one can be done again. */
  forget(book: string, table: Table, id: string): Promise<void>;
  /** How far the projection of a book has come. */
  checkpoint(book: string): Promise<number>;
  /** Whether everything up to a `seq` is in the records: what is decided on them must not be decided on less. */
  isCaughtUp(book: string, seq: number): Promise<boolean>;
  /** Notes how far it has come. False, and nothing noted, when someone with a higher fence has noted before. */
  setCheckpoint(book: string, seq: number, fence: number): Promise<boolean>;
  /** Drops everything: it is then built anew from the journal. */
  clear(book: string): Promise<void>;
}
