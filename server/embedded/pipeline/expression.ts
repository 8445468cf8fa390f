import { fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { isDoc, isOperators, put, type Doc } from '../values/bson.ts';
import { partsOf } from '../values/paths.ts';

/** What a `$group` computes of a document; undefined is a field that is not there. */
export interface Expression {
  of: (doc: Doc) => unknown;
  /** The top-level fields that are read; undefined for the whole document. */
  fields: string[] | undefined;
}

/** Field paths, `$$ROOT`, constants, and documents of these. Every operator is refused. */
export function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec);
  if (Array.isArray(spec)) {
    const items = spec.map(compileExpression);
    return { of: (doc) => items.map((item) => item.of(doc) ?? null), fields: fieldsOfAll(items) };
  }
  if (!isDoc(spec)) return { of: () => spec, fields: [] };
  if (isOperators(spec)) {
    const name = Object.keys(spec)[0]!;
    if (name !== '$literal') refuse('expression', `'${name}'`);
    return { of: () => spec.$literal, fields: [] };
  }
  const parts = Object.entries(spec).map(([key, value]) => ({ key, part: compileExpression(value) }));
  return {
    fields: fieldsOfAll(parts.map(({ part }) => part)),
    of: (doc) => {
      const out: Doc = {};
      for (const { key, part } of parts) {
        const value = part.of(doc);
        if (value !== undefined) put(out, key, value);
      }
      return out;
    },
  };
}

/** The fields that several expressions read together. */
export function fieldsOfAll(expressions: Expression[]): string[] | undefined {
  const all = expressions.map(({ fields }) => fields);
  return all.every((fields) => fields !== undefined) ? all.flat() : undefined;
}

function fieldPath(spec: string): Expression {
  if (spec === '$$ROOT' || spec === '$$CURRENT') return { of: (doc) => doc, fields: undefined };
  if (spec.startsWith('$$')) refuse('expression', `'${spec}'`);
  const parts = partsOf(spec.slice(1));
  if (parts.includes('')) fault(15998, 'FieldPath field names may not be empty strings.');
  return { of: (doc) => follow(doc, parts, 0), fields: [parts[0]!] };
}

/** Of an array on the way, the values its documents have. */
function follow(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    return value.map((item) => follow(item, parts, at)).filter((item) => item !== undefined);
  }
  if (!isDoc(value) || !Object.hasOwn(value, parts[at]!)) return undefined;
  return follow(value[parts[at]!], parts, at + 1);
}
