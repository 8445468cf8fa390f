import * as fc from 'fast-check';
import { breaksOf, broken, OPERATORS, type Break } from './breaks.ts';
import { chanceOf, type Chance } from './chance.ts';
import { ALL_TEXTS, BODIES, OBJECTS } from './corpora.ts';
import { arbitraryOf, type Hints, type Schema } from './walk.ts';

export type Kind = 'valid' | 'near' | 'hostile' | 'raw';

/** One input: JSON that may be right, or bytes (Latin-1: each character is one) that are not even that. */
export interface Drawn {
  readonly kind: Kind;
  /** What is wrong with it, for whoever reads of a failure. */
  readonly how: string;
  readonly text: string;
  /** The value that the text holds; undefined for bytes. */
  readonly value: unknown;
}

/** How many of a hundred inputs are of each kind. */
export type Mix = Readonly<Record<Kind, number>>;
export const MIX: Mix = { valid: 25, near: 40, hostile: 25, raw: 10 };
/** For what is dear to do: a password hashed, a book opened. */
export const DEAR: Mix = { valid: 3, near: 52, hostile: 33, raw: 12 };

/** Draws inputs from a contract: the same seed draws the same. */
export function draw(
  schema: Schema,
  hints: Hints,
  { count, seed, mix = MIX }: { count: number; seed: number; mix?: Mix },
): Drawn[] {
  const chance = chanceOf(seed);
  const values = fc.sample(arbitraryOf(schema, hints), { numRuns: count, seed: seed | 0 });
  const breaks = breaksOf(schema);
  return values.map((value) => {
    const roll = chance.roll(100);
    if (roll < mix.valid) return whole('valid', 'as it should be', value);
    if (roll < mix.valid + mix.near) return near(value, breaks, chance);
    if (roll < mix.valid + mix.near + mix.hostile) return hostile(value, chance);
    return raw(JSON.stringify(value), chance);
  });
}

function whole(kind: Kind, how: string, value: unknown): Drawn {
  const text = JSON.stringify(value) ?? 'null';
  return { kind, how, value: JSON.parse(text), text: Buffer.from(text).toString('latin1') };
}

function near(value: unknown, breaks: readonly Break[], chance: Chance): Drawn {
  const one = chance.one(breaks.length > 0 ? breaks : [{ path: ['x'], how: 'one too many', to: 1 }]);
  return whole('near', `${one.path.join('.')}: ${one.how}`, broken(value, one));
}

/** A text of the corpora, an operator or an object in disguise, somewhere among the fields. */
function hostile(value: unknown, chance: Chance): Drawn {
  const places = leavesOf(value);
  const path = places.length > 0 ? chance.one(places) : ['x'];
  const roll = chance.roll(10);
  const to =
    roll < 6 ? chance.one(ALL_TEXTS) : roll < 8 ? chance.one(OPERATORS) : JSON.parse(chance.one(OBJECTS));
  return whole(
    'hostile',
    `${path.join('.')}: ${JSON.stringify(to).slice(0, 60)}`,
    broken(value, { path, to }),
  );
}

/** Bytes: of the corpus, of pure chance, or the right ones with a few turned over or cut off. */
function raw(text: string, chance: Chance): Drawn {
  const bytes = (how: string, body: string): Drawn => ({ kind: 'raw', how, text: body, value: undefined });
  const roll = chance.roll(10);
  if (roll < 5) {
    const how = chance.one(Object.keys(BODIES));
    return bytes(how, BODIES[how] ?? '');
  }
  if (roll < 7) return bytes('chance', chance.bytes(chance.roll(400)).toString('latin1'));
  const right = Buffer.from(text);
  if (roll < 8) return bytes('cut off', right.subarray(0, chance.roll(right.length)).toString('latin1'));
  for (let n = 0; n <= chance.roll(3); n += 1) right[chance.roll(right.length)] = chance.roll(256);
  return bytes('bytes turned over', right.toString('latin1'));
}

/** Every place in a value where a single thing stands. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, field]) => leavesOf(field, [...path, name]));
}
