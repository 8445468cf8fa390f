import { apart, between, type Spot } from '../geometry/plane.ts';

/** A stretch between two villages, by their numbers. */
export interface Link {
  readonly a: number;
  readonly b: number;
}

/** How much longer than the straight line a way round may be before a link of its own is built. */
const DETOUR = 1.4;

/**
 * The links between villages: the shortest tree that joins all (Prim), and those further links without which a
 * neighbour would be a long way round. A further link is only built where no third village lies between its ends
 * (Gabriel's rule: none in the circle over the link), and there are at most a third as many as villages.
 */
export function linksOf(spots: readonly Spot[]): Link[] {
  const links = treeOf(spots);
  const ways = waysOf(spots, links);
  const further: (Link & { gain: number })[] = [];
  for (let a = 0; a < spots.length; a += 1) {
    for (let b = a + 1; b < spots.length; b += 1) {
      const run = apart(spots[a]!, spots[b]!);
      const gain = ways[a]![b]! / Math.max(run, 1e-6);
      if (run > 0.3 && gain > DETOUR && !isBetween(spots, a, b, run)) further.push({ a, b, gain });
    }
  }
  further.sort((p, q) => q.gain - p.gain || p.a - q.a || p.b - q.b);
  return [...links, ...further.slice(0, Math.ceil(spots.length / 3)).map(({ a, b }) => ({ a, b }))];
}

/** The longest way through the tree that passes the hub, as village numbers: the main road. */
export function mainWay(spots: readonly Spot[], hub: number): number[] {
  const tree = treeOf(spots);
  const ways = [...branchesFrom(tree, hub)].sort((p, q) => lengthOf(spots, q) - lengthOf(spots, p));
  const longest = ways[0];
  if (!longest) return [hub];
  const other = ways.find((way) => way[1] !== longest[1] && opens(spots, hub, longest[1]!, way[1]!));
  return [...longest.slice(1).reverse(), hub, ...(other ?? []).slice(1)];
}

function treeOf(spots: readonly Spot[]): Link[] {
  const links: Link[] = [];
  const near = spots.map((spot) => apart(spot, spots[0]!));
  const via = spots.map(() => 0);
  const joined = new Set([0]);
  while (joined.size < spots.length) {
    let next = -1;
    near.forEach((off, n) => {
      if (!joined.has(n) && (next < 0 || off < near[next]!)) next = n;
    });
    joined.add(next);
    links.push({ a: via[next]!, b: next });
    spots.forEach((spot, n) => {
      const off = apart(spot, spots[next]!);
      if (!joined.has(n) && off < near[n]!) [near[n], via[n]] = [off, next];
    });
  }
  return links;
}

/** Lengths of the ways between all pairs (Floyd and Warshall; at most 40 villages). */
function waysOf(spots: readonly Spot[], links: readonly Link[]): number[][] {
  const ways = spots.map((_, a) => spots.map((_, b) => (a === b ? 0 : Infinity)));
  for (const { a, b } of links) ways[a]![b] = ways[b]![a] = apart(spots[a]!, spots[b]!);
  for (let k = 0; k < spots.length; k += 1) {
    for (const row of ways) {
      for (let b = 0; b < spots.length; b += 1) row[b] = Math.min(row[b]!, row[k]! + ways[k]![b]!);
    }
  }
  return ways;
}

function isBetween(spots: readonly Spot[], a: number, b: number, run: number): boolean {
  const middle = between(spots[a]!, spots[b]!, 0.5);
  return spots.some((spot, n) => n !== a && n !== b && apart(spot, middle) < run * 0.52);
}

/** Every way from the hub to an end of the tree. */
function* branchesFrom(tree: readonly Link[], hub: number): Generator<number[]> {
  const open: number[][] = [[hub]];
  for (let way = open.pop(); way; way = open.pop()) {
    const last = way[way.length - 1]!;
    const onward = tree
      .map(({ a, b }) => (a === last ? b : b === last ? a : -1))
      .filter((n) => n >= 0 && !way!.includes(n));
    if (onward.length === 0 && way.length > 1) yield way;
    for (const next of onward) open.push([...way, next]);
  }
}

function lengthOf(spots: readonly Spot[], way: readonly number[]): number {
  return way.slice(1).reduce((sum, n, at) => sum + apart(spots[n]!, spots[way[at]!]!), 0);
}

/** Whether two ways leave the hub at a wide angle, as one road passing through would. */
function opens(spots: readonly Spot[], hub: number, a: number, b: number): boolean {
  const [o, p, q] = [spots[hub]!, spots[a]!, spots[b]!];
  const dot = (p.x - o.x) * (q.x - o.x) + (p.y - o.y) * (q.y - o.y);
  return dot < 0.2 * apart(o, p) * apart(o, q);
}
