/** A position in WGS-84 degrees. Everything that is stored or sent is in this system. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** A box in degrees, edges included. It never crosses the antimeridian. */
export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Mean radius of the Earth in metres (IUGG R1); a sphere is within 0.5 % everywhere. */
const EARTH = 6_371_008.8;
const RADIAN = Math.PI / 180;

/** The distance between two points in metres, along the great circle. */
export function distance(a: Point, b: Point): number {
  const dLat = Math.sin(((b.lat - a.lat) * RADIAN) / 2);
  const dLng = Math.sin(((b.lng - a.lng) * RADIAN) / 2);
  const h = dLat * dLat + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * dLng * dLng;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The direction in which one sets out from `a` to `b`, in degrees clockwise from north, 0 ≤ value < 360. */
export function bearing(a: Point, b: Point): number {
  const dLng = (b.lng - a.lng) * RADIAN;
  const east = Math.sin(dLng) * Math.cos(b.lat * RADIAN);
  const north =
    Math.cos(a.lat * RADIAN) * Math.sin(b.lat * RADIAN) -
    Math.sin(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * Math.cos(dLng);
  const degrees = Math.atan2(east, north) / RADIAN;
  return (degrees + 360) % 360;
}

/** The length of a line through the points in metres; 0 for fewer than two. */
export function lengthOf(line: readonly Point[]): number {
  let sum = 0;
  for (let n = 1; n < line.length; n += 1) sum += distance(line[n - 1]!, line[n]!);
  return sum;
}

/** Whether this can be a place on Earth: both numbers finite and in range. */
export function isOnEarth(point: Point): boolean {
  return Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180;
}

/** The smallest box around the points; null when there is none. */
export function boundsOf(points: Iterable<Point>): Bounds | null {
  let south = Infinity;
  let west = Infinity;
  let north = -Infinity;
  let east = -Infinity;
  for (const { lat, lng } of points) {
    south = Math.min(south, lat);
    west = Math.min(west, lng);
    north = Math.max(north, lat);
    east = Math.max(east, lng);
  }
  return south <= north && west <= east ? { south, west, north, east } : null;
}

/** The middle of a box. */
export function middleOf(bounds: Bounds): Point {
  return { lat: (bounds.south + bounds.north) / 2, lng: (bounds.west + bounds.east) / 2 };
}

/** Whether the point lies in the box or on its edge. */
export function within(bounds: Bounds, point: Point): boolean {
  return (
    point.lat >= bounds.south &&
    point.lat <= bounds.north &&
    point.lng >= bounds.west &&
    point.lng <= bounds.east
  );
}
