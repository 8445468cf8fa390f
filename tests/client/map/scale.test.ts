import { describe, expect, it } from 'vitest';
import { lengthWords, positionWords, scaleBar } from '../../../client/map/controls/scale.ts';
import { nextMark } from '../../../client/map/layers/roving.ts';

describe('the scale bar', () => {
  it.each([
    [41, 96, '3 km'],
    [20, 96, '1 km'],
    [24, 96, '2 km'],
    [100, 96, '5 km'],
    [0.5, 96, '30 m'],
    [5000, 96, '300 km'],
  ])('at %f m a pixel in %i pixels is %s', (metresPerPixel, most, words) => {
    const scale = scaleBar(metresPerPixel, most)!;
    expect(scale.words).toBe(words);
    expect(scale.pixels).toBeLessThanOrEqual(most * 1.001);
    expect(scale.metres / scale.pixels).toBeCloseTo(metresPerPixel);
  });

  it('is not there while the map has no size', () => {
    for (const metresPerPixel of [0, NaN, Infinity]) expect(scaleBar(metresPerPixel, 96)).toBeNull();
  });

  it('writes lengths and positions as people read them', () => {
    expect([640.4, 999.6, 3424, 10_900, 123_456].map(lengthWords)).toEqual([
      '640 m',
      '1000 m',
      '3.42 km',
      '10.9 km',
      '123 km',
    ]);
    expect(positionWords({ lat: 42.352, lng: 120.8030004 })).toBe('42.35200, 120.80300');
  });
});

describe('going from mark to mark by the arrow keys', () => {
  const spots = [
    { x: 100, y: 0 },
    { x: 60, y: 50 },
    { x: 0, y: 80 },
    { x: -5, y: -200 },
  ];
  it.each([
    ['right', [1, 0], 0],
    ['down', [0, 1], 2],
    ['up', [0, -1], 3],
    ['left', [-1, 0], -1],
  ] as const)('%s', (_name, way, next) => {
    expect(nextMark({ x: 0, y: 0 }, spots, way)).toBe(next);
  });
});
