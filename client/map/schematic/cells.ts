import { fieldOf, windowOf, type Field, type Mask } from '../geometry/field.ts';
import { isolines } from '../geometry/march.ts';
import { Noise } from '../geometry/noise.ts';
import type { Homes, Land } from './outline.ts';
import type { Spot } from '../geometry/plane.ts';
import { rounded, runOf, simplified } from '../geometry/smooth.ts';

/** One village's ground: rings (the rule is even-odd), and whether it is drawn in the second shade. */
export interface Cell {
  readonly village: number;
  readonly rings: Spot[][];
  readonly tinted: boolean;
}

/** To whom each node belongs and how near the two closest villages are, all on warped ground. */
export interface Claim {
  readonly land: Land;
  readonly owner: Int16Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  distance(node: number, village: number): number;
}

/**
 * Ground is shared out by the nearest village on a warped plane. The warp is measured at the villages as well, so
 * each lies in its own cell.
 */
export function shareOut(land: Land, { spots, plane, seed }: Homes): Claim {
  const [east, north] = [21, 31].map((salt) => ({
    broad: new Noise(seed + salt, land.spacing),
    fine: new Noise(seed + salt + 1, land.spacing * 0.36),
  }));
  const amount = land.spacing * 0.2;
  const homes = spread(spots).map(({ x, y }) => {
    const [e, n] = [x + plane.east, y + plane.north];
    return {
      x: x + amount * (east!.broad.at(e, n) + 0.2 * east!.fine.at(e, n)),
      y: y + amount * (north!.broad.at(e, n) + 0.2 * north!.fine.at(e, n)),
    };
  });
  const [broadX, fineX] = [
    east!.broad.over(land.grid, plane, land.mask),
    east!.fine.over(land.grid, plane, land.mask),
  ];
  const [broadY, fineY] = [
    north!.broad.over(land.grid, plane, land.mask),
    north!.fine.over(land.grid, plane, land.mask),
  ];
  const xs = fieldOf(land.grid, (x, _y, node) => x + amount * (broadX[node]! + 0.2 * fineX[node]!)).values;
  const ys = fieldOf(land.grid, (_x, y, node) => y + amount * (broadY[node]! + 0.2 * fineY[node]!)).values;
  const distance = (node: number, village: number) =>
    Math.sqrt((xs[node]! - homes[village]!.x) ** 2 + (ys[node]! - homes[village]!.y) ** 2);
  return { land, distance, ...claimed(homes, xs, ys, land.mask) };
}

function claimed(homes: readonly Spot[], xs: Float64Array, ys: Float64Array, mask: Mask) {
  const owner = new Int16Array(xs.length);
  const first = new Float64Array(xs.length);
  const second = new Float64Array(xs.length);
  for (let node = 0; node < xs.length; node += 1) {
    if (!mask[node]) continue;
    let [least, next] = [1e12, 1e12];
    for (let village = 0; village < homes.length; village += 1) {
      const dx = xs[node]! - homes[village]!.x;
      const dy = ys[node]! - homes[village]!.y;
      const square = dx * dx + dy * dy;
      if (square < least) {
        next = least;
        least = square;
        owner[node] = village;
      } else if (square < next) next = square;
    }
    first[node] = Math.sqrt(least);
    second[node] = Math.sqrt(next);
  }
  return { owner, first, second };
}

/** The cells of all villages; neighbours get different shades where two shades allow it. */
export function cellsOf(claim: Claim, villages: number): Cell[] {
  const shades = shadesOf(claim, villages);
  return Array.from({ length: villages }, (_, village) => {
    const rings = isolines(leadOf(claim, village), 0)
      .filter((line) => line.closed && runOf(line.spots) > 0.8)
      .map((line) => simplified(rounded(line.spots, true), 0.006));
    return { village, rings, tinted: shades[village]! };
  });
}

/** Below zero where the village is the nearest and the land is, over no more of the grid than that takes. */
function leadOf({ land, owner, first, second, distance }: Claim, village: number): Field {
  const { columns, rows } = land.grid;
  let [left, bottom, right, top] = [columns - 2, rows - 2, 1, 1];
  for (let node = 0; node < owner.length; node += 1) {
    if (owner[node] !== village || land.edge.values[node]! > 0) continue;
    const i = node % columns;
    const j = (node - i) / columns;
    left = Math.min(left, i);
    right = Math.max(right, i);
    bottom = Math.min(bottom, j);
    top = Math.max(top, j);
  }
  if (left > right) [left, bottom, right, top] = [1, 1, 1, 1];
  const grid = windowOf(land.grid, left - 1, bottom - 1, right + 1, top + 1);
  return fieldOf(grid, (_x, _y, n) => {
    const i = n % grid.columns;
    const node = (bottom - 1 + (n - i) / grid.columns) * columns + left - 1 + i;
    const lead =
      owner[node] === village ? first[node]! - second[node]! : distance(node, village) - first[node]!;
    return Math.max(lead, land.edge.values[node]!);
  });
}

/** Villages on one spot are set a little apart, so that each has ground. */
function spread(spots: readonly Spot[]): Spot[] {
  const placed: Spot[] = [];
  spots.forEach((spot, n) => {
    const crowded = placed.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < 0.08);
    const turn = n * 2.39996;
    const off = crowded ? 0.25 * Math.sqrt(n) : 0;
    placed.push({ x: spot.x + Math.cos(turn) * off, y: spot.y + Math.sin(turn) * off });
  });
  return placed;
}

function shadesOf({ land, owner }: Claim, villages: number): boolean[] {
  const shared = Array.from({ length: villages }, () => new Float64Array(villages));
  const { columns, rows } = land.grid;
  const meet = (a: number, b: number) => {
    if (owner[a] === owner[b] || land.edge.values[a]! > 0) return;
    shared[owner[a]!]![owner[b]!]! += 1;
    shared[owner[b]!]![owner[a]!]! += 1;
  };
  for (let node = 0; node < columns * (rows - 1) - 1; node += 1) {
    meet(node, node + 1);
    meet(node, node + columns);
  }
  const shades: boolean[] = [];
  for (let village = 0; village < villages; village += 1) {
    let lean = village === 0 ? -1 : 0;
    for (let other = 0; other < village; other += 1)
      lean += shared[village]![other]! * (shades[other] ? 1 : -1);
    shades.push(lean < 0);
  }
  return shades;
}
