import type { Document } from 'mongodb';
import { documentOf, valueOf, type Chance } from './values.ts';

/** One document to be changed: modified, replaced, or made where there is none. */
export interface Change {
  readonly query: Document;
  readonly update: Document;
  readonly upsert?: boolean;
}

/** @param docs how many there are, with the ids from 0; an upsert's id is one that nobody has */
export function changeOf(chance: Chance, docs: number, fresh: number): Change {
  const update = chance.roll() < 0.1 ? replacementOf(chance) : modifiersOf(chance);
  if (chance.roll() < 0.75) return { query: { _id: chance.below(docs) }, update };
  const equal = chance.some(2, () => [chance.pick(['k', 'm', 'o.p']), valueOf(chance)] as const);
  return { query: { _id: fresh, ...Object.fromEntries(equal) }, update, upsert: true };
}

function replacementOf(chance: Chance): Document {
  const { _id, ...rest } = documentOf(chance, 0);
  return chance.roll() < 0.9 ? rest : { _id, ...rest };
}

function modifiersOf(chance: Chance): Document {
  const update: Document = {};
  for (let n = chance.below(2); n >= 0; n--) {
    const operator = chance.pick(Object.keys(ARGUMENTS));
    const paths = [chance.pick(PLACES), ...chance.some(1, () => chance.pick(PLACES))];
    update[operator] = Object.fromEntries(paths.map((path) => [path, ARGUMENTS[operator]!(chance)]));
  }
  return update;
}

const PLACES = ['a', 'b', 's', 'tags', 'n.p', 'n.q', 'n.0.p', 'n.5.r', 'tags.1', 'x', 'x.y', 'k', '_id'];

const ARGUMENTS: Readonly<Record<string, (chance: Chance) => unknown>> = {
  $set: valueOf,
  $setOnInsert: valueOf,
  $unset: () => '',
  $inc: (chance) => chance.pick([1, -2, 0.5, 'x', null, 1, 1]),
  $min: valueOf,
  $max: valueOf,
  $push: (chance) =>
    chance.pick<() => unknown>([
      () => valueOf(chance),
      () => ({ $each: chance.some(3, () => valueOf(chance)) }),
      () => ({ $each: chance.some(3, () => valueOf(chance)), $slice: chance.pick([-2, 0, 3]) }),
    ])(),
  $addToSet: (chance) =>
    chance.roll() < 0.6 ? valueOf(chance) : { $each: chance.some(3, () => valueOf(chance)) },
  $pull: (chance) =>
    chance.pick<() => unknown>([
      () => valueOf(chance),
      () => ({ $gte: valueOf(chance) }),
      () => ({ $in: chance.some(3, () => valueOf(chance)) }),
      () => ({ p: valueOf(chance) }),
      () => /^a/,
    ])(),
};
