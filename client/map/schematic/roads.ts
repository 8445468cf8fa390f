import { linksOf, mainWay, type Link } from './network.ts';
import { toss } from '../geometry/noise.ts';
import { depth, type Homes, type Land } from './outline.ts';
import { apart, between, nearest, type Spot } from '../geometry/plane.ts';
import { through } from '../geometry/smooth.ts';

/** Roads as curves: the main one passes the hub and goes on beyond the land, as some of the others do. */
export interface Roads {
  readonly main: Spot[];
  readonly others: Spot[][];
}

const WAYS_OUT = 5;

/** A network that joins all villages, bent a little, through villages without a kink. */
export function layRoads(land: Land, homes: Homes): Roads {
  const { spots, hub, seed } = homes;
  const way = mainWay(spots, hub);
  const links = linksOf(spots).filter(({ a, b }) => !isOn(way, a, b));
  const bend = (a: number, b: number) => bentBetween(spots, a, b, seed);
  const exits = exitsOf(land, homes, way);
  const others = pathsOf(links).map((path) => {
    const ends = [exits.get(path[0]!) ?? [], exits.get(path[path.length - 1]!) ?? []] as const;
    for (const n of [path[0]!, path[path.length - 1]!]) exits.delete(n);
    return through([
      ...[...ends[0]].reverse(),
      ...knots(path, spots, bend),
      ...(path.length > 1 ? ends[1] : []),
    ]);
  });
  const first = exits.get(way[0]!) ?? [];
  const last = exits.get(way[way.length - 1]!) ?? [];
  const main = through([
    ...[...first].reverse(),
    ...knots(way, spots, bend),
    ...(way.length > 1 ? last : []),
  ]);
  return { main, others };
}

function isOn(way: readonly number[], a: number, b: number): boolean {
  return way.some((n, at) => (n === a && way[at + 1] === b) || (n === b && way[at + 1] === a));
}

function knots(
  path: readonly number[],
  spots: readonly Spot[],
  bend: (a: number, b: number) => Spot[],
): Spot[] {
  return path.flatMap((n, at) => (at === 0 ? [spots[n]!] : [...bend(path[at - 1]!, n), spots[n]!]));
}

/** One knot between two villages, off the straight line by up to a tenth, on the side away from other villages. */
function bentBetween(spots: readonly Spot[], a: number, b: number, seed: number): Spot[] {
  const [p, q] = [spots[Math.min(a, b)]!, spots[Math.max(a, b)]!];
  const run = apart(p, q);
  if (run < 1.2) return [];
  const others = spots.filter((_, n) => n !== a && n !== b);
  const bow = toss(seed + 71, Math.min(a, b) * 64 + Math.max(a, b));
  const size = run * (0.045 + Math.abs(bow) * 0.055);
  const middle = between(p, q, 0.5 + bow * 0.08);
  const knot = (side: number) => ({
    x: middle.x - ((q.y - p.y) / run) * size * side,
    y: middle.y + ((q.x - p.x) / run) * size * side,
  });
  const [one, two] = [knot(Math.sign(bow) || 1), knot(-Math.sign(bow) || -1)];
  return [nearest(one, others) < 0.7 && nearest(two, others) > nearest(one, others) ? two : one];
}

/** Links put together to long paths, so that a road passes a village without a kink. */
function pathsOf(links: readonly Link[]): number[][] {
  const left = [...links];
  const paths: number[][] = [];
  while (left.length > 0) {
    const { a, b } = left.shift()!;
    const path = [a, b];
    for (const end of [1, 0]) {
      for (;;) {
        const at = end ? path[path.length - 1]! : path[0]!;
        const next = left.findIndex((link) => link.a === at || link.b === at);
        if (next < 0) break;
        const [link] = left.splice(next, 1);
        const n = link!.a === at ? link!.b : link!.a;
        if (end) path.push(n);
        else path.unshift(n);
      }
    }
    paths.push(path);
  }
  return paths;
}

/** Ways out of the land, from villages at its rim: the main road's ends, then the outermost at wide angles. */
function exitsOf(land: Land, { spots, hub, seed }: Homes, way: readonly number[]): Map<number, Spot[]> {
  const middle = spots[hub]!;
  const ends = new Set([way[0]!, way[way.length - 1]!]);
  const rim = spots
    .map((spot, n) => ({
      n,
      angle: Math.atan2(spot.y - middle.y, spot.x - middle.x),
      off: apart(spot, middle),
    }))
    .filter(({ n }) => ends.has(n) || (n !== hub && depth(land, spots[n]!) > -3.2))
    .sort((p, q) => Number(ends.has(q.n)) - Number(ends.has(p.n)) || q.off - p.off || p.n - q.n);
  const exits = new Map<number, Spot[]>();
  const taken: number[] = [];
  for (const { n, angle } of rim) {
    if (exits.size === WAYS_OUT) break;
    if (taken.some((other) => Math.abs(Math.sin((other - angle) / 2)) < 0.36)) continue;
    taken.push(angle);
    exits.set(n, wayOut(land, spots[n]!, angle + toss(seed + 81, n) * 0.35, toss(seed + 82, n)));
  }
  return exits;
}

function wayOut({ grid }: Land, from: Spot, angle: number, sway: number): Spot[] {
  const reach = Math.max(grid.columns, grid.rows) * grid.step;
  return [0.16, 0.34, 0.62, 1].map((share, n) => {
    const turned = angle + sway * 0.16 * (n % 2 ? 1 : -1) * (n + 1) * 0.5;
    return { x: from.x + Math.cos(turned) * reach * share, y: from.y + Math.sin(turned) * reach * share };
  });
}
