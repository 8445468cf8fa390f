import type { Point } from '../../../../../shared/geo.ts';
import type { VillageDraft } from '../draft.ts';

/** Between one ring and the next, in degrees of latitude: about 4 km. */
const STEP = 0.036;
/** Where nothing is known: the middle of the country, so that nobody takes it for a place. */
export const NOWHERE: Point = { lat: 35, lng: 105 };

/**
 * Placeholder positions on rings around a seat, about 4 km apart: six on the first ring, twelve on the second and so
 * on, evenly spread. They are drawn dashed until somebody pins the real place.
 */
export function placeholderRing(seat: Point, count: number): Point[] {
  const points: Point[] = [];
  for (let ring = 1; points.length < count; ring += 1) {
    const here = Math.min(6 * ring, count - points.length);
    for (let n = 0; n < here; n += 1) points.push(onRing(seat, ring, n / here));
  }
  return points;
}

/**
 * Every village with a position: those without get a placeholder around the seat, which is the village named like the
 * unit, else the middle of the positions that are known.
 */
export function withPlaceholders(
  unitName: string,
  villages: readonly VillageDraft[],
): (VillageDraft & { readonly position: Point })[] {
  const seatVillage = villages.find(({ name }) => stem(name) === stem(unitName));
  const known = villages.flatMap(({ position }) => position ?? []);
  const seat = seatVillage?.position ?? middle(known) ?? NOWHERE;
  const lost = villages.filter((village) => !village.position && village !== seatVillage);
  const ring = placeholderRing(seat, lost.length);
  return villages.map((village) => {
    const position = village.position ?? (village === seatVillage ? seat : ring[lost.indexOf(village)]!);
    return { ...village, position };
  });
}

/** Every other ring begins half a step on, so that no two villages stand in one line with the seat. */
function onRing({ lat, lng }: Point, ring: number, turn: number): Point {
  const angle = 2 * Math.PI * turn + (ring % 2 === 0 ? Math.PI / 12 : 0);
  const north = STEP * ring * Math.cos(angle);
  const east = (STEP * ring * Math.sin(angle)) / Math.cos((lat * Math.PI) / 180);
  return { lat: round(lat + north), lng: round(lng + east) };
}

function middle(points: readonly Point[]): Point | null {
  if (points.length === 0) return null;
  const sum = points.reduce((all, { lat, lng }) => ({ lat: all.lat + lat, lng: all.lng + lng }));
  return { lat: round(sum.lat / points.length), lng: round(sum.lng / points.length) };
}

/** A name without what kind of place it is: 土城子乡 and 土城子村 are one place. */
function stem(name: string): string {
  return name.trim().replace(/(街道|苏木|民族乡|乡|镇|村)$/, '');
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
