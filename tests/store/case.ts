import { EJSON } from 'bson';
import { MongoServerError, type ClientSession, type Db, type Document } from 'mongodb';

/** One thing the product may ask of MongoDB, and what MongoDB's manual says comes of it. Plain data. */
export interface Case {
  /** Unlike any other's. */
  readonly name: string;
  /** What the collection holds; those without an `_id` are numbered from 0. */
  readonly documents?: readonly Document[];
  /** As `createIndexes` takes them, but for the name. */
  readonly indexes?: readonly Document[];
  /** Commands that must succeed first. The first key of each names the collection, its value is `HERE`. */
  readonly before?: readonly Document[];
  readonly command: Document;
  readonly gives: Outcome;
}

/** What is looked at of an answer: only what is named here. Numbers count as numbers, whatever their BSON type. */
export interface Outcome {
  /** The number of the command's refusal, or of its first write error. */
  readonly code?: number;
  /** All documents of the command's cursor, in order, the order of their fields included. */
  readonly docs?: readonly unknown[];
  /** The values of a `distinct`, in any order, as the manual leaves it open; here in that of their texts. */
  readonly values?: readonly unknown[];
  /** Fields of the reply. */
  readonly reply?: Document;
  /** What the collection holds afterwards, by `_id`, the order of the fields included. */
  readonly after?: readonly Document[];
}

/** Stands for the collection of a case in its commands, and for the id of the cursor that the command before opened. */
export const HERE = '(here)';
export const CURSOR = '(cursor)';

/** Does what a case says on a collection of its own, and tells what came of it in the shape of what is expected. */
export async function carryOut(db: Db, one: Case, name: string): Promise<Outcome> {
  const session = db.client.startSession();
  try {
    const collection = db.collection(name);
    for (const spec of one.indexes ?? []) await db.command(indexCommand(name, spec), { session });
    const documents = (one.documents ?? []).map((doc, n) => ({ _id: n, ...doc }));
    if (documents.length > 0) await db.command({ insert: name, documents }, { session });
    let cursor: unknown;
    for (const command of one.before ?? []) {
      const reply = await db.command(here(command, name, cursor), { session });
      cursor = (reply.cursor as Document | undefined)?.id ?? cursor;
    }
    const seen = await ask(db, session, here(one.command, name, cursor), one.gives);
    if (!one.gives.after) return seen;
    return { ...seen, after: await collection.find({}, { session }).sort({ _id: 1 }).toArray() };
  } finally {
    await session.endSession();
  }
}

/** An outcome as a text: equal texts are equal outcomes. */
export function textOf(outcome: Outcome): string {
  return EJSON.stringify(outcome, { relaxed: true });
}

async function ask(db: Db, session: ClientSession, command: Document, expected: Outcome): Promise<Outcome> {
  let reply: Document;
  try {
    reply = await db.command(command, { session });
  } catch (problem) {
    if (!(problem instanceof MongoServerError) || problem.code === undefined) throw problem;
    return { code: Number(problem.code) };
  }
  const failed = (reply.writeErrors as Document[] | undefined)?.[0];
  const seen: { -readonly [K in keyof Outcome]: Outcome[K] } = {};
  if (failed && (expected.code !== undefined || !expected.reply)) seen.code = failed.code as number;
  if (expected.docs || (expected.code !== undefined && reply.cursor))
    seen.docs = await all(db, session, command, reply);
  if (expected.values) seen.values = inAnyOrder(reply.values as unknown[]);
  if (expected.reply) seen.reply = some(reply, expected.reply);
  return seen;
}

function inAnyOrder(values: readonly unknown[]): unknown[] {
  return [...values].sort((a, b) => (EJSON.stringify(a) < EJSON.stringify(b) ? -1 : 1));
}

async function all(db: Db, session: ClientSession, command: Document, reply: Document): Promise<unknown[]> {
  const collection = String(command.collection ?? Object.values(command)[0]);
  let { cursor } = reply as { cursor: { id: bigint; firstBatch?: unknown[]; nextBatch?: unknown[] } };
  const docs = [...(cursor.firstBatch ?? cursor.nextBatch ?? [])];
  while (String(cursor.id) !== '0') {
    const more = await db.command({ getMore: cursor.id, collection }, { session });
    cursor = more.cursor as typeof cursor;
    docs.push(...(cursor.nextBatch ?? []));
  }
  return docs;
}

/** The fields of a value that another one has, as deep as that one goes; of lists, item by item. */
function some(value: unknown, like: unknown): Document {
  if (Array.isArray(value) && Array.isArray(like)) {
    return value.map((item: unknown, n) => (n in like ? some(item, like[n]) : item));
  }
  if (!isPlain(value) || !isPlain(like)) return value as Document;
  const keys = Object.keys(like).filter((key) => key in value);
  return Object.fromEntries(keys.map((key) => [key, some(value[key], like[key])]));
}

function isPlain(value: unknown): value is Document {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}

function here(command: Document, name: string, cursor: unknown): Document {
  return Object.fromEntries(
    Object.entries(command).map(([key, value]) => [
      key,
      value === HERE ? name : value === CURSOR ? cursor : value,
    ]),
  );
}

function indexCommand(collection: string, spec: Document): Document {
  const name = Object.entries(spec.key as Document)
    .flat()
    .join('_');
  return { createIndexes: collection, indexes: [{ name, ...spec }] };
}
