import type { Table } from './rows.ts';
import type { Seen } from './see.ts';

/** New rows of one table that have the same fields: the names once, then the values of each row in their order. */
export type Sheet = readonly [
  table: Table,
  fields: readonly string[],
  how: 'rows',
  rows: readonly (readonly unknown[])[],
];
/** What a frame carries: row by row, or many at once. */
export type Told = Seen | Sheet;

/**
 * Lays new rows that follow one another and have the same fields on a sheet: when many report at once, the names of
 * the fields are half of what travels. The order of the rows stays.
 */
export function onSheets(seen: readonly Seen[]): Told[] {
  const told: Told[] = [];
  for (let at = 0; at < seen.length;) {
    const length = runAt(seen, at);
    told.push(length > 1 ? sheetOf(seen.slice(at, at + length) as New[]) : (seen[at] as Seen));
    at += length;
  }
  return told;
}

/** The rows again as they were laid. */
export function offSheets(told: readonly Told[]): Seen[] {
  return told.flatMap((one) => (one[2] === 'rows' ? rowsOn(one) : [one]));
}

type New = readonly [table: Table, id: string, how: 'put', row: object];

/** How many rows from a place on fit on one sheet; 1 when the next does not. */
function runAt(seen: readonly Seen[], at: number): number {
  const first = seen[at] as Seen;
  if (!isPlain(first)) return 1;
  const fields = Object.keys(first[3]);
  let end = at + 1;
  while (end < seen.length && fits(seen[end] as Seen, first[0], fields)) end += 1;
  return end - at;
}

function fits(seen: Seen, table: Table, fields: readonly string[]): boolean {
  if (seen[0] !== table || !isPlain(seen)) return false;
  const names = Object.keys(seen[3]);
  return names.length === fields.length && names.every((name, n) => name === fields[n]);
}

/** A new row under its own id, and nothing in it that JSON would write otherwise in a list than in an object. */
function isPlain(seen: Seen): seen is New {
  if (seen[2] !== 'put') return false;
  const [, id, , row] = seen;
  return (row as { id?: unknown }).id === id && Object.values(row).every((value) => value !== undefined);
}

function sheetOf(run: readonly New[]): Sheet {
  const [table, , , first] = run[0] as New;
  return [table, Object.keys(first), 'rows', run.map(([, , , row]) => Object.values(row) as unknown[])];
}

function rowsOn([table, fields, , rows]: Sheet): Seen[] {
  return rows.map((values) => {
    const row = Object.fromEntries(fields.map((field, n) => [field, values[n]]));
    return [table, row.id as string, 'put', row];
  });
}
