import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp, type Document } from 'mongodb';
import { randomFrom } from '../../server/embedded/store.ts';

/** Chance that a seed decides. */
export class Chance {
  /** In [0, 1). */
  readonly roll: () => number;

  constructor(seed: number) {
    this.roll = randomFrom(seed);
  }

  /** A whole number below. */
  below(n: number): number {
    return Math.floor(this.roll() * n);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** As many as `n` at most, perhaps none. */
  some<T>(n: number, make: () => T): T[] {
    return Array.from({ length: this.below(n + 1) }, make);
  }
}

/** A value out of few, so that filters often meet it; of every type the product stores, and of some beyond. */
export function valueOf(chance: Chance): unknown {
  return chance.pick(KINDS)(chance);
}

/** A document with some of the fields that `PATHS` lead to. */
export function documentOf(chance: Chance, _id: number): Document & { _id: number } {
  const doc: Document & { _id: number } = { _id, u: `u${_id}` };
  const maybe = (odds: number, field: string, make: () => unknown) => {
    if (chance.roll() < odds) doc[field] = make();
  };
  maybe(0.9, 'a', () => valueOf(chance));
  maybe(0.8, 'b', () => valueOf(chance));
  maybe(0.7, 'tags', () => (chance.roll() < 0.75 ? listOf(chance) : valueOf(chance)));
  maybe(0.5, 's', () => chance.pick(TEXTS));
  maybe(0.7, 'n', () => nested(chance));
  maybe(0.5, 'live', () => chance.roll() < 0.5);
  return doc;
}

/** Where filters, sorts and projections look. The first five reach no list. */
export const PATHS = ['a', 'b', 's', 'u', 'live', '_id', 'tags', 'n.p', 'n.q', 'n.0.p'] as const;
/** Those that may reach into a list. */
export const THROUGH_LISTS: ReadonlySet<string> = new Set(['tags', 'n.p', 'n.q', 'n.0.p']);

function listOf(chance: Chance): unknown[] {
  return chance.some(4, () => (chance.roll() < 0.1 ? [valueOf(chance)] : valueOf(chance)));
}

function nested(chance: Chance): unknown {
  const value = () => valueOf(chance);
  return chance.pick<() => unknown>([
    () => [{ p: value() }, { p: value(), q: 1 }, 5],
    () => ({ p: chance.roll() < 0.3 ? listOf(chance) : value(), q: value() }),
    () => ({ p: value() }),
    () => ({}),
    () => null,
  ])();
}

/** Longer than a key of an index may be; what tells them apart comes last. */
const LONG = 'x'.repeat(1000);
const TEXTS = [
  ...['a', 'ab', 'abc', 'b', 'B', '', '值', '值守', '\uffee', '\u{20000}', 'a b', 'a\0b'],
  ...[`${LONG}a`, `${LONG}b`],
];
const IDS = Array.from({ length: 5 }, (_, n) => new ObjectId(`65000000000000000000000${n}`));

const KINDS: readonly ((chance: Chance) => unknown)[] = [
  ...Array.from({ length: 6 }, () => (chance: Chance) => chance.below(6)),
  (chance) => chance.below(10) + 0.5,
  ...Array.from({ length: 4 }, () => (chance: Chance) => chance.pick(TEXTS)),
  (chance) => chance.pick([null, true, false, NaN, -0, Infinity, -1, 1e20]),
  (chance) => new Date(chance.below(6) * 1000 - 2000),
  (chance) => chance.pick(IDS),
  (chance) =>
    Long.fromString(chance.pick(['9007199254740993', '9007199254740992', '-9007199254740993', '5'])),
  (chance) => Decimal128.fromString(chance.pick(['5', '2.5', '-1'])),
  (chance) => ({ x: chance.below(3) }),
  (chance) => chance.pick([{}, { x: 1, y: 2 }, { y: 2, x: 1 }, { x: { z: 1 } }]),
  (chance) => new Binary(Buffer.from(chance.pick(['', 'x', 'xy']))),
  (chance) => chance.pick([new Timestamp({ t: 1, i: 1 }), new Timestamp({ t: 2, i: 1 })]),
  (chance) => chance.pick([new MinKey(), new MaxKey(), chance.below(10)]),
];
