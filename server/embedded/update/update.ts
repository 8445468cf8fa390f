import { code, fault } from '../errors.ts';
import { refuse } from '../refused.ts';
import { clone, encode, isDoc, put, type Doc } from '../values/bson.ts';
import { isPosition, partsOf } from '../values/paths.ts';
import { mongoText } from '../values/text.ts';
import { typeName } from '../values/types.ts';
import { modifiers } from './modifiers.ts';
import { holderOf } from './holder.ts';

/** A compiled update. */
export interface Update {
  /** It puts another document in the place of the old one, instead of changing some of its fields. */
  replaces: boolean;
  /** The document after the update; the argument stays as it is. */
  apply(old: Doc, how: { inserting: boolean }): Doc;
}

/**
 * A replacement, or modifiers such as `$set`, compiled once for all documents they are used on.
 * @throws MongoFault for a malformed update or one the store does not have
 */
export function compileUpdate(spec: unknown): Update {
  if (Array.isArray(spec)) refuse('pipelineUpdate');
  if (!isDoc(spec)) fault(code.failedToParse, 'Update argument must be either an object or an array');
  const keys = Object.keys(spec);
  const update = keys[0]?.startsWith('$') ? modification(spec) : replacement(spec);
  return {
    replaces: !keys[0]?.startsWith('$'),
    apply: (old, { inserting }) => keepId(old, update(clone(old), inserting)),
  };
}

type Change = (doc: Doc, inserting: boolean) => Doc;

function replacement(spec: Doc): Change {
  const dollar = Object.keys(spec).find((key) => key.startsWith('$'));
  if (dollar) {
    fault(
      code.dollarPrefixedFieldName,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return (old) => (old._id === undefined ? clone(spec) : { _id: old._id, ...clone(spec) });
}

interface Step {
  operator: string;
  path: string;
  parts: readonly string[];
  argument: unknown;
}

function modification(spec: Doc): Change {
  const steps = Object.entries(spec).flatMap(([operator, fields]) => stepsOf(operator, fields));
  refuseConflicts(steps);
  steps.sort((a, b) => comparePaths(a.parts, b.parts)); // new fields appear in the order of their names
  return (doc, inserting) => {
    const now = new Date();
    for (const { operator, path, parts, argument } of steps) {
      if (operator === '$setOnInsert' && !inserting) continue;
      const modifier = modifiers[operator]!;
      const holder = holderOf(doc, parts, modifier.makes);
      if (holder) modifier.change(holder, argument, { path, now, id: doc._id });
    }
    return doc;
  };
}

function stepsOf(operator: string, fields: unknown): Step[] {
  if (!operator.startsWith('$')) {
    fault(
      code.failedToParse,
      `Unknown modifier: ${operator}. Expected a valid update modifier or a replacement`,
    );
  }
  if (!Object.hasOwn(modifiers, operator)) refuse('modifier', operator);
  if (!isDoc(fields)) {
    fault(
      code.failedToParse,
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${mongoText(fields)}}`,
    );
  }
  return Object.entries(fields).map(([path, argument]) => {
    const parts = partsOf(path);
    if (parts.includes('')) {
      fault(
        code.emptyFieldName,
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    }
    checkDollars(path, parts);
    modifiers[operator]!.check?.(argument, path);
    return { operator, path, parts, argument };
  });
}

function checkDollars(path: string, parts: readonly string[]): void {
  for (const part of parts) {
    if (part === '$' || part.startsWith('$[')) refuse('positional', path);
    if (part.startsWith('$') && !/^\$(id|ref|db)$/.test(part)) {
      fault(
        code.dollarPrefixedFieldName,
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's modifiers.`,
      );
    }
  }
}

function refuseConflicts(steps: Step[]): void {
  const taken = new Set<string>();
  const above = new Set<string>();
  for (const { path, parts } of steps) {
    const heads = parts.slice(0, -1).map((_, n) => parts.slice(0, n + 1).join('.'));
    const at = taken.has(path) || above.has(path) ? path : heads.find((head) => taken.has(head));
    if (at !== undefined) {
      fault(
        code.conflictingUpdateOperators,
        `Updating the path '${path}' would create a conflict at '${at}'`,
      );
    }
    taken.add(path);
    heads.forEach((head) => above.add(head));
  }
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    if (a[n] === b[n]) continue;
    if (isPosition(a[n]!) && isPosition(b[n]!)) return Number(a[n]) - Number(b[n]);
    return a[n]! < b[n]! ? -1 : 1;
  }
  return a.length - b.length;
}

/** The `_id` neither changes nor goes, and comes first. */
function keepId(old: Doc, doc: Doc): Doc {
  if (
    old._id !== undefined &&
    !(doc._id !== undefined && encode({ v: old._id }).equals(encode({ v: doc._id })))
  ) {
    fault(
      code.immutableField,
      doc._id === undefined
        ? `Performing an update on the path '_id' would modify the immutable field '_id'`
        : `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${mongoText(doc._id)}`,
    );
  }
  return idFirst(doc);
}

/** The document with its `_id`, if it has one, as its first field. */
export function idFirst(doc: Doc): Doc {
  if (!('_id' in doc) || Object.keys(doc)[0] === '_id') return doc;
  const out: Doc = { _id: doc._id };
  for (const key of Object.keys(doc)) if (key !== '_id') put(out, key, doc[key]);
  return out;
}
