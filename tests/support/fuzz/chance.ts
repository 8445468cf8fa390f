import { createHash } from 'node:crypto';

/** Chance that can be had again: the same seed gives the same run. */
export interface Chance {
  /** A whole number from 0, below `sides`. */
  roll(sides: number): number;
  of(percent: number): boolean;
  one<T>(list: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** Mulberry32: small, fast, and good enough to draw cases with. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const roll = (sides: number) => next() % Math.max(1, sides);
  return {
    roll,
    of: (percent) => roll(100) < percent,
    one: <T>(list: readonly T[]): T => list[roll(list.length)] as T,
    bytes: (length) => Buffer.from(Array.from({ length }, () => roll(256))),
  };
}

/** A seed of its own for everything that has a name. */
export function seedOf(seed: number, name: string): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0);
}

/** A UUID that is the same in every run of a seed, and that no other name has. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
