import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSchematic, type Schematic } from '../../../client/map/schematic/drawSchematic.ts';
import { distance, type Point } from '../../../shared/geo.ts';

/** Twelve villages in two rings of 4 and 8 km around a seat, as the example township has them. */
const seat = { lat: 42.352, lng: 120.803 };
const township = [
  site(0, seat, true),
  ...[0, 72, 144, 216, 288].map((angle, n) => site(n + 1, around(seat, 4, angle))),
  ...[30, 90, 150, 210, 270, 330].map((angle, n) => site(n + 6, around(seat, 8, angle))),
];

function site(n: number, position: Point, isSeat = false) {
  return { id: `v${n}`, position, seat: isSeat };
}

function around({ lat, lng }: Point, km: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return { lat: lat + (Math.cos(angle) * km) / 111.2, lng: lng + (Math.sin(angle) * km) / 82.2 };
}

function pointsOf(map: Schematic): Point[] {
  const { outline, limits, contours, indexContours, woods, river, streams, mainRoad, roads, beyond, cells } =
    map;
  const lines = [
    limits,
    contours,
    indexContours,
    woods,
    river,
    streams,
    mainRoad,
    roads,
    beyond.roads,
    beyond.water,
  ];
  return [outline, ...lines.flat(), ...cells.flatMap((cell) => cell.rings)].flat();
}

/** Even-odd, as the map is filled. */
function inside(rings: readonly (readonly Point[])[], { lat, lng }: Point): boolean {
  let odd = false;
  for (const ring of rings) {
    ring.forEach((a, n) => {
      const b = ring[(n + 1) % ring.length]!;
      const crosses = a.lat > lat !== b.lat > lat;
      if (crosses && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng) odd = !odd;
    });
  }
  return odd;
}

function nearestOn(lines: readonly (readonly Point[])[], point: Point): number {
  return Math.min(...lines.flat().map((each) => distance(each, point)));
}

describe('the map of the example township', () => {
  const map = drawSchematic(township)!;

  it('is the same for the same villages and seed, and another for another seed', () => {
    expect(drawSchematic(township)).toEqual(map);
    expect(drawSchematic(township, 10)).not.toEqual(map);
  });

  it('has each village on the land and in its own cell', () => {
    for (const { id, position } of township) {
      expect(inside([map.outline], position)).toBe(true);
      expect(inside(map.cells.find((cell) => cell.id === id)!.rings, position)).toBe(true);
    }
  });

  it('has a road at every village and the river at none', () => {
    for (const { position } of township) {
      expect(nearestOn([...map.mainRoad, ...map.roads], position)).toBeLessThan(60);
      expect(nearestOn(map.river, position)).toBeGreaterThan(250);
    }
  });

  it('has woods, height lines, streams and limits, and roads and water that go on beyond', () => {
    const { woods, contours, indexContours, streams, limits, beyond } = map;
    for (const lines of [woods, contours, indexContours, streams, limits, beyond.roads, beyond.water]) {
      expect(lines.length).toBeGreaterThan(1);
    }
  });

  it('keeps what is inside on the land', () => {
    const { south, north, west, east } = map.bounds;
    const lines = [map.river, map.streams, map.mainRoad, map.roads, map.limits, map.contours].flat(2);
    for (const { lat, lng } of lines) {
      expect(lat >= south - 0.001 && lat <= north + 0.001 && lng >= west - 0.001 && lng <= east + 0.001).toBe(
        true,
      );
    }
  });

  it('stays a good map when a real pin is dropped', () => {
    const pin = { lat: 42.31, lng: 120.73 };
    const moved = township.map((each) => (each.id === 'v10' ? { ...each, position: pin } : each));
    const again = drawSchematic(moved)!;
    for (const { position } of moved) expect(inside([again.outline], position)).toBe(true);
    expect(again).not.toEqual(map);
  });
});

describe('villages that lie strangely', () => {
  const at = (lat: number, lng: number, n: number) => ({ id: `v${n}`, position: { lat, lng } });
  it.each([
    ['one village', [at(42.3, 120.8, 0)]],
    ['two', [at(42.3, 120.8, 0), at(42.4, 120.9, 1)]],
    ['all on one spot', Array.from({ length: 9 }, (_, n) => at(42.3, 120.8, n))],
    ['two spots', Array.from({ length: 9 }, (_, n) => at(42.3 + (n % 2) * 0.05, 120.8, n))],
    ['a line to the east', Array.from({ length: 8 }, (_, n) => at(42.3, 120.7 + n * 0.02, n))],
    ['a slanted line', Array.from({ length: 40 }, (_, n) => at(42.3 + n * 0.003, 120.7 + n * 0.004, n))],
    ['a metre apart', Array.from({ length: 5 }, (_, n) => at(42.3 + n * 1e-5, 120.8, n))],
    ['far in the north', [at(89.9, 10, 0), at(89.95, 20, 1), at(89.8, 15, 2)]],
    ['half the country', [at(30, 100, 0), at(45, 125, 1), at(25, 110, 2)]],
  ])('%s', (_name, villages) => {
    const map = drawSchematic(villages)!;
    expect(map.outline.length).toBeGreaterThan(20);
    expect(map.cells.length).toBe(villages.length);
    expect(pointsOf(map).every(({ lat, lng }) => Number.isFinite(lat) && Number.isFinite(lng))).toBe(true);
  });

  it('leaves out what is not on Earth, and draws nothing without villages', () => {
    expect(drawSchematic([])).toBeNull();
    expect(drawSchematic([at(NaN, 120, 0), at(0, Infinity, 1)])).toBeNull();
    expect(drawSchematic([...township, at(NaN, 120, 99)])).toEqual(drawSchematic(township));
  });

  it('draws any villages, each on the land, with finite numbers', () => {
    const position = fc.record({
      lat: fc.double({ min: 42.2, max: 42.45, noNaN: true }),
      lng: fc.double({ min: 120.6, max: 121, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 40 }), fc.nat(1000), (positions, seed) => {
        const villages = positions.map((each, n) => ({ id: `v${n}`, position: each }));
        const map = drawSchematic(villages, seed)!;
        expect(pointsOf(map).every(({ lat, lng }) => Number.isFinite(lat + lng))).toBe(true);
        for (const each of positions) expect(inside([map.outline], each)).toBe(true);
        expect(map.mainRoad.length + map.roads.length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });
});
