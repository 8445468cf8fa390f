import { tagOf, type Doc } from './bson.ts';

/** A value as MongoDB's shell and its messages write it: `{ name: "x", at: new Date(0) }`. */
export function mongoText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === undefined) return 'undefined';
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return value.length ? `[ ${value.map(mongoText).join(', ')} ]` : '[]';
  const tag = tagOf(value);
  if (tag === 'ObjectId') return `ObjectId('${String(value)}')`;
  if (tag) return tag === 'Long' || tag === 'Decimal128' ? String(value) : tag;
  const fields = Object.keys(value).map((key) => `${key}: ${mongoText((value as Doc)[key])}`);
  return fields.length ? `{ ${fields.join(', ')} }` : '{}';
}
