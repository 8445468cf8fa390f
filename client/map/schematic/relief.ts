import { fieldOf, quantile, type Field } from '../geometry/field.ts';
import { isolines, isolinesAt, type Isoline } from '../geometry/march.ts';
import { Noise, toss } from '../geometry/noise.ts';
import { depth, type Homes, type Land } from './outline.ts';
import { nearestSquare, type Spot } from '../geometry/plane.ts';
import { cutBy, rounded, runOf, simplified } from '../geometry/smooth.ts';
import type { Water } from './water.ts';

/** Height lines, every fourth apart from the rest, and the woods as rings (even-odd). */
export interface Relief {
  readonly contours: Spot[][];
  readonly indexContours: Spot[][];
  readonly woods: Spot[][];
}

const LEVELS = 13;
/** The share of the land under woods. */
const WOODED = 0.15;

/** Hills by noise, rising to one side, with valleys along the waters and woods on the slopes away from villages. */
export function layRelief(land: Land, homes: Homes, water: Water): Relief {
  const height = heightOf(land, homes, water);
  const inside = (node: number) => land.edge.values[node]! < 0;
  const low = quantile(height, 0.04, inside);
  const high = quantile(height, 0.985, inside);
  const contours: Spot[][] = [];
  const indexContours: Spot[][] = [];
  const levels = Array.from({ length: LEVELS }, (_, n) => low + ((high - low) * (n + 0.5)) / LEVELS);
  isolinesAt(height, levels, land.mask).forEach((lines, n) => {
    (n % 4 === 1 ? indexContours : contours).push(...trimmed(lines, land));
  });
  return { contours, indexContours, woods: woodsOf(land, homes, height) };
}

/** What of the lines lies on the land, without specks. */
function trimmed(lines: readonly Isoline[], land: Land): Spot[][] {
  return lines.flatMap(({ spots, closed }) => {
    if (runOf(spots) < 1.6) return [];
    const line = rounded(closed ? [...spots, spots[0]!] : spots, false, 1);
    return cutBy(line, (spot) => depth(land, spot))
      .inside.filter((piece) => runOf(piece) > 0.9)
      .map((piece) => simplified(piece, 0.004));
  });
}

function heightOf(land: Land, { plane, seed }: Homes, { river, streams }: Water): Field {
  const hills = new Noise(seed + 51, 3.1).over(land.grid, plane, land.mask);
  const knolls = new Noise(seed + 52, 1.5).over(land.grid, plane, land.mask);
  const rough = new Noise(seed + 53, 0.8).over(land.grid, plane, land.mask);
  const valley = valleysOf(land, river, streams);
  const angle = toss(seed, 3) * Math.PI;
  const [sx, sy] = [Math.cos(angle) * 0.055, Math.sin(angle) * 0.055];
  return fieldOf(
    land.grid,
    (x, y, node) => {
      const rise = hills[node]! + 0.42 * knolls[node]! + 0.1 * rough[node]!;
      return rise + x * sx + y * sy - 1.15 * valley[node]!;
    },
    land.mask,
  );
}

/** 1 on a river, a little less on a stream, falling off as a valley does. */
function valleysOf({ grid }: Land, river: readonly Spot[], streams: readonly Spot[][]): Float64Array {
  const deep = new Float64Array(grid.columns * grid.rows);
  const carve = (spot: Spot, width: number, most: number) => {
    const reach = Math.ceil((width * 1.73) / grid.step);
    const ci = Math.round((spot.x - grid.west) / grid.step);
    const cj = Math.round((spot.y - grid.south) / grid.step);
    for (let j = Math.max(0, cj - reach); j <= Math.min(grid.rows - 1, cj + reach); j += 1) {
      for (let i = Math.max(0, ci - reach); i <= Math.min(grid.columns - 1, ci + reach); i += 1) {
        const dx = grid.west + i * grid.step - spot.x;
        const dy = grid.south + j * grid.step - spot.y;
        const node = j * grid.columns + i;
        const near = Math.max(0, 1 - (dx * dx + dy * dy) / (width * width * 3));
        deep[node] = Math.max(deep[node]!, most * near * near * near);
      }
    }
  };
  river.forEach((spot, n) => n % 3 === 0 && carve(spot, 1.35, 1));
  for (const stream of streams) stream.forEach((spot, n) => n % 2 === 0 && carve(spot, 0.9, 0.8));
  return deep;
}

function woodsOf(land: Land, { spots, hub, plane, seed }: Homes, height: Field): Spot[][] {
  const seat = spots[hub]!;
  const growth = new Noise(seed + 61, 2.2).over(land.grid, plane, land.mask);
  const patches = new Noise(seed + 62, 0.95).over(land.grid, plane, land.mask);
  const clear = Math.min(0.85, land.spacing * 0.24);
  const field = fieldOf(
    land.grid,
    (x, y, node) => {
      let value = growth[node]! + 0.3 * patches[node]! + height.values[node]! * 0.4;
      const home = nearestSquare(x, y, spots);
      if (home < 9) value -= 1.1 * Math.exp(-home / (clear * clear));
      return value - 1.2 * Math.exp(-((x - seat.x) ** 2 + (y - seat.y) ** 2) / 5);
    },
    land.mask,
  );
  const level = quantile(field, 1 - WOODED, (node) => land.edge.values[node]! < 0);
  const bare = fieldOf(land.grid, (_x, _y, node) =>
    Math.max(level - field.values[node]!, land.edge.values[node]! + 0.02),
  );
  return isolines(bare, 0)
    .filter((line) => line.closed && runOf(line.spots) > 3)
    .map((line) => simplified(rounded(line.spots, true, 2), 0.004));
}
