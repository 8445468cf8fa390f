import type { Audience } from '../../shared/roles.ts';
import type { Row, Table } from '../../shared/rows.ts';
import type { Change } from '../../shared/world.ts';

/** A question to the records. Rows come newest first. */
export interface Question {
  readonly book: string;
  readonly table: Table;
  readonly audience: Audience;
  /** Words or pinyin initials that must all be found. */
  readonly find?: string;
  /** Only rows that belong to this row: a report's or an incident's. */
  readonly of?: string;
  /** Only rows that first appeared before this `seq`: the next page. */
  readonly before?: number;
  readonly limit: number;
}

/** A row as it is remembered, already seen through the audience's eyes. */
export interface Remembered {
  readonly first: number;
  readonly archived: boolean;
  readonly row: object;
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
  /** The rows that left the World in the same entry as this archived one; empty when it is not archived. */
  archived(book: string, table: string, id: string): Promise<{ table: string; row: Row }[]>;
  /** Forgets archived rows, after a decision to erase them. */
  forget(book: string, ids: readonly string[]): Promise<void>;
  /** How far the projection of a book has come. */
  checkpoint(book: string): Promise<number>;
  setCheckpoint(book: string, seq: number): Promise<void>;
  /** Drops everything: it is then built anew from the journal. */
  clear(book: string): Promise<void>;
}
