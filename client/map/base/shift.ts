import gcoord from 'gcoord';
import type { Point } from '../../../shared/geo.ts';
import type { BaseMap } from '../marks.ts';

export type CoordinateSystem = Extract<BaseMap, { type: 'tiles' }>['coordinateSystem'];

/** A WGS-84 position in another system: where a map in that system shows what is at the position. */
export function shifted(point: Point, system: CoordinateSystem): Point {
  if (system === 'wgs84') return point;
  const target = system === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  const [lng, lat] = gcoord.transform([point.lng, point.lat], gcoord.WGS84, target);
  return { lat, lng };
}

/** The other way round: the WGS-84 position of one read off a map in the system. */
export function unshifted(point: Point, system: CoordinateSystem): Point {
  if (system === 'wgs84') return point;
  const source = system === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  const [lng, lat] = gcoord.transform([point.lng, point.lat], source, gcoord.WGS84);
  return { lat, lng };
}
