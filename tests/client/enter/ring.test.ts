import { describe, expect, test } from 'vitest';
import type { VillageDraft } from '../../../client/faces/enter/setup/draft.ts';
import {
  NOWHERE,
  placeholderRing,
  withPlaceholders,
} from '../../../client/faces/enter/setup/villages/ring.ts';
import { distance, isOnEarth } from '../../../shared/geo.ts';

const SEAT = { lat: 42.352, lng: 120.803 };
const village = (name: string, position: VillageDraft['position'] = null): VillageDraft => ({
  ...{ id: name, code: null, name, alias: null, position, surveyed: position !== null },
});

describe('placeholder positions', () => {
  test.each([1, 5, 6, 7, 18, 19, 59])('%i stand apart, on rings of about 4 km', (count) => {
    const points = placeholderRing(SEAT, count);
    expect(points).toHaveLength(count);
    expect(points.every(isOnEarth)).toBe(true);
    const all = [SEAT, ...points];
    const gaps = all.flatMap((a, n) => all.slice(n + 1).map((b) => distance(a, b)));
    expect(Math.min(...gaps)).toBeGreaterThan(2_900);
    for (const point of points) {
      const rings = distance(SEAT, point) / 4_003;
      expect(Math.abs(rings - Math.round(rings))).toBeLessThan(0.02);
    }
  });

  test('go to those that have none, around the village named like the unit', () => {
    const seat = village('土城子村', SEAT);
    const real = village('高和村', { lat: 42.388, lng: 120.803 });
    const placed = withPlaceholders('土城子乡', [real, seat, village('成山村'), village('七家子村')]);
    expect(placed.map(({ name }) => name)).toEqual(['高和村', '土城子村', '成山村', '七家子村']);
    expect(placed.slice(0, 2).map(({ position }) => position)).toEqual([real.position, SEAT]);
    expect(placed.slice(2).map(({ position }) => Math.round(distance(SEAT, position) / 100))).toEqual([
      40, 40,
    ]);
    expect(placed.slice(2).map(({ surveyed }) => surveyed)).toEqual([false, false]);
  });

  test('go around the middle of what is known, when no village is the seat', () => {
    const known = [village('东村', { lat: 42, lng: 120 }), village('西村', { lat: 44, lng: 122 })];
    const [, , lost] = withPlaceholders('某镇', [...known, village('新村')]);
    expect(Math.round(distance({ lat: 43, lng: 121 }, lost!.position) / 100)).toBe(40);
  });

  test('stand nowhere in particular when nothing is known, and the seat in their middle', () => {
    const [seat, other] = withPlaceholders('某镇', [village('某村'), village('新村')]);
    expect(seat!.position).toEqual(NOWHERE);
    expect(Math.round(distance(NOWHERE, other!.position) / 100)).toBe(40);
  });
});
