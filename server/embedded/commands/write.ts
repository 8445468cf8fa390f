import type { Engine } from '../engine.ts';
import { code, fault, MongoFault } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection } from '../query/projection.ts';
import { findRows, firstRow, type Query } from '../query/rows.ts';
import { sortOf } from '../query/sort.ts';
import { compileUpdate, type Update } from '../update/update.ts';
import { refuse } from '../refused.ts';
import type { Collection } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import { decode, encode, isDoc, type Doc } from '../values/bson.ts';
import type { Reply } from '../wire/reply.ts';
import { collectionName, countOf, docOf, type Command, type Handler } from './command.ts';
import { toStore, type NewDocument } from './insertable.ts';
import { updateRows, upsert, type Statement } from './updateRows.ts';

/** Writes. Each is one piece of work in the next transaction, answered when that is durable. */
export const writeCommands: Record<string, Handler> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};

function insert({ store }: Engine, command: Command): Promise<Reply> {
  const name = collectionName(command);
  const given =
    command.sections.documents ?? listOf(command.body.documents, 'documents').map((doc) => encode(doc));
  const docs = given.map(toStore);
  return store.write(() => {
    const collection = store.ensure(command.db, name);
    let n = 0;
    const errors = eachStatement(command, docs, (one: NewDocument) => {
      if (one.refusal) throw one.refusal;
      store.documents.insert(collection, one.doc, one.raw);
      n++;
    });
    return { n, ...errors };
  });
}

function update({ store }: Engine, command: Command): Promise<Reply> {
  const name = collectionName(command);
  const statements = statementsOf(command, 'updates').map((one) => ({
    one,
    compiled: attempt(() => compileOne(one)),
  }));
  return store.write(() => {
    const reply = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = eachStatement(command, statements, ({ one, compiled }, index) => {
      const statement = compiled();
      const collection = one.upsert ? store.ensure(command.db, name) : store.catalogue.find(command.db, name);
      if (!collection) return;
      const done = updateRows(store, collection, statement);
      reply.n += done.length;
      reply.nModified += done.filter(({ changed }) => changed).length;
      if (done.length > 0 || !one.upsert) return;
      reply.n++;
      upserted.push({ index, _id: upsert(store, collection, statement)._id });
    });
    return { ...reply, ...(upserted.length > 0 ? { upserted } : {}), ...errors };
  });
}

function remove({ store }: Engine, command: Command): Promise<Reply> {
  const name = collectionName(command);
  const statements = statementsOf(command, 'deletes');
  return store.write(() => {
    let n = 0;
    const errors = eachStatement(command, statements, (one) => {
      const query = queryOf(one, countOf(one.limit, 'limit'));
      n += removeRows(store, store.catalogue.find(command.db, name), query);
    });
    return { n, ...errors };
  });
}

function findAndModify({ store }: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  const name = collectionName(command);
  const query: Query = {
    filter: docOf(body.query, 'query'),
    sort: sortOf(body.sort),
    hint: body.hint,
    limit: 1,
  };
  const project = compileProjection(docOf(body.fields, 'fields')) ?? ((doc: Doc) => doc);
  if (body.arrayFilters !== undefined) refuse('arrayFilters');
  compileFilter(query.filter);
  if (body.remove) {
    if (body.update !== undefined)
      fault(code.failedToParse, "Cannot specify both an 'update' and 'remove'=true");
    return store.write(() => findAndRemove(store, store.catalogue.find(command.db, name), query, project));
  }
  const statement: Statement = { query, update: compileUpdate(body.update) };
  return store.write(() => {
    const collection = body.upsert ? store.ensure(command.db, name) : store.catalogue.find(command.db, name);
    const [done] = collection ? updateRows(store, collection, statement) : [];
    if (done) {
      const value = project(body.new ? done.after : done.before);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value };
    }
    if (!collection || !body.upsert)
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const doc = upsert(store, collection, statement);
    const lastErrorObject = { n: 1, updatedExisting: false, upserted: doc._id };
    return { lastErrorObject, value: body.new ? project(doc) : null };
  });
}

function findAndRemove(
  store: Store,
  collection: Collection | undefined,
  query: Query,
  project: (doc: Doc) => Doc,
): Doc {
  const row = collection && firstRow(store, collection, query);
  if (!row) return { lastErrorObject: { n: 0 }, value: null };
  const doc = decode(row.raw);
  store.documents.remove(collection, row, doc);
  return { lastErrorObject: { n: 1 }, value: project(doc) };
}

function removeRows(store: Store, collection: Collection | undefined, query: Query): number {
  const rows = [...findRows(store, collection, query)].filter((row) => row !== undefined);
  for (const row of rows) store.documents.remove(collection!, row, decode(row.raw));
  return rows.length;
}

function compileOne(one: Doc): Statement {
  if (one.arrayFilters !== undefined) refuse('arrayFilters');
  const update: Update = compileUpdate(one.u);
  if (one.multi && update.replaces) {
    fault(code.failedToParse, 'multi update is not supported for replacement-style update');
  }
  return { query: queryOf(one, one.multi ? 0 : 1), update };
}

function queryOf(one: Doc, limit: number): Query {
  if (isDoc(one.collation) && one.collation.locale !== 'simple') refuse('collation');
  const filter = docOf(one.q, 'q');
  compileFilter(filter);
  return { filter, sort: sortOf(one.sort), hint: one.hint, limit };
}

/** Runs statements one after the other; an ordered command stops at the first that is refused. */
function eachStatement<T>(
  command: Command,
  all: T[],
  run: (one: T, index: number) => void,
): { writeErrors?: Doc[] } {
  const writeErrors: Doc[] = [];
  for (const [index, one] of all.entries()) {
    try {
      run(one, index);
    } catch (error) {
      if (!(error instanceof MongoFault)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.more });
      if (command.body.ordered !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

/** Does work before the transaction that may be refused in it. */
function attempt<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function statementsOf({ body, sections }: Command, field: 'updates' | 'deletes'): Doc[] {
  return sections[field]?.map(decode) ?? listOf(body[field], field);
}

function listOf(value: unknown, field: string): Doc[] {
  if (Array.isArray(value) && value.every(isDoc)) return value;
  return fault(code.typeMismatch, `BSON field '${field}' must be an array of documents`);
}
