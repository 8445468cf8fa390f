import { Schema, type Connection, type Model } from 'mongoose';
import { TABLES, type Row, type Table } from '../../shared/rows.ts';

/** A row as the records keep it: one document of its noun's collection. */
export interface Kept {
  readonly _id: string;
  readonly book: string;
  readonly id: string;
  /** The entry in which it first appeared. */
  readonly first: number;
  /** The entry that changed it last: what an older one never overwrites. */
  readonly seq: number;
  /** The entry in which it left the World; null while it is in it. */
  readonly left: number | null;
  /** The rows it belongs to: a report's, an incident's, the report it was merged into. */
  readonly of: readonly string[];
  /** Who may see something of it. */
  readonly audiences: readonly string[];
  /** What each of them may find it by. */
  readonly find: readonly string[];
  readonly row: Row;
}

/** The collection of every table. */
export type Shelves = ReadonlyMap<Table, Model<Kept>>;

export function shelvesOf(connection: Connection): Shelves {
  return new Map(TABLES.map((table) => [table, connection.model<Kept>(`kept-${table}`, schemaOf(table))]));
}

export function keyOf(book: string, id: string): string {
  return `${book}/${id}`;
}

/** The fields by which a row says to which other one it belongs, and of what table that is. */
const OWNERS = { reportId: 'report', incidentId: 'incident', mergedInto: 'report' } as const;

/** The ids of the rows to which a row belongs, as far as its fields are there to be read. */
export function ownersOf(row: object): string[] {
  const fields = row as Readonly<Record<string, unknown>>;
  return Object.keys(OWNERS)
    .map((field) => fields[field])
    .filter((id): id is string => typeof id === 'string');
}

/** Whether rows of a table can have others that belong to them. */
export function canOwn(table: Table): boolean {
  return (Object.values(OWNERS) as Table[]).includes(table);
}

function schemaOf(table: Table): Schema<Kept> {
  const row = { type: Schema.Types.Mixed };
  const fields = { book: String, id: String, first: Number, seq: Number, left: Number };
  const lists = { of: [String], audiences: [String], find: [String] };
  const schema = new Schema<Kept>(
    { _id: { type: String, required: true }, ...fields, ...lists, row } as never,
    { collection: `${table}s`, id: false, minimize: false, versionKey: false, strict: 'throw' },
  );
  schema.index({ book: 1, first: -1, _id: -1 });
  schema.index({ book: 1, of: 1 });
  schema.index({ book: 1, find: 1 });
  schema.index({ book: 1, left: 1 });
  return schema;
}
