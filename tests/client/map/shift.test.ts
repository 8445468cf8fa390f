import { describe, expect, it } from 'vitest';
import { shifted, unshifted } from '../../../client/map/base/shift.ts';
import { distance } from '../../../shared/geo.ts';

const seat = { lat: 42.352, lng: 120.803 };

/** The vectors of docs/rules.md, "Coordinate systems". */
describe('shifted coordinate systems', () => {
  it.each([
    ['gcj02', { lat: 42.354111, lng: 120.80846 }, 506],
    ['bd09', { lat: 42.36008, lng: 120.814965 }, 1332],
  ] as const)('%s at the seat', (system, there, metres) => {
    const point = shifted(seat, system);
    expect(Math.abs(point.lat - there.lat)).toBeLessThan(1e-5);
    expect(Math.abs(point.lng - there.lng)).toBeLessThan(1e-5);
    expect(Math.abs(distance(seat, point) - metres)).toBeLessThan(5);
    expect(distance(unshifted(point, system), seat)).toBeLessThan(1);
  });

  it('gives the published pair', () => {
    const { lat, lng } = shifted({ lat: 39.915, lng: 116.404 }, 'gcj02');
    expect(lat).toBeCloseTo(39.916404282, 5);
    expect(lng).toBeCloseTo(116.410244499, 5);
  });

  it('leaves WGS-84 as it is', () => {
    expect(shifted(seat, 'wgs84')).toEqual(seat);
    expect(unshifted(seat, 'wgs84')).toEqual(seat);
  });
});
