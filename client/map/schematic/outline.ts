import { fieldOf, layGrid, sample, type Field, type Grid, type Mask } from '../geometry/field.ts';
import { isolines } from '../geometry/march.ts';
import { Noise } from '../geometry/noise.ts';
import { apart, nearest, nearestSquare, type Plane, type Spot } from '../geometry/plane.ts';
import { offLine, rounded, runOf } from '../geometry/smooth.ts';

/** What a map is drawn around: the villages on the plane, which of them the roads meet in, and the seed. */
export interface Homes {
  readonly spots: readonly Spot[];
  readonly hub: number;
  readonly plane: Plane;
  readonly seed: number;
}

/** The land of a township: below zero inside, above it outside, in units. */
export interface Land {
  readonly grid: Grid;
  readonly edge: Field;
  readonly outline: Spot[];
  /** The land and a little around it. */
  readonly mask: Mask;
  /** How far villages lie from their neighbours, in units: the measure of what is drawn between them. */
  readonly spacing: number;
}

/** How far the land reaches beyond the outermost villages, in units. */
const MARGIN = 2.25;
const NODES = 97;

/**
 * Land around the villages: their hull, widened, and the oval of their spread, joined; with the noise of a border
 * that follows ridges and gullies.
 */
export function layLand({ spots, plane, seed }: Homes): Land {
  const hull = hullOf(spots);
  const margin = hull.length < 2 ? MARGIN * 2 : MARGIN;
  const reach = margin + 3.3;
  const oval = ovalOf(spots);
  const box = boxAround(spots, reach);
  const grid = layGrid(box, NODES);
  /** Below zero inside the box by half a unit: land that comes near the edge of the plane ends there. */
  const offPlane = (x: number, y: number) =>
    Math.max(box.west - x, x - box.east, box.south - y, y - box.north) + 0.5;
  const broad = new Noise(seed + 11, 4.4).over(grid, plane);
  const fine = new Noise(seed + 12, 1.7).over(grid, plane);
  const edge = fieldOf(grid, (x, y, node) => {
    const rough = clamp(broad[node]! * 0.62, 1.25) + clamp(fine[node]! * 0.17, 0.4);
    const raw = lesser(offHull(x, y, hull) - margin, oval(x, y), 2.4) + rough;
    const home = Math.sqrt(nearestSquare(x, y, spots)) - 0.95;
    return Math.max(lesser(raw, home, 0.6), offPlane(x, y));
  });
  const mask = Uint8Array.from(edge.values, (depth) => (depth < 0.7 ? 1 : 0));
  const rings = isolines(edge, 0).filter((line) => line.closed);
  const widest = rings.reduce<Spot[]>(
    (best, { spots: ring }) => (runOf(ring) > runOf(best) ? ring : best),
    [],
  );
  return { grid, edge, outline: rounded(widest, true, 3), mask, spacing: spacingOf(spots) };
}

/** How deep inside the land a spot lies: below zero inside. */
export function depth(land: Land, spot: Spot): number {
  return sample(land.edge, spot);
}

/** The convex hull, counter-clockwise (Andrew's monotone chain); villages on one spot or a line give 1 or 2 corners. */
function hullOf(spots: readonly Spot[]): Spot[] {
  const sorted = [...spots].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: readonly Spot[]): Spot[] => {
    const chain: Spot[] = [];
    for (const spot of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, spot) <= 1e-9)
        chain.pop();
      if (chain.length === 0 || apart(chain[chain.length - 1]!, spot) > 1e-6) chain.push(spot);
    }
    return chain;
  };
  const lower = half(sorted);
  const upper = half(sorted.reverse());
  return lower.length < 2 ? lower : [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function offHull(x: number, y: number, hull: readonly Spot[]): number {
  let least = Infinity;
  let inside = hull.length > 2;
  for (let n = 0; n < hull.length; n += 1) {
    const corner = hull[n]!;
    const next = hull[(n + 1) % hull.length]!;
    least = Math.min(least, offLine(x, y, corner, next));
    if ((next.x - corner.x) * (y - corner.y) < (next.y - corner.y) * (x - corner.x)) inside = false;
  }
  return inside ? -least : least;
}

function turn(a: Spot, b: Spot, c: Spot): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** How far outside the oval of the spots' spread a place is, roughly, in units: below zero inside. */
function ovalOf(spots: readonly Spot[]): (x: number, y: number) => number {
  const mean = (of: (spot: Spot) => number) => spots.reduce((sum, spot) => sum + of(spot), 0) / spots.length;
  const [cx, cy] = [mean((spot) => spot.x), mean((spot) => spot.y)];
  const [xx, yy] = [mean((spot) => (spot.x - cx) ** 2), mean((spot) => (spot.y - cy) ** 2)];
  const turn = Math.atan2(2 * mean((spot) => (spot.x - cx) * (spot.y - cy)), xx - yy) / 2;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const long = axisOf(spots.map((spot) => spot.x * cos + spot.y * sin));
  const wide = axisOf(spots.map((spot) => spot.y * cos - spot.x * sin));
  return (x, y) => {
    const u = (x * cos + y * sin - long.middle) / long.half;
    const v = (y * cos - x * sin - wide.middle) / wide.half;
    return (Math.sqrt(u * u + v * v) - 1) * Math.min(long.half, wide.half);
  };
}

function axisOf(values: readonly number[]): { middle: number; half: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const half = Math.min((most - least) / 2 + MARGIN * 0.9, 2.1 * spread);
  return { middle: (least + most) / 2, half: Math.max(3.3, half) };
}

/** The lesser of two, rounded where they differ by less than `soft`. */
function lesser(a: number, b: number, soft: number): number {
  const h = Math.max(0, soft - Math.abs(a - b));
  return Math.min(a, b) - (h * h) / (4 * soft);
}

function boxAround(spots: readonly Spot[], reach: number) {
  const xs = spots.map((spot) => spot.x);
  const ys = spots.map((spot) => spot.y);
  return {
    west: Math.min(...xs) - reach,
    east: Math.max(...xs) + reach,
    south: Math.min(...ys) - reach,
    north: Math.max(...ys) + reach,
  };
}

/** The usual distance to the nearest neighbour, within what can be drawn well. */
function spacingOf(spots: readonly Spot[]): number {
  const gaps = spots
    .map((spot, n) =>
      nearest(
        spot,
        spots.filter((_, other) => other !== n),
      ),
    )
    .filter((gap) => gap > 0.05 && gap < Infinity)
    .sort((a, b) => a - b);
  return Math.max(1.2, Math.min(5, gaps[gaps.length >> 1] ?? 5));
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
