import { isDoc, isOperators, put, type Doc } from '../values/bson.ts';
import { partsOf } from '../values/paths.ts';
import { isRegex } from '../query/tests.ts';

/** What an upsert's filter says its new document must have: the equal fields of its conjunctions. */
export function upsertBase(filter: Doc): Doc {
  const base: Doc = {};
  for (const [path, value] of equalities(filter)) {
    const parts = partsOf(path);
    let at = base;
    for (const part of parts.slice(0, -1)) {
      const next = Object.hasOwn(at, part) ? at[part] : undefined;
      const below: Doc = isDoc(next) ? next : {};
      if (below !== next) put(at, part, below);
      at = below;
    }
    put(at, parts[parts.length - 1]!, value);
  }
  return base;
}

function equalities(filter: Doc): [path: string, value: unknown][] {
  return Object.entries(filter).flatMap(([key, value]) => {
    const clauses =
      key === '$and' || (key === '$or' && (value as Doc[]).length === 1) ? (value as Doc[]) : [];
    if (key.startsWith('$')) return clauses.flatMap(equalities);
    const equal = equalTo(value);
    return equal ? [[key, equal.value]] : [];
  });
}

function equalTo(cond: unknown): { value: unknown } | undefined {
  if (isRegex(cond)) return undefined;
  if (!isOperators(cond)) return { value: cond };
  if ('$eq' in cond) return { value: cond.$eq };
  const list = cond.$in ?? cond.$all;
  if (Array.isArray(list) && list.length === 1 && !isRegex(list[0]) && !isOperators(list[0]))
    return { value: list[0] };
  return undefined;
}
