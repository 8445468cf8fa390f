import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { isDoc, put, type Doc } from '../values/bson.ts';
import { partsOf } from '../values/paths.ts';

/** What of a document goes to the reader; undefined for everything. */
export type Projection = (doc: Doc) => Doc;

/**
 * A projection that includes fields or leaves some out, also below dots. Nothing is computed.
 * @throws MongoFault when it mixes both, names a path twice, or asks for more
 */
export function compileProjection(projection: Doc): Projection | undefined {
  const flags = flatten(projection, '');
  if (flags.length === 0) return undefined;
  const others = flags.filter(({ path }) => path !== '_id');
  const id = flags.find(({ path }) => path === '_id')?.include;
  const including = others[0]?.include ?? id!;
  const odd = others.find(({ include }) => include !== including);
  if (odd) {
    fault(
      including ? 31254 : 31253,
      `Cannot do ${including ? 'exclusion' : 'inclusion'} on field ${odd.path} in ${including ? 'inclusion' : 'exclusion'} projection`,
    );
  }
  const tree: Tree = new Map();
  for (const { path } of others) plant(tree, path);
  if (including ? id !== false : id === false) plant(tree, '_id');
  return including ? (doc) => include(doc, tree) : (doc) => exclude(doc, tree);
}

/** A field's further parts, or true at a path's end. */
type Tree = Map<string, Tree | true>;

interface Flag {
  path: string;
  include: boolean;
}

function flatten(projection: Doc, before: string): Flag[] {
  return Object.entries(projection).flatMap(([key, value]) => {
    const path = before + key;
    if (key.startsWith('$') || key.endsWith('.$')) refuse('projection', path);
    if (key === '' || key.includes('..'))
      fault(code.emptyFieldName, 'FieldPath field names may not be empty');
    if (isDoc(value)) {
      if (Object.keys(value).length === 0) fault(51270, 'An empty sub-projection is not a valid value');
      return flatten(value, `${path}.`);
    }
    if (typeof value !== 'boolean' && !isNumeric(value)) refuse('projection', path);
    return [{ path, include: Boolean(Number(value)) }];
  });
}

function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'object' && value !== null && !Number.isNaN(Number(String(value))))
  );
}

function plant(tree: Tree, path: string): void {
  const parts = partsOf(path);
  let at = tree;
  parts.forEach((part, n) => {
    const last = n === parts.length - 1;
    const next = at.get(part);
    if (next === true)
      fault(31249, `Path collision at ${path} remaining portion ${parts.slice(n + 1).join('.')}`);
    if (last && next) fault(31250, `Path collision at ${path}`);
    if (last) at.set(part, true);
    else {
      const below: Tree = next ?? new Map();
      at.set(part, below);
      at = below;
    }
  });
}

function include(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const key of Object.keys(doc)) {
    const below = tree.get(key);
    const value = below === true ? doc[key] : below && includeBelow(doc[key], below);
    if (value !== undefined) put(out, key, value);
  }
  return out;
}

/** Of what has no fields, nothing is left. */
function includeBelow(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return include(value, tree);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => includeBelow(item, tree)).filter((item) => item !== undefined);
}

function exclude(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const key of Object.keys(doc)) {
    const below = tree.get(key);
    if (below !== true) put(out, key, below ? excludeBelow(doc[key], below) : doc[key]);
  }
  return out;
}

function excludeBelow(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return exclude(value, tree);
  return Array.isArray(value) ? value.map((item) => excludeBelow(item, tree)) : value;
}
