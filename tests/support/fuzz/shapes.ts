import { TABLES } from '../../../shared/rows.ts';

/** Commands of the driver itself, with nothing of ours in them. */
const OF_THE_DRIVER =
  /^(hello|ismaster|isMaster|ping|endSessions|killCursors|getMore|buildInfo|listCollections|listIndexes|createIndexes|create)$/;

type Doc = Readonly<Record<string, unknown>>;

/**
 * What a command asks, without the values: `find journal filter _id.$gt`. An operator that somebody smuggled into a
 * value makes a shape that is not in the list.
 */
export function shapesOf(name: string, body: Doc): string[] {
  if (OF_THE_DRIVER.test(name)) return [];
  const on = `${name} ${roomOf(String(body[name]))}`;
  const shapes: string[] = [];
  const add = (part: string, paths: readonly string[]) => {
    for (const path of paths) shapes.push(`${on} ${part} ${path}`);
  };
  const filter = body.filter ?? body.query;
  if (filter !== undefined) add('filter', pathsOf(filter));
  add('sort', Object.keys((body.sort ?? {}) as Doc));
  add('fields', Object.keys((body.projection ?? {}) as Doc));
  for (const { q, u } of listOf(body.updates)) {
    add('filter', pathsOf(q));
    add('change', changesOf(u));
  }
  for (const { q } of listOf(body.deletes)) add('filter', pathsOf(q));
  if (name === 'findAndModify') add('change', changesOf(body.update));
  for (const stage of listOf(body.pipeline)) add('stage', Object.keys(stage));
  for (const doc of listOf(body.documents)) add('stored', strangeIn(doc));
  if (shapes.length === 0) shapes.push(on);
  return shapes;
}

/** Every table has a collection of records, and all of them are asked alike. */
function roomOf(collection: string): string {
  return TABLES.some((table) => `${table}s` === collection) ? 'records' : collection;
}

function listOf(value: unknown): Doc[] {
  return Array.isArray(value) ? (value as Doc[]) : [];
}

/** The fields and operators of a filter; what an operator is compared with is a value. */
function pathsOf(filter: unknown, path = ''): string[] {
  if (typeof filter !== 'object' || filter === null || isValue(filter)) return [path || 'all'];
  const fields = Object.entries(filter);
  if (fields.length === 0) return [path ? `${path} {}` : 'all'];
  return fields.flatMap(([field, value]) => {
    const further = path ? `${path}.${field}` : field;
    if (field === '$and' || field === '$or' || field === '$nor')
      return listOf(value).flatMap((one) => pathsOf(one, further));
    return Array.isArray(value) ? [`${further}${strangeIn(value).join('')}`] : pathsOf(value, further);
  });
}

/** The operators of a change; which fields are set is the contracts' matter, as long as they are plain names. */
function changesOf(change: unknown): string[] {
  if (Array.isArray(change)) return ['a pipeline'];
  return Object.entries(change as Doc).flatMap(([operator, fields]) => {
    if (!operator.startsWith('$')) return [...strangeIn({ [operator]: fields }), 'a whole document'];
    const names = Object.keys(fields as Doc).filter((name) => !/^\w+$/.test(name));
    const strange = Object.values(fields as Doc).flatMap((value) => strangeIn(value));
    return [operator, ...names.map((name) => `${operator} the field ${name}`), ...strange];
  });
}

/** Keys in what is stored that a store might take for an order. */
function strangeIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || isValue(value)) return [];
  return Object.entries(value).flatMap(([key, field]) => [
    ...(key.startsWith('$') || key === '__proto__' ? [`the key ${key}`] : []),
    ...strangeIn(field),
  ]);
}

/** Dates, binary data, long numbers: one value each. */
function isValue(value: object): boolean {
  const { _bsontype: kind } = value as { _bsontype?: unknown };
  return (
    value instanceof Date ||
    value instanceof Uint8Array ||
    (typeof kind === 'string' && !Object.hasOwn(value, '_bsontype'))
  );
}
