import { EJSON } from 'bson';
import { MongoServerError, type Db, type Document } from 'mongodb';
import type { Question } from './questions.ts';
import type { Change } from './updates.ts';
import { documentOf, type Chance } from './values.ts';

export const DOCS = 150;
/** What a server made of something, as a text: equal texts are equal answers. */
export type Told = string;

/** Indexes of every kind that the store has, over the fields of the random documents. */
export const INDEXES: readonly Document[] = [
  { name: 'a-b', key: { a: 1, b: -1 } },
  { name: 'b', key: { b: 1 } },
  { name: 'tags-a', key: { tags: 1, a: 1 } },
  { name: 's', key: { s: -1 }, sparse: true },
  { name: 'np-a', key: { 'n.p': 1, a: -1 } },
  { name: 'nq-s', key: { 'n.q': -1, s: 1 } },
  { name: 'part', key: { a: 1, s: 1, b: 1 }, partialFilterExpression: { live: true } },
  { name: 'high', key: { b: -1 }, partialFilterExpression: { b: { $gte: 5 } } },
  { name: 'u', key: { u: 1 }, unique: true },
];

/** Random documents, the same in each store, some of them written twice. */
export async function fill(
  dbs: readonly Db[],
  name: string,
  chance: Chance,
  indexed: boolean,
): Promise<void> {
  const documents = Array.from({ length: DOCS }, (_, n) => documentOf(chance, n));
  const again = documents.flatMap(({ _id }) => (_id % 3 === 0 ? [documentOf(chance, _id)] : []));
  for (const db of dbs) {
    if (indexed) await db.command({ createIndexes: name, indexes: INDEXES });
    const collection = db.collection<Document & { _id: number }>(name);
    await collection.insertMany(documents);
    for (const document of again) await collection.replaceOne({ _id: document._id }, document);
  }
}

/** The rows of a question; in their order where it asks for one, which is then total. */
export async function answer(db: Db, name: string, question: Question, hint?: Document): Promise<Told> {
  try {
    const reply = await db.command({ find: name, ...question, batchSize: 1000, ...(hint && { hint }) });
    const rows = (reply.cursor as { firstBatch: unknown[] }).firstBatch.map(text);
    return (question.sort ? rows : rows.sort()).join('\n');
  } catch (problem) {
    return refusal(problem);
  }
}

/** The document that a change leaves behind. */
export async function change(db: Db, name: string, { query, update, upsert }: Change): Promise<Told> {
  try {
    const reply = await db.command({
      findAndModify: name,
      query,
      update,
      new: true,
      upsert: upsert === true,
    });
    return text(reply.value);
  } catch (problem) {
    return refusal(problem);
  }
}

/** The rows that only one has, shortened; empty when the answers are alike. */
export function apart(one: Told, other: Told): string {
  if (one === other) return '';
  const [rows, others] = [one.split('\n'), other.split('\n')];
  const only = (some: string[], rest: string[]) => some.filter((row) => !rest.includes(row)).map(short);
  const [ones, theirs] = [only(rows, others), only(others, rows)];
  if (ones.length + theirs.length === 0) return 'the same rows in another order';
  return `only the first: ${ones.slice(0, 3).join(' ')}; only the second: ${theirs.slice(0, 3).join(' ')}`;
}

function short(row: string): string {
  return row.replace(/x{40,}/g, 'x…').slice(0, 400);
}

export function text(value: unknown): string {
  return EJSON.stringify(value, { relaxed: true });
}

function refusal(problem: unknown): string {
  if (problem instanceof MongoServerError && problem.code !== undefined)
    return `refused with ${problem.code}`;
  throw problem;
}
