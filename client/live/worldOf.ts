import { TABLES } from '../../shared/rows.ts';
import type { World } from '../../shared/world.ts';
import type { LiveWorld } from './world.ts';

/** This screen's rows as the World that rules take. Reading a table follows it, as `LiveWorld` does. */
export function worldOf(rows: LiveWorld): World {
  const tables = {};
  for (const table of TABLES)
    Object.defineProperty(tables, table, { enumerable: true, get: () => rows.rowsOf(table) });
  return { book: rows.book, seq: rows.seq, at: '', hash: '', tables: tables as World['tables'] };
}
