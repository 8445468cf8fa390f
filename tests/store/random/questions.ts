import type { Document } from 'mongodb';
import { PATHS, THROUGH_LISTS, valueOf, type Chance } from './values.ts';

/** What a `find` asks. */
export interface Question {
  readonly filter: Document;
  /** By a total order when it is there: `_id` is its last field. */
  readonly sort?: Document;
  readonly skip?: number;
  readonly limit?: number;
  readonly projection?: Document;
}

export function questionOf(chance: Chance, docs: number): Question {
  const filter = filterOf(chance, docs);
  const sort = chance.roll() < 0.6 ? sortOf(chance) : undefined;
  const projection = chance.roll() < 0.4 ? projectionOf(chance) : undefined;
  return {
    filter,
    ...(sort ? { sort } : {}),
    ...(sort && chance.roll() < 0.4 ? { skip: chance.below(8) } : {}),
    ...(sort && chance.roll() < 0.5 ? { limit: 1 + chance.below(15) } : {}),
    ...(projection ? { projection } : {}),
  };
}

export function filterOf(chance: Chance, docs: number): Document {
  const clause = () => clauseOf(chance, docs);
  const kind = chance.roll();
  if (kind < 0.05) return {};
  if (kind < 0.75) return clause();
  if (kind < 0.8) return { $and: [clause(), clause()] };
  if (kind < 0.92) return { $or: [clause(), clause(), clause()] };
  if (kind < 0.96) return { $nor: [clause(), clause()] };
  return { ...clause(), $or: [clause(), clause()], $nor: [clause()] };
}

/** By up to three fields, of which one at most reaches into lists: by more of them MongoDB cannot always sort. */
export function sortOf(chance: Chance): Document {
  const sort: Document = {};
  let throughList = false;
  for (let n = chance.below(3); n >= 0; n--) {
    const path = chance.pick(PATHS);
    if (path in sort || (throughList && THROUGH_LISTS.has(path))) continue;
    throughList ||= THROUGH_LISTS.has(path);
    sort[path] = chance.pick([1, -1]);
  }
  return '_id' in sort ? sort : { ...sort, _id: chance.pick([1, -1]) };
}

function clauseOf(chance: Chance, docs: number): Document {
  const clause: Document = {};
  for (let n = chance.pick([0, 0, 0, 1, 1, 2]); n >= 0; n--) {
    const path = chance.pick(PATHS);
    clause[path] = conditionOf(chance, path, docs);
  }
  return clause;
}

function conditionOf(chance: Chance, path: string, docs: number): unknown {
  const value = () => {
    if (path === '_id') return chance.below(docs);
    if (path === 'u') return `u${chance.below(docs)}`;
    return path === 'live' ? chance.roll() < 0.5 : valueOf(chance);
  };
  return chance.pick<() => unknown>([
    value,
    value,
    () => ({ $eq: value() }),
    () => ({ $in: chance.some(4, value) }),
    () => ({ $gt: value() }),
    () => ({ $gte: value() }),
    () => ({ $lt: value() }),
    () => ({ $lte: value() }),
    () => ({ $gte: value(), $lt: value() }),
    () => ({ $gt: 1, $lte: 4 }),
    () => ({ $gte: 'a' }),
    () => ({ $ne: value() }),
    () => ({ $nin: [value(), value()] }),
    () => ({ $exists: chance.roll() < 0.5 }),
    () => ({ $not: { $gt: value() } }),
    () => ({ $elemMatch: { $gte: value(), $lt: value() } }),
    () => ({ $elemMatch: { p: value() ?? 0 } }),
    () => chance.pick([/^a/, /^ab?/, /^a b/, /^[ab]/, /b$/, /^xxx/, /^值/, /^a|b/, /B/i]),
    // null, and several along a path through documents, are in the cases
    () => ({ $all: [value() ?? 0, ...(path === 'tags' ? chance.some(1, () => value() ?? 0) : [])] }),
    () => ({ $size: chance.below(4) }),
    () => ({
      $type: chance.pick(['string', 'number', 'null', 'date', 'array', 'object', 'bool', 'objectId']),
    }),
  ])();
}

function projectionOf(chance: Chance): Document {
  const including = chance.roll() < 0.6 ? 1 : 0;
  const paths = ['a', 'b', 's', 'tags', 'n.p', 'n.q', 'n.x.y', 'a.x'];
  const fields = Object.fromEntries(chance.some(3, () => [chance.pick(paths), including] as const));
  if (chance.roll() < 0.3) fields._id = chance.pick([0, 1]) as 0 | 1;
  return fields;
}
