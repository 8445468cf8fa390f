import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bearing,
  boundsOf,
  distance,
  isOnEarth,
  lengthOf,
  middleOf,
  within,
  type Point,
} from '../../shared/geo.ts';

const seat = { lat: 42.352, lng: 120.803 };
const point = fc.record({
  lat: fc.double({ min: -89, max: 89, noNaN: true }),
  lng: fc.double({ min: -179, max: 179, noNaN: true }),
});

describe('distance', () => {
  it('is a degree of latitude, 111.2 km', () => {
    expect(distance(seat, { lat: 43.352, lng: 120.803 })).toBeCloseTo(111_195, -1);
  });

  it('finds the rings of the example township, 4 and 8 km', () => {
    expect(distance(seat, { lat: 42.388, lng: 120.803 })).toBeCloseTo(4003, 0);
    expect(Math.abs(distance(seat, { lat: 42.352, lng: 120.9003 }) - 8000)).toBeLessThan(10);
  });

  it('is nothing to itself, the same both ways, and never more than half way round', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 3);
        expect(distance(a, b)).toBeLessThan(20_016_000);
      }),
    );
  });

  it('adds up along a line', () => {
    const line = [seat, { lat: 42.37, lng: 120.803 }, { lat: 42.388, lng: 120.803 }];
    expect(lengthOf(line)).toBeCloseTo(distance(line[0]!, line[2]!), 3);
    expect(lengthOf([seat])).toBe(0);
  });
});

describe('bearing', () => {
  it.each([
    ['north', { lat: 42.4, lng: 120.803 }, 0],
    ['east', { lat: 42.352, lng: 120.85 }, 90],
    ['south', { lat: 42.3, lng: 120.803 }, 180],
    ['west', { lat: 42.352, lng: 120.75 }, 270],
  ])('to the %s', (_name, to: Point, degrees) => {
    expect(Math.abs(bearing(seat, to) - degrees)).toBeLessThan(0.05);
  });
});

describe('boxes', () => {
  it('hold all points and their own middle', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (points) => {
        const box = boundsOf(points)!;
        expect(points.every((each) => within(box, each))).toBe(true);
        expect(within(box, middleOf(box))).toBe(true);
      }),
    );
  });

  it('are not there without points', () => {
    expect(boundsOf([])).toBeNull();
  });

  it('tell places on Earth from what is none', () => {
    expect(isOnEarth(seat)).toBe(true);
    for (const lat of [91, -91, NaN, Infinity]) expect(isOnEarth({ lat, lng: 0 })).toBe(false);
    expect(isOnEarth({ lat: 0, lng: 181 })).toBe(false);
  });
});
