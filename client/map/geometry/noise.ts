const SIDE = 32;
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
 */
export function noise(seed: number, size: number): (x: number, y: number) => number {
  const next = dice(seed);
  const spread = (2 * Math.sqrt(3)) / KEPT;
  const values = Float64Array.from({ length: SIDE * SIDE }, () => (next() - 0.5) * spread);
  const turn = next() * Math.PI;
  const [cos, sin] = [Math.cos(turn) / size, Math.sin(turn) / size];
  const across = new Float64Array(4);
  const up = new Float64Array(4);
  return (x, y) => {
    const u = x * cos - y * sin;
    const v = x * sin + y * cos;
    const column = Math.floor(u);
    const row = Math.floor(v);
    spline(u - column, across);
    spline(v - row, up);
    let sum = 0;
    for (let j = 0; j < 4; j += 1) {
      const line = ((row + j) & (SIDE - 1)) * SIDE;
      let part = 0;
      for (let i = 0; i < 4; i += 1) part += across[i]! * values[line + ((column + i) & (SIDE - 1))]!;
      sum += up[j]! * part;
    }
    return sum;
  };
}

function spline(t: number, into: Float64Array): void {
  const u = 1 - t;
  into[0] = (u * u * u) / 6;
  into[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  into[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
  into[3] = (t * t * t) / 6;
}
