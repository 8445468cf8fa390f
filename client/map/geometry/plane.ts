import { boundsOf, isOnEarth, middleOf, type Point } from '../../../shared/geo.ts';

/** A place on the drawing plane, in units: x to the east, y to the north, from the middle of the villages. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A village as the generator needs it; `seat` marks where the roads meet. */
export interface Site {
  readonly id: string;
  readonly position: Point;
  readonly seat?: boolean;
}

/**
 * The plane a map is made on. A unit is chosen so that the farthest village is about 8 units from the middle; so
 * a small township is drawn with the same hand as a large one. `east` and `north` are where the middle lies in
 * units from a fixed place on Earth: noise is read there, so hills stay where they are when a village is moved.
 */
export interface Plane {
  readonly east: number;
  readonly north: number;
  readonly metres: number;
  toSpot(point: Point): Spot;
  toPoint(spot: Spot): Point;
}

const KM_PER_DEGREE = 111.2;
const SMALLEST = 0.5;

/** The plane for these villages; null when none of them has a place on Earth. */
export function layPlane(sites: readonly Site[]): Plane | null {
  const bounds = boundsOf(sites.map((site) => site.position).filter(isOnEarth));
  if (!bounds) return null;
  const middle = middleOf(bounds);
  const squeeze = Math.max(0.05, Math.cos((Math.round(middle.lat * 2) / 2) * (Math.PI / 180)));
  const kmX = KM_PER_DEGREE * squeeze;
  const reach = Math.max(
    ...sites.map(({ position: p }) =>
      Math.hypot((p.lng - middle.lng) * kmX, (p.lat - middle.lat) * KM_PER_DEGREE),
    ),
  );
  const km = 2 ** (Math.round(Math.log2(Math.max(reach / 8, SMALLEST)) * 2) / 2);
  return {
    east: (middle.lng * kmX) / km,
    north: (middle.lat * KM_PER_DEGREE) / km,
    metres: km * 1000,
    toSpot: ({ lat, lng }) => ({
      x: ((lng - middle.lng) * kmX) / km,
      y: ((lat - middle.lat) * KM_PER_DEGREE) / km,
    }),
    toPoint: ({ x, y }) => ({ lat: middle.lat + (y * km) / KM_PER_DEGREE, lng: middle.lng + (x * km) / kmX }),
  };
}

export function apart(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point at share `t` of the way from `a` to `b`. */
export function between(a: Spot, b: Spot, t: number): Spot {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** How near the closest of the spots is; infinite when there is none. */
export function nearest(spot: Spot, spots: readonly Spot[]): number {
  return Math.sqrt(nearestSquare(spot.x, spot.y, spots));
}

/** The square of how near the closest of the spots is, without making anything: for what runs at every node. */
export function nearestSquare(x: number, y: number, spots: readonly Spot[]): number {
  let least = Infinity;
  for (let n = 0; n < spots.length; n += 1) {
    const dx = spots[n]!.x - x;
    const dy = spots[n]!.y - y;
    const square = dx * dx + dy * dy;
    if (square < least) least = square;
  }
  return least;
}
