import { Schema, type Connection, type Model } from 'mongoose';
import type { Entry } from '../../shared/entry.ts';
import { JournalUnknown, type Appended, type Journal } from './journal.ts';
import { placeTaken } from './placeTaken.ts';

/** An entry as it is stored: `_id` is its book and its `seq` in twelve digits, so that order is the key's. */
type Stored = Entry & { readonly _id: string };

const schema = new Schema<Stored>(
  {
    _id: { type: String, required: true },
    book: String,
    seq: Number,
    commandId: String,
    command: String,
    fingerprint: String,
    at: String,
    by: { type: Schema.Types.Mixed },
    about: [String],
    events: { type: [Schema.Types.Mixed] as never },
    salts: { type: [Schema.Types.Mixed] as never },
    digests: [String],
    prev: String,
    hash: String,
  },
  { collection: 'journal', minimize: false, versionKey: false, strict: 'throw' },
);
schema.index({ commandId: 1 }, { unique: true, name: 'command' });
schema.index({ book: 1, about: 1 }, { name: 'about' });
schema.index({ book: 1 }, { name: 'first', partialFilterExpression: { seq: 1 } });

/** The journal in MongoDB: one collection for all books, gapless by its key, repeats found by `commandId`. */
export function mongoJournal(connection: Connection): Journal {
  const model = connection.model<Stored>('journal', schema);
  return {
    async ready() {
      await model.createCollection();
      await model.createIndexes();
    },
    append: (entries) => append(model, entries),
    read: (book, after, limit) => read(model, book, after, limit),
    async find(commandIds) {
      const filter = { commandId: { $in: [...commandIds] } };
      return (await model.find(filter).lean<Stored[]>()).map(entryOf);
    },
    async head(book) {
      const range = { $gt: key(book, 0), $lt: key(book, LAST) };
      const [last] = await model.find({ _id: range }, { seq: 1 }).sort({ _id: -1 }).limit(1).lean<Stored[]>();
      return last?.seq ?? 0;
    },
    async books() {
      // Told which index: another begins with the book too, and would be read through from end to end.
      const first = model.find({ seq: 1, book: { $gt: '' } }, { book: 1 }).hint('first');
      const rows = await first.lean<Stored[]>();
      return rows.map((row) => row.book);
    },
    erase: (book, about, before) => erase(model, book, about, before),
  };
}

async function read(model: Model<Stored>, book: string, after: number, limit: number): Promise<Entry[]> {
  const range = { $gt: key(book, after), $lt: key(book, LAST) };
  const rows = await model.find({ _id: range }).sort({ _id: 1 }).limit(limit).lean<Stored[]>();
  return rows.map(entryOf);
}

const LAST = 999_999_999_999;

function key(book: string, seq: number): string {
  return `${book}/${String(seq).padStart(12, '0')}`;
}

async function append(model: Model<Stored>, entries: readonly Entry[]): Promise<Appended> {
  const documents = entries.map((entry) => ({ _id: key(entry.book, entry.seq), ...entry }));
  try {
    await model.collection.insertMany(documents as never, { ordered: true });
    return { stored: entries.length };
  } catch (problem) {
    return { ...stopOf(problem) };
  }
}

function stopOf(problem: unknown): Appended {
  const taken = placeTaken(problem);
  if (taken)
    return { stored: taken.stored, stopped: /index: command\b/.test(taken.message) ? 'repeat' : 'race' };
  throw new JournalUnknown('the store did not say whether the entries stand', { cause: problem });
}

async function erase(
  model: Model<Stored>,
  book: string,
  about: ReadonlySet<string>,
  before: number,
): Promise<number> {
  const filter = { book, about: { $in: [...about] }, seq: { $lt: before } };
  // In order: a fold of a half-done erasure must never find an end without its beginning taken away first.
  const rows = await model.find(filter).sort({ _id: 1 }).lean<Stored[]>();
  for (const row of rows) {
    const keep = <T>(values: readonly (T | null)[]) =>
      values.map((value, n) => (about.has(row.about[n] ?? '') ? null : value));
    await model.updateOne({ _id: row._id }, { $set: { events: keep(row.events), salts: keep(row.salts) } });
  }
  return rows.length;
}

function entryOf({ _id, ...entry }: Stored): Entry {
  return entry;
}
