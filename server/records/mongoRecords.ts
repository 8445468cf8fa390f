import { Schema, type Connection, type Model } from 'mongoose';
import { audiencesOf, see } from '../../shared/see.ts';
import { TABLES, type Row, type Table } from '../../shared/rows.ts';
import type { Change } from '../../shared/world.ts';
import { findable, sought } from './findable.ts';
import type { Question, Records, Remembered } from './records.ts';

/** A row of a noun's collection. `left` is the entry in which it left the World, null while it is in it. */
interface Kept {
  readonly _id: string;
  readonly book: string;
  readonly id: string;
  readonly first: number;
  readonly seq: number;
  readonly left: number | null;
  readonly of: readonly string[];
  readonly audiences: readonly string[];
  readonly find: readonly string[];
  readonly row: Row;
}
interface Checkpoint {
  readonly _id: string;
  readonly seq: number;
}

const options = { minimize: false, versionKey: false, strict: 'throw' } as const;

function schemaOf(table: Table): Schema<Kept> {
  const row = { type: Schema.Types.Mixed };
  const fields = { book: String, id: String, first: Number, seq: Number, left: Number };
  const lists = { of: [String], audiences: [String], find: [String] };
  const schema = new Schema<Kept>(
    { _id: { type: String, required: true }, ...fields, ...lists, row } as never,
    { collection: `${table}s`, id: false, ...options },
  );
  schema.index({ book: 1, first: -1 });
  schema.index({ book: 1, of: 1 });
  schema.index({ book: 1, find: 1 });
  schema.index({ book: 1, left: 1 });
  return schema;
}

/** The records in MongoDB: one collection a table, one document a row. */
export function mongoRecords(connection: Connection): Records {
  const models = new Map(
    TABLES.map((table) => [table, connection.model<Kept>(`kept-${table}`, schemaOf(table))]),
  );
  const of = (table: string) => models.get(table as Table) as Model<Kept>;
  const checkpoints = connection.collection<Checkpoint>('checkpoints');
  return {
    async ready() {
      for (const model of models.values()) {
        await model.createCollection();
        await model.createIndexes();
      }
    },
    async project(book, changes) {
      for (const table of TABLES) await keep(of(table), book, latest(changes, table));
    },
    ask: (question) => ask(of(question.table), question),
    async one(book, table, id, audience) {
      const kept = await of(table).findOne({ _id: `${book}/${id}` }).lean<Kept>();
      return kept && see(audience, table, kept.row);
    },
    archived: (book, table, id) => archived(models, book, table as Table, id),
    async forget(book, ids) {
      for (const model of models.values()) {
        await model.deleteMany({ _id: { $in: ids.map((id) => `${book}/${id}`) } });
      }
    },
    async checkpoint(book) {
      return (await checkpoints.findOne({ _id: `records/${book}` }))?.seq ?? 0;
    },
    async setCheckpoint(book, seq) {
      await checkpoints.updateOne({ _id: `records/${book}` }, { $set: { seq } }, { upsert: true });
    },
    async clear(book) {
      for (const model of models.values()) await model.deleteMany({ book });
      await checkpoints.deleteOne({ _id: `records/${book}` });
    },
  };
}

async function archived(models: ReadonlyMap<Table, Model<Kept>>, book: string, table: Table, id: string) {
  const one = await models
    .get(table)
    ?.findOne({ _id: `${book}/${id}` })
    .lean<Kept>();
  if (!one || one.left === null) return [];
  const found: { table: string; row: Row }[] = [];
  for (const [name, model] of models) {
    const kept = await model.find({ book, left: one.left }).lean<Kept[]>();
    found.push(...kept.map(({ row }) => ({ table: name, row })));
  }
  return found;
}

/** The last change of each row of a table: the ones before it need not be written. */
function latest(changes: readonly Change[], table: Table): Map<string, Change> {
  const rows = new Map<string, Change>();
  for (const change of changes) if (change.table === table) rows.set(change.id, change);
  return rows;
}

async function keep(model: Model<Kept>, book: string, changes: Map<string, Change>): Promise<void> {
  if (changes.size === 0) return;
  const writes = [...changes.values()].map((change) => {
    const { id, seq } = change;
    const row = (change.after ?? change.before) as Row;
    const owners = row as { reportId?: string; incidentId?: string | null };
    const belongs = [owners.reportId, owners.incidentId].filter(
      (owner): owner is string => typeof owner === 'string',
    );
    const seen = {
      of: belongs,
      audiences: audiencesOf(model.collection.name.slice(0, -1) as Table, row),
      find: findable(row),
    };
    const $set = { book, id, seq, left: change.after ? null : seq, ...seen, row };
    return {
      updateOne: {
        filter: { _id: `${book}/${id}`, seq: { $lt: seq } },
        update: { $set, $setOnInsert: { first: seq } },
        upsert: true,
      },
    };
  });
  try {
    await model.collection.bulkWrite(writes as never, { ordered: false });
  } catch (problem) {
    if ((problem as { code?: number }).code !== 11_000) throw problem; // a newer row is there: it stays
  }
}

async function ask(model: Model<Kept>, question: Question): Promise<Remembered[]> {
  const { book, table, audience, find, of, before, limit } = question;
  const mark = audience.startsWith('department/') ? 'department/' : audience;
  const parts = find ? sought(find) : [];
  const filter = {
    book,
    audiences: mark,
    ...(of ? { of } : {}),
    ...(before === undefined ? {} : { first: { $lt: before } }),
    ...(parts.length > 0 ? { find: { $all: parts } } : {}),
  };
  const kept = await model.find(filter).sort({ first: -1 }).limit(limit).lean<Kept[]>();
  return kept.flatMap(({ row, first, left }) => {
    const seen = see(audience, table, row);
    return seen ? [{ first, archived: left !== null, row: seen }] : [];
  });
}
