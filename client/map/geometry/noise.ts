import type { Grid, Mask } from './field.ts';

const SIDE = 32;
const LAST = SIDE - 1;
/** A cubic B-spline over independent values keeps this share of their spread. */
const KEPT = 0.479;

/** A repeatable source of numbers in [0, 1): mulberry32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number from −1 to 1 for a seed and a place in a list, the same every time. */
export function toss(seed: number, n: number): number {
  return dice(seed * 7919 + n * 104729 + 13)() * 2 - 1;
}

/**
 * Value noise: random values on a lattice of `size` units, joined by cubic B-splines, so it is smooth in its second
 * derivative; the lattice is turned by an angle of the seed's, so that no two of them line up. Mean 0, standard
 * deviation about 1; it repeats after 32 × size units.
 *
 * It is a class, and its arithmetic is written out, for the first call: all noises share one method, which the engine
 * has to learn only once.
 */
export class Noise {
  private readonly values: Float64Array;
  private readonly cos: number;
  private readonly sin: number;

  constructor(seed: number, size: number) {
    const next = dice(seed);
    const spread = (2 * Math.sqrt(3)) / KEPT;
    this.values = new Float64Array(SIDE * SIDE);
    for (let n = 0; n < this.values.length; n += 1) this.values[n] = (next() - 0.5) * spread;
    const turn = next() * Math.PI;
    this.cos = Math.cos(turn) / size;
    this.sin = Math.sin(turn) / size;
  }

  at(x: number, y: number): number {
    const u = x * this.cos - y * this.sin;
    const v = x * this.sin + y * this.cos;
    const column = Math.floor(u);
    const row = Math.floor(v);
    const t = v - row;
    const s = 1 - t;
    const below = s * s * s * this.across(row, column, u - column);
    const near = (3 * t * t * t - 6 * t * t + 4) * this.across(row + 1, column, u - column);
    const far = (3 * s * s * s - 6 * s * s + 4) * this.across(row + 2, column, u - column);
    const above = t * t * t * this.across(row + 3, column, u - column);
    return (below + near + far + above) / 6;
  }

  /** Its value at the nodes of a grid whose origin lies `east`, `north` from where noise is read; 0 off the mask. */
  over(grid: Grid, { east, north }: { east: number; north: number }, mask?: Mask): Float64Array {
    const field = new Float64Array(grid.columns * grid.rows);
    let node = 0;
    for (let j = 0; j < grid.rows; j += 1) {
      const y = north + grid.south + j * grid.step;
      for (let i = 0; i < grid.columns; i += 1, node += 1) {
        if (!mask || mask[node]) field[node] = this.at(east + grid.west + i * grid.step, y);
      }
    }
    return field;
  }

  private across(row: number, column: number, t: number): number {
    const { values } = this;
    const line = (row & LAST) * SIDE;
    const s = 1 - t;
    return (
      (s * s * s * values[line + (column & LAST)]! +
        (3 * t * t * t - 6 * t * t + 4) * values[line + ((column + 1) & LAST)]! +
        (3 * s * s * s - 6 * s * s + 4) * values[line + ((column + 2) & LAST)]! +
        t * t * t * values[line + ((column + 3) & LAST)]!) /
      6
    );
  }
}
