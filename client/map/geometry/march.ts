import type { Field, Grid, Mask } from './field.ts';
import type { Spot } from './plane.ts';

/** A line of equal value. A closed one does not repeat its first spot. */
export interface Isoline {
  readonly spots: Spot[];
  readonly closed: boolean;
}

/**
 * Marching squares: the lines along which the field has the level. Crossings are interpolated on the grid's
 * edges and named by the edge, so the pieces of neighbouring squares join exactly.
 */
export function isolines(field: Field, level: number): Isoline[] {
  return new Chains(field.grid).follow(field, level);
}

/** The same for several levels of one field, within the mask only, in less time. */
export function isolinesAt(field: Field, levels: readonly number[], mask: Mask): Isoline[][] {
  const chains = new Chains(field.grid);
  return levels.map((level) => chains.follow(field, level, mask));
}

/**
 * Pieces of line being joined. An edge of the grid is numbered 2·node for the one to the east of a node and
 * 2·node + 1 for the one to the north; at most two pieces meet on an edge, one from either side.
 */
class Chains {
  private readonly grid: Grid;
  private readonly one: Int32Array;
  private readonly two: Int32Array;
  private readonly done: Uint8Array;
  private readonly above: Uint8Array;
  private starts: number[] = [];

  constructor(grid: Grid) {
    this.grid = grid;
    this.one = new Int32Array(grid.columns * grid.rows * 2).fill(-1);
    this.two = new Int32Array(grid.columns * grid.rows * 2).fill(-1);
    this.done = new Uint8Array(grid.columns * grid.rows * 2);
    this.above = new Uint8Array(grid.columns * grid.rows);
  }

  follow(field: Field, level: number, mask?: Mask): Isoline[] {
    const { columns, rows } = this.grid;
    const { values } = field;
    const { above } = this;
    for (let node = 0; node < values.length; node += 1) above[node] = values[node]! > level ? 1 : 0;
    for (let j = 0; j < rows - 1; j += 1) {
      for (let a = j * columns; a < j * columns + columns - 1; a += 1) {
        const shape =
          above[a]! | (above[a + 1]! << 1) | (above[a + columns + 1]! << 2) | (above[a + columns]! << 3);
        if (shape === 0 || shape === 15) continue;
        if (!mask || (mask[a]! & mask[a + 1]! & mask[a + columns]! & mask[a + columns + 1]!) === 1)
          this.square(values, level, a, shape);
      }
    }
    const lines = this.lines((edge) => crossing(field, level, edge));
    this.clear();
    return lines;
  }

  /** In a saddle the value in the middle decides which corners are joined. */
  private square(values: Float64Array, level: number, a: number, shape: number): void {
    const { columns } = this.grid;
    let drawn = shape;
    if (shape === 5 || shape === 10) {
      const sum = values[a]! + values[a + 1]! + values[a + columns]! + values[a + columns + 1]!;
      drawn = sum > 4 * level === (shape === 5) ? 5 : 10;
    }
    const pairs = PAIRS[drawn]!;
    for (let n = 0; n < pairs.length; n += 2) this.join(this.edge(a, pairs[n]!), this.edge(a, pairs[n + 1]!));
  }

  private edge(a: number, side: number): number {
    if (side === SOUTH) return 2 * a;
    if (side === WEST) return 2 * a + 1;
    return side === NORTH ? 2 * (a + this.grid.columns) : 2 * a + 3;
  }

  private clear(): void {
    for (const edge of this.starts) {
      this.one[edge] = this.two[edge] = -1;
      this.done[edge] = 0;
    }
    this.starts = [];
  }

  private join(p: number, q: number): void {
    this.put(p, q);
    this.put(q, p);
  }

  private put(edge: number, to: number): void {
    if (this.one[edge]! < 0) {
      this.one[edge] = to;
      this.starts.push(edge);
    } else this.two[edge] = to;
  }

  /** Open lines first, from their ends; what is left are rings. */
  private lines(place: (edge: number) => Spot): Isoline[] {
    const found: Isoline[] = [];
    for (const closed of [false, true]) {
      for (const start of this.starts) {
        if (this.done[start] || (!closed && this.two[start]! >= 0)) continue;
        const spots: Spot[] = [];
        for (let edge = start; edge >= 0 && !this.done[edge]; edge = this.onward(edge)) {
          this.done[edge] = 1;
          spots.push(place(edge));
        }
        if (spots.length > 2) found.push({ spots, closed });
      }
    }
    return found;
  }

  private onward(edge: number): number {
    const one = this.one[edge]!;
    return this.done[one] ? this.two[edge]! : one;
  }
}

const SOUTH = 0;
const EAST = 1;
const NORTH = 2;
const WEST = 3;
/** Pairs of sides a line joins, by the corners above it: 1 south-west, 2 south-east, 4 north-east, 8 north-west. */
const PAIRS: readonly (readonly number[])[] = [
  [],
  [SOUTH, WEST],
  [SOUTH, EAST],
  [WEST, EAST],
  [NORTH, EAST],
  [SOUTH, EAST, NORTH, WEST],
  [SOUTH, NORTH],
  [NORTH, WEST],
  [NORTH, WEST],
  [SOUTH, NORTH],
  [SOUTH, WEST, NORTH, EAST],
  [NORTH, EAST],
  [WEST, EAST],
  [SOUTH, EAST],
  [SOUTH, WEST],
  [],
];

function crossing({ grid, values }: Field, level: number, edge: number): Spot {
  const node = edge >> 1;
  const north = edge & 1;
  const from = values[node]!;
  const to = values[node + (north ? grid.columns : 1)]!;
  const t = to === from ? 0.5 : (level - from) / (to - from);
  const i = node % grid.columns;
  const j = (node - i) / grid.columns;
  return {
    x: grid.west + (i + (north ? 0 : t)) * grid.step,
    y: grid.south + (j + (north ? t : 0)) * grid.step,
  };
}
