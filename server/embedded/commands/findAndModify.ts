import type { Engine } from '../engine.ts';
import { code, fault } from '../errors.ts';
import { compileFilter } from '../query/match.ts';
import { compileProjection, type Projection } from '../query/projection.ts';
import type { Query } from '../query/rows.ts';
import { sortOf } from '../query/sort.ts';
import { refuse } from '../refused.ts';
import type { Row } from '../storage/documents.ts';
import type { Store } from '../storage/store.ts';
import { compileUpdate } from '../update/update.ts';
import { decode, type Doc } from '../values/bson.ts';
import type { Reply } from '../wire/reply.ts';
import { changeRow, upsert } from './changes.ts';
import { collectionName, docOf, type Command } from './command.ts';
import { withFirstRow } from './seek.ts';

/** Updates, replaces, removes or makes one document, and returns it as it was or as it is now. */
export function findAndModify(engine: Engine, command: Command): Promise<Reply> {
  const { body } = command;
  if (body.arrayFilters !== undefined) refuse('arrayFilters');
  const query: Query = { filter: docOf(body.query, 'query'), sort: sortOf(body.sort), hint: body.hint };
  const project = compileProjection(docOf(body.fields, 'fields')) ?? ((doc) => doc);
  compileFilter(query.filter);
  if (!body.remove) return modify(engine, command, query, project);
  if (body.update !== undefined)
    fault(code.failedToParse, "Cannot specify both an 'update' and 'remove'=true");
  return withFirstRow(engine, command, query, (row) => remove(engine.store, command, row, project));
}

function modify(engine: Engine, command: Command, query: Query, project: Projection): Promise<Doc> {
  const { store } = engine;
  const { db, body } = command;
  const name = collectionName(command);
  const update = compileUpdate(body.update);
  return withFirstRow(engine, command, query, (row) => {
    const collection = body.upsert ? store.ensure(db, name) : store.catalogue.find(db, name);
    if (collection && row) {
      const { before, after } = changeRow(store, collection, row, update);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: project(body.new ? after : before) };
    }
    if (!collection || !body.upsert)
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const made = upsert(store, collection, query.filter, update);
    const lastErrorObject = { n: 1, updatedExisting: false, upserted: made._id };
    return { lastErrorObject, value: body.new ? project(made) : null };
  });
}

function remove(store: Store, command: Command, row: Row | undefined, project: Projection): Doc {
  const collection = store.catalogue.find(command.db, collectionName(command));
  if (!collection || !row) return { lastErrorObject: { n: 0 }, value: null };
  const doc = decode(row.raw);
  store.documents.remove(collection, row, doc);
  return { lastErrorObject: { n: 1 }, value: project(doc) };
}
