import { defOf, limitsOf, shapeOf, type Schema } from './walk.ts';

/** One field that is not as the contract says: where, what is wrong with it, and what stands there instead. */
export interface Break {
  readonly path: readonly string[];
  readonly how: string;
  /** Undefined: the field is missing. */
  readonly to: unknown;
}

/** Operators of MongoDB as a value; none of them may ever reach a filter. */
export const OPERATORS: readonly object[] = [
  { $ne: null },
  { $gt: '' },
  { $in: ['a', 'real'] },
  { $nin: [] },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { $expr: { $function: { body: 'function(){return true}', args: [], lang: 'js' } } },
  { $nor: [] },
  { $or: [{}, { a: 1 }] },
  { $jsonSchema: {} },
  { $exists: true },
  { $type: 2 },
  { $elemMatch: {} },
  { $set: { role: 'administrator' } },
  { _bsontype: 'ObjectId', id: 'aaaaaaaaaaaa' },
  { 'by.id': 'system' },
];

/** Every way in which one field of a contract can be broken: missing, too much, of another type, beyond its bounds. */
export function breaksOf(schema: Schema, path: readonly string[] = []): Break[] {
  const def = defOf(schema);
  const at = (how: string, to: unknown): Break => ({ path, how, to });
  const others = [null, true, 7, 'x', [], {}, ['x', 'y']]
    .filter((value) => !isOf(def.type, value))
    .map((value) => at(`of another type: ${JSON.stringify(value)}`, value));
  const every = [...others, ...OPERATORS.slice(0, 6).map((value) => at('an operator', value))];
  switch (def.type) {
    case 'object':
      return [...every, ...inObject(schema, path)];
    case 'string':
    case 'number':
      return [...every, ...beyond(schema, path)];
    case 'array':
      return [...every, ...inArray(schema, path)];
    case 'nullable':
    case 'optional':
    case 'default':
      return breaksOf(def.innerType as Schema, path);
    case 'union':
      return (def.options as Schema[]).flatMap((option) => breaksOf(option, path));
    case 'boolean':
    case 'custom':
    case 'enum':
    case 'literal':
      return [...every, at('another word', 'constructor'), at('a number for a word', '1e3')];
  }
  throw new RangeError(`the fuzz does not know contracts of the kind ${def.type}`);
}

/** A copy of a value with one field broken; the value itself when there is nothing at that place. */
export function broken(value: unknown, { path, to }: Pick<Break, 'path' | 'to'>): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const inner = broken(copy[step], { path: rest, to });
  // A key such as __proto__ must become a field of its own, as it does when JSON is read.
  if (inner === undefined && !Array.isArray(value)) delete copy[step];
  else
    Object.defineProperty(copy, step, { value: inner, enumerable: true, writable: true, configurable: true });
  return copy;
}

function inObject(schema: Schema, path: readonly string[]): Break[] {
  const fields = shapeOf(schema);
  const extra = ['role', 'seq', 'by', '_id', '$set', '__proto__', 'constructor', 'toJSON', 'a.b', ''];
  return [
    ...fields.map(([name]) => ({ path: [...path, name], how: 'missing', to: undefined })),
    ...extra.map((name) => ({ path: [...path, name], how: 'one too many', to: { polluted: true } })),
    ...fields.flatMap(([name, inner]) => breaksOf(inner, [...path, name])),
  ];
}

function inArray(schema: Schema, path: readonly string[]): Break[] {
  const { least = 0, most } = limitsOf(schema);
  const many = { path, how: 'too many', to: Array.from({ length: (most ?? 1_000) + 1 }, () => null) };
  const few = least > 0 ? [{ path, how: 'too few', to: [] }] : [];
  return [many, ...few, ...breaksOf(defOf(schema).element as Schema, [...path, '0'])];
}

function beyond(schema: Schema, path: readonly string[]): Break[] {
  const { least, most, step } = limitsOf(schema);
  const at = (how: string, to: unknown): Break => ({ path, how, to });
  if (defOf(schema).type === 'number')
    return [
      ...(most === undefined ? [] : [at('over the bound', most + 1)]),
      ...(least === undefined ? [] : [at('under the bound', least - 1)]),
      ...(step === undefined ? [] : [at('a fraction', (least ?? 0) + 0.5)]),
      at('beyond all numbers', 1.7e308),
      at('a number in a text', '1'),
    ];
  return [
    at('empty', ''),
    at('blank', ' \u3000\t'),
    at('over the bound', '火'.repeat((most ?? 2_000) + 1)),
    at('a list of one', ['x']),
  ];
}

function isOf(kind: string, value: unknown): boolean {
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'object' || kind === 'custom')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (kind === 'enum' || kind === 'literal') return false;
  return typeof value === kind;
}
