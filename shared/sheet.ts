import type { Table } from './rows.ts';
import type { Seen } from './see.ts';

/** The names of a row's fields in their order; one that holds an object has the names of that one's fields with it. */
type Form = readonly (string | readonly [name: string, form: Form])[];
/** The values of a row in the order of its form. */
type Values = readonly unknown[];

/** New rows of one table that have the same fields: the names once, then the values of each row. */
export type Sheet = readonly [table: Table, form: Form, how: 'rows', rows: readonly Values[]];
/** What a frame carries: row by row, or many at once. */
export type Carried = Seen | Sheet;

/**
 * Lays new rows that follow one another and have the same fields on a sheet: when many report at once, the names of
 * the fields are more than half of what travels. The order of the rows stays.
 */
export function onSheets(seen: readonly Seen[]): Carried[] {
  const carried: Carried[] = [];
  for (let at = 0; at < seen.length;) {
    const first = seen[at] as Seen;
    const form = isNew(first) ? formOf(first[3]) : null;
    let end = at + 1;
    while (form && end < seen.length && isLike(seen[end] as Seen, first[0], form)) end += 1;
    carried.push(
      form && end > at + 1 ? [first[0], form, 'rows', valuesOf(seen.slice(at, end), form)] : first,
    );
    at = end;
  }
  return carried;
}

/** The rows again as they were laid. */
export function offSheets(carried: readonly Carried[]): Seen[] {
  return carried.flatMap((one) => {
    if (one[2] !== 'rows') return [one];
    const [table, form, , rows] = one;
    return rows.map((values): Seen => {
      const row = objectOf(values, form) as Fields;
      return [table, row.id as string, 'put', row];
    });
  });
}

type Fields = Readonly<Record<string, unknown>>;
type New = readonly [table: Table, id: string, how: 'put', row: Fields];

/** A new row under its own id. */
function isNew(seen: Seen): seen is New {
  return seen[2] === 'put' && (seen[3] as { id?: unknown }).id === seen[1];
}

function isLike(seen: Seen, table: Table, form: Form): boolean {
  return seen[0] === table && isNew(seen) && fits(seen[3], form);
}

/** Null when there is something in it that JSON writes otherwise in a list than in an object. */
function formOf(fields: Fields): Form | null {
  const form: (string | readonly [string, Form])[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const inner = isObject(value) ? formOf(value) : [];
    if (value === undefined || !inner) return null;
    form.push(inner.length > 0 ? [name, inner] : name);
  }
  return form;
}

function fits(fields: Fields, form: Form): boolean {
  const names = Object.keys(fields);
  return (
    names.length === form.length &&
    form.every((part, n) => {
      const [name, inner] = typeof part === 'string' ? [part, null] : part;
      if (names[n] !== name) return false;
      const value = fields[name];
      return inner ? value === null || (isObject(value) && fits(value, inner)) : value !== undefined;
    })
  );
}

function valuesOf(seen: readonly Seen[], form: Form): Values[] {
  return seen.map(([, , , row]) => listOf(row as Fields, form));
}

function listOf(fields: Fields, form: Form): Values {
  return form.map((part) => {
    if (typeof part === 'string') return fields[part];
    const value = fields[part[0]];
    return value === null ? null : listOf(value as Fields, part[1]);
  });
}

function objectOf(values: Values | null, form: Form): Fields | null {
  if (!values) return null;
  const fields = form.map((part, n) =>
    typeof part === 'string' ? [part, values[n]] : [part[0], objectOf(values[n] as Values | null, part[1])],
  );
  return Object.fromEntries(fields) as Fields;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
