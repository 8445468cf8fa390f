import { catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { TABLES, type Row, type Table, type Tables } from './rows.ts';

/**
 * What is open and current in one book. Rows are replaced, never edited; `fold` changes the Maps in place.
 * The same World comes of the same entries, whoever folds them, in however many portions.
 */
export interface World {
  readonly book: string;
  seq: number;
  /** When the last entry was recorded, with offset; the empty string in an empty book. */
  at: string;
  /** The hash of the last entry. */
  hash: string;
  readonly tables: { readonly [T in Table]: Map<string, Tables[T]> };
}

/** A row that an entry changed: what it was and what it is. Undefined means: it was not there, or it is gone. */
export interface Change {
  readonly seq: number;
  readonly table: Table;
  readonly id: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** What an `apply` may do with rows. */
export interface Rows {
  get<T extends Table>(table: T, id: string): Tables[T] | undefined;
  all<T extends Table>(table: T): IterableIterator<Tables[T]>;
  put<T extends Table>(table: T, row: Tables[T]): void;
  /** Replaces some fields of a row that is there; a row that is not there stays away. */
  set<T extends Table>(table: T, id: string, fields: Partial<Tables[T]>): void;
  drop(table: Table, id: string): void;
}

/** Raised whenever the same entries would fold to another World than before: older snapshots are then not used. */
export const FOLD_VERSION = 1;

export function emptyWorld(book: string): World {
  const tables = Object.fromEntries(TABLES.map((table) => [table, new Map()])) as unknown as World['tables'];
  return { book, seq: 0, at: '', hash: '', tables };
}

/**
 * Folds entries into a World and returns the rows that changed, in order. Erased events and events of unknown type
 * change nothing. Costs what changed, not what there is.
 *
 * @throws RangeError when an entry does not follow the World's `seq`: a gap must never be folded over
 */
export function fold(world: World, entries: readonly Entry[]): Change[] {
  const changes: Change[] = [];
  for (const entry of entries) {
    if (entry.seq !== world.seq + 1) {
      throw new RangeError(`entry ${entry.book}/${entry.seq} does not follow ${world.seq}`);
    }
    const rows = recording(world, entry.seq, changes);
    for (const event of entry.events) {
      if (event) catalogue.apply(rows, event, entry);
    }
    world.seq = entry.seq;
    world.at = entry.at;
    world.hash = entry.hash;
  }
  return changes;
}

/** A World of its own with the same rows: rows are never edited, so the Maps alone are copied. */
export function copyWorld(world: World): World {
  const tables = Object.fromEntries(
    TABLES.map((table) => [table, new Map<string, Row>(world.tables[table])]),
  );
  return { ...world, tables: tables as unknown as World['tables'] };
}

function recording(world: World, seq: number, changes: Change[]): Rows {
  const map = (table: Table) => world.tables[table] as Map<string, Row>;
  const write = (table: Table, id: string, after: Row | undefined) => {
    const before = map(table).get(id);
    if (before === undefined && after === undefined) return;
    if (after) map(table).set(id, after);
    else map(table).delete(id);
    changes.push({ seq, table, id, before, after });
  };
  return {
    get: (table, id) => world.tables[table].get(id),
    all: (table) => world.tables[table].values(),
    put: (table, row) => write(table, row.id, row),
    set: (table, id, fields) => {
      const row = map(table).get(id);
      if (row) write(table, id, { ...row, ...fields } as Row);
    },
    drop: (table, id) => write(table, id, undefined),
  };
}
