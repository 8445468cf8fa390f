import type { Spot } from './plane.ts';

/** A lattice of nodes over a part of the plane; node (i, j) lies at west + i·step, south + j·step. */
export interface Grid {
  readonly west: number;
  readonly south: number;
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
}

/** A value at every node of a grid, row by row from the south-west. */
export interface Field {
  readonly grid: Grid;
  readonly values: Float64Array;
}

/** A grid over the box with at most `nodes` nodes along its longer side. */
export function layGrid(
  box: { west: number; south: number; east: number; north: number },
  nodes: number,
): Grid {
  const width = box.east - box.west;
  const height = box.north - box.south;
  const step = Math.max(width, height) / (nodes - 1);
  const columns = Math.ceil(width / step) + 1;
  const rows = Math.ceil(height / step) + 1;
  return { west: box.west, south: box.south, step, columns, rows };
}

/** Nodes that matter are 1, others 0: what lies far from the land is not worth working out. */
export type Mask = Uint8Array;

/** The field of a function over the grid, 0 off the mask; the function also receives the node's number. */
export function fieldOf(
  grid: Grid,
  value: (x: number, y: number, node: number) => number,
  mask?: Mask,
): Field {
  const values = new Float64Array(grid.columns * grid.rows);
  for (let j = 0, node = 0; j < grid.rows; j += 1) {
    const y = grid.south + j * grid.step;
    for (let i = 0; i < grid.columns; i += 1, node += 1) {
      if (!mask || mask[node]) values[node] = value(grid.west + i * grid.step, y, node);
    }
  }
  return { grid, values };
}

/** The part of a grid from node (i, j) to node (right, top), both included. */
export function windowOf(grid: Grid, i: number, j: number, right: number, top: number): Grid {
  return {
    west: grid.west + i * grid.step,
    south: grid.south + j * grid.step,
    step: grid.step,
    columns: right - i + 1,
    rows: top - j + 1,
  };
}

/** The value anywhere, between nodes by bilinear interpolation, beyond the grid as at its edge. */
export function sample({ grid, values }: Field, spot: Spot): number {
  const x = clamp((spot.x - grid.west) / grid.step, grid.columns - 1);
  const y = clamp((spot.y - grid.south) / grid.step, grid.rows - 1);
  const i = Math.min(Math.floor(x), grid.columns - 2);
  const j = Math.min(Math.floor(y), grid.rows - 2);
  const node = j * grid.columns + i;
  const low = values[node]! + (values[node + 1]! - values[node]!) * (x - i);
  const above = node + grid.columns;
  const high = values[above]! + (values[above + 1]! - values[above]!) * (x - i);
  return low + (high - low) * (y - j);
}

/** The value below which `share` of the field lies, over the nodes where `counts` holds; 0 if there are none. */
export function quantile(field: Field, share: number, counts: (node: number) => boolean): number {
  const kept = new Float64Array(Math.ceil(field.values.length / 3));
  let count = 0;
  for (let node = 0; node < field.values.length; node += 3) {
    if (counts(node)) kept[count++] = field.values[node]!;
  }
  const sorted = kept.subarray(0, count).sort();
  return sorted[Math.min(count - 1, Math.floor(count * share))] ?? 0;
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
