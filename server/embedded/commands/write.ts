import type { Engine } from '../engine.ts';
import { code, fault, MongoFault } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import type { Query } from '../query/rows.ts';
import { sortOf } from '../query/sort.ts';
import { refuse } from '../refused.ts';
import { decode, encode, isDoc, type Doc } from '../values/bson.ts';
import type { Reply } from '../wire/reply.ts';
import { changeRow, upsert } from './changes.ts';
import { collectionName, countOf, docOf, type Command, type Answer } from './command.ts';
import { findAndModify } from './findAndModify.ts';
import { toStore } from './insertable.ts';
import { runStatements, type Statement } from './statements.ts';
import { compileUpdate } from '../update/update.ts';

/** Writes. Each is work in a transaction, answered when that is durable. */
export const writeCommands: Record<string, Answer> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};

function insert({ store }: Engine, command: Command): Promise<Reply> {
  const name = collectionName(command);
  const given = command.sections.documents ?? listOf(command.body.documents, 'documents').map(encode);
  const docs = given.map(toStore);
  return store.write(() => {
    const collection = store.ensure(command.db, name);
    const writeErrors: Doc[] = [];
    let n = 0;
    for (const [index, { doc, raw, refusal }] of docs.entries()) {
      try {
        if (refusal) throw refusal;
        store.documents.insert(collection, doc, raw);
        n++;
      } catch (error) {
        if (!(error instanceof MongoFault)) throw error;
        writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.more });
        if (command.body.ordered !== false) break;
      }
    }
    return { n, ...shown({ writeErrors }) };
  });
}

async function update(engine: Engine, command: Command): Promise<Reply> {
  const statements = statementsOf(command, 'updates').map((one) => later(() => updateStatement(one)));
  const { n, nModified, upserted, writeErrors } = await runStatements(engine, command, statements);
  return { n, nModified, ...shown({ upserted, writeErrors }) };
}

async function remove(engine: Engine, command: Command): Promise<Reply> {
  const statements = statementsOf(command, 'deletes').map((one) => later(() => deleteStatement(one)));
  const { n, writeErrors } = await runStatements(engine, command, statements);
  return { n, ...shown({ writeErrors }) };
}

function updateStatement(one: Doc): Statement {
  if (one.arrayFilters !== undefined) refuse('arrayFilters');
  const compiled = compileUpdate(one.u);
  if (one.multi && compiled.replaces) {
    fault(code.failedToParse, 'multi update is not supported for replacement-style update');
  }
  const query = queryOf(one, one.multi ? 0 : 1);
  return {
    query,
    change: (store, collection, row) => changeRow(store, collection, row, compiled).changed,
    upsert: one.upsert
      ? (store, collection) => upsert(store, collection, query.filter, compiled)._id
      : undefined,
  };
}

function deleteStatement(one: Doc): Statement {
  return {
    query: queryOf(one, countOf(one.limit, 'limit')),
    change: (store, collection, row) => {
      store.documents.remove(collection, row, decode(row.raw));
      return true;
    },
  };
}

function queryOf(one: Doc, limit: number): Query {
  if (isDoc(one.collation) && one.collation.locale !== 'simple') refuse('collation');
  const filter = docOf(one.q, 'q');
  compileFilter(filter);
  return { filter, sort: sortOf(one.sort), hint: one.hint, limit };
}

/** Compiles at once, but refuses only when it is the statement's turn. */
function later<T>(compile: () => T): () => T {
  try {
    const compiled = compile();
    return () => compiled;
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

/** A reply's lists, without those that are empty. */
function shown(lists: Record<string, Doc[]>): Doc {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}
