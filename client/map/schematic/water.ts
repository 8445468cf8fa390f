import { Noise, toss } from '../geometry/noise.ts';
import { depth, type Homes, type Land } from './outline.ts';
import { apart, between, nearest, type Spot } from '../geometry/plane.ts';
import { rounded, through } from '../geometry/smooth.ts';

/** The waters: a river from beyond the land to beyond it, in the direction it flows, and the streams that meet it. */
export interface Water {
  readonly river: Spot[];
  readonly streams: Spot[][];
}

const BANK = 0.62;
const STREAMS = 4;

/** Lays a river past the middle and streams into it, all of them clear of the villages. */
export function layWater(land: Land, homes: Homes): Water {
  const { spots, plane, seed } = homes;
  const bend = new Noise(seed + 41, 3.6);
  const ripple = new Noise(seed + 42, 1.5);
  const wander = ({ x, y }: Spot) =>
    bend.at(x + plane.east, y + plane.north) * 0.95 + ripple.at(x + plane.east, y + plane.north) * 0.3;
  const river = riverOf(land, homes, wander);
  const streams: Spot[][] = [];
  for (const spring of springsOf(land, homes, river)) {
    if (streams.length === STREAMS) break;
    const stream = streamFrom(spring, river, spots, wander);
    const free = stream.slice(0, -4).every((spot) => {
      const alone = streams.every((other) => nearest(spot, other) > 0.9);
      return alone && nearest(spot, river) > 0.35 && depth(land, spot) < -0.25;
    });
    if (free) streams.push(stream);
  }
  return { river, streams };
}

type Wander = (spot: Spot) => number;

/** The best of some directions and offsets: clear of all villages, yet not far from the middle one. */
function riverOf(land: Land, { spots, hub, seed }: Homes, wander: Wander): Spot[] {
  const reach = reachOf(land) * 2.3;
  const first = (toss(seed, 1) + 1) * Math.PI;
  let best: Spot[] = [];
  let least = Infinity;
  for (let turn = 0; turn < 10; turn += 1) {
    for (const offset of [0.9, -0.9, 1.6, -1.6]) {
      const angle = first + (turn * Math.PI) / 10;
      const course = courseOf(spots[hub]!, angle, offset, reach, wander);
      const crowding = spots.reduce((sum, spot) => sum + Math.max(0, 0.9 - nearest(spot, course)) ** 2, 0);
      const dry = course.filter((spot) => depth(land, spot) > 0).length / course.length;
      const cost = crowding * 6 + dry * 8 + Math.abs(offset) * 0.3 + Math.abs(Math.cos(2 * angle)) * 0.4;
      if (cost < least) [best, least] = [course, cost];
    }
  }
  return rounded(keptClear(best, spots, BANK), false, 2);
}

function courseOf(hub: Spot, angle: number, offset: number, reach: number, wander: Wander): Spot[] {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const course: Spot[] = [];
  for (let t = -reach; t <= reach; t += 0.45) {
    const straight = { x: hub.x + ux * t - uy * offset, y: hub.y + uy * t + ux * offset };
    const off = wander(straight) * Math.min(1.5, 0.75 + Math.abs(t) / 12);
    course.push({ x: straight.x - uy * off, y: straight.y + ux * off });
  }
  return course;
}

/** Springs just inside the outline, the ones farthest from villages and river first. */
function springsOf(land: Land, { spots, seed }: Homes, river: readonly Spot[]): Spot[] {
  const every = Math.max(1, Math.floor(land.outline.length / 28));
  const middle = { x: 0, y: 0 };
  return land.outline
    .filter((_, n) => n % every === 0)
    .map((spot, n) => between(spot, middle, 0.1 + (toss(seed + 5, n) + 1) * 0.05))
    .map((spot) => ({
      spot,
      room: Math.min(2.2, nearest(spot, spots)) + Math.min(6, nearest(spot, river)) * 0.4,
    }))
    .filter(({ spot }) => depth(land, spot) < -0.4 && nearest(spot, river) > 2.6)
    .sort((a, b) => b.room - a.room)
    .map(({ spot }) => spot);
}

function streamFrom(spring: Spot, river: readonly Spot[], spots: readonly Spot[], wander: Wander): Spot[] {
  const end = confluence(spring, river);
  const run = apart(spring, end);
  const steps = Math.max(4, Math.round(run / 0.7));
  const [ux, uy] = [(end.x - spring.x) / run, (end.y - spring.y) / run];
  const course = Array.from({ length: steps + 1 }, (_, n) => {
    const straight = between(spring, end, n / steps);
    const off = wander(straight) * 0.75 * Math.sin((Math.PI * n) / steps);
    return { x: straight.x - uy * off, y: straight.y + ux * off };
  });
  return through([...keptClear(course.slice(0, -1), spots, BANK * 0.8), end], 4);
}

/** Where a stream meets the river: somewhat down the river from the nearest bend, as water does. */
function confluence(spring: Spot, river: readonly Spot[]): Spot {
  let at = 0;
  river.forEach((spot, n) => {
    if (apart(spot, spring) < apart(river[at]!, spring)) at = n;
  });
  const down = Math.round((apart(river[at]!, spring) * 0.35) / 0.12);
  return river[Math.min(river.length - 1, at + down)]!;
}

/** Moves a course away from villages it would flow through. */
function keptClear(course: readonly Spot[], spots: readonly Spot[], clear: number): Spot[] {
  return course.map((spot) => {
    let { x, y } = spot;
    for (const home of spots) {
      const off = Math.hypot(x - home.x, y - home.y);
      const push = Math.exp(-((off / clear) ** 2)) * clear;
      if (push < 0.02) continue;
      const away = off > 0.01 ? { x: (x - home.x) / off, y: (y - home.y) / off } : { x: 0, y: 1 };
      x += away.x * push;
      y += away.y * push;
    }
    return { x, y };
  });
}

function reachOf({ grid }: Land): number {
  return (Math.max(grid.columns, grid.rows) * grid.step) / 2;
}
