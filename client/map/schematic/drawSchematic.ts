import { boundsOf, isOnEarth, type Bounds, type Point } from '../../../shared/geo.ts';
import { cellsOf, shareOut } from './cells.ts';
import { limitsOf } from './limits.ts';
import { depth, layLand, type Land } from './outline.ts';
import { apart, layPlane, type Plane, type Site, type Spot } from '../geometry/plane.ts';
import { layRelief } from './relief.ts';
import { layRoads } from './roads.ts';
import { cutBy, simplified } from '../geometry/smooth.ts';
import { layWater } from './water.ts';

type Line = Point[];

/**
 * A schematic base map: geometry in WGS-84, without colours. Rings do not repeat their first point; several rings
 * of one thing are filled by the even-odd rule. `beyond` is what goes on outside the outline.
 */
export interface Schematic {
  readonly bounds: Bounds;
  readonly outline: Line;
  readonly cells: readonly {
    readonly id: string;
    readonly rings: readonly Line[];
    readonly tinted: boolean;
  }[];
  readonly limits: readonly Line[];
  readonly contours: readonly Line[];
  readonly indexContours: readonly Line[];
  readonly woods: readonly Line[];
  readonly river: readonly Line[];
  readonly streams: readonly Line[];
  readonly mainRoad: readonly Line[];
  readonly roads: readonly Line[];
  readonly beyond: { readonly roads: readonly Line[]; readonly water: readonly Line[] };
}

/** At most so many villages are drawn from; a township has fewer. */
const MOST = 60;

/**
 * Makes the schematic map of a township from nothing but where its villages are. It is an illustration: only the
 * villages' places come from somewhere, everything else is invented, so a screen that shows it must say so. The same
 * villages and seed give the same map; without any village on Earth there is none (null).
 */
export function drawSchematic(sites: readonly Site[], seed = 9): Schematic | null {
  const known = sites.filter((site) => isOnEarth(site.position)).slice(0, MOST);
  const plane = layPlane(known);
  if (!plane) return null;
  const spots = known.map((site) => plane.toSpot(site.position));
  const homes = { spots, hub: hubOf(known, spots), plane, seed };
  const land = layLand(homes);
  const claim = shareOut(land, homes);
  const water = layWater(land, homes);
  const relief = layRelief(land, homes, water);
  const roads = layRoads(land, homes);
  const line = lineOn(plane);
  const split = (lines: readonly Spot[][]) => splitAtEdge(land, lines, line);
  const [river, streams, main, others] = [[water.river], water.streams, [roads.main], roads.others].map(
    split,
  );
  const outline = line(simplified([...land.outline], 0.004));
  return {
    bounds: boundsOf(outline)!,
    outline,
    cells: cellsOf(claim, spots.length).map(({ village, rings, tinted }) => ({
      id: known[village]!.id,
      rings: rings.map(line),
      tinted,
    })),
    limits: limitsOf(claim).map(line),
    contours: relief.contours.map(line),
    indexContours: relief.indexContours.map(line),
    woods: relief.woods.map(line),
    river: river!.inside,
    streams: streams!.inside,
    mainRoad: main!.inside,
    roads: others!.inside,
    beyond: {
      roads: [...main!.outside, ...others!.outside],
      water: [...river!.outside, ...streams!.outside],
    },
  };
}

/** The seat, or the village closest to the middle of all. */
function hubOf(sites: readonly Site[], spots: readonly Spot[]): number {
  const seat = sites.findIndex((site) => site.seat);
  if (seat >= 0) return seat;
  const x = spots.reduce((sum, spot) => sum + spot.x, 0) / spots.length;
  const y = spots.reduce((sum, spot) => sum + spot.y, 0) / spots.length;
  let hub = 0;
  spots.forEach((spot, n) => {
    if (apart(spot, { x, y }) < apart(spots[hub]!, { x, y }) - 1e-9) hub = n;
  });
  return hub;
}

function lineOn(plane: Plane): (spots: readonly Spot[]) => Line {
  return (spots) => spots.map((spot) => plane.toPoint(spot));
}

function splitAtEdge(land: Land, lines: readonly Spot[][], line: (spots: readonly Spot[]) => Line) {
  const parts = lines.map((spots) => cutBy(spots, (spot) => depth(land, spot)));
  return {
    inside: parts.flatMap((part) => part.inside.map((spots) => line(simplified(spots, 0.003)))),
    outside: parts.flatMap((part) => part.outside.map((spots) => line(simplified(spots, 0.003)))),
  };
}
