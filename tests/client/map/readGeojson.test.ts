import { describe, expect, it } from 'vitest';
import { MOST_BYTES, pointsOf, readGeojson } from '../../../client/map/readGeojson.ts';

const square = [
  [120.7, 42.3],
  [120.9, 42.3],
  [120.9, 42.4],
  [120.7, 42.3],
];
const read = (value: unknown) => readGeojson(JSON.stringify(value));

describe('what is read', () => {
  it('takes a collection, and keeps shapes and names only', () => {
    const result = read({
      type: 'FeatureCollection',
      crs: { type: 'name' },
      features: [
        {
          type: 'Feature',
          properties: { name: '乡界', owner: 'x' },
          geometry: { type: 'Polygon', coordinates: [square] },
        },
        { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [120.8, 42.35, 512] } },
      ],
    });
    expect(result).toEqual({
      ok: true,
      vertices: 5,
      geojson: {
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { name: '乡界' },
            geometry: { type: 'Polygon', coordinates: [square] },
          },
          {
            type: 'Feature',
            properties: { name: '' },
            geometry: { type: 'Point', coordinates: [120.8, 42.35] },
          },
        ],
      },
    });
  });

  it.each([
    [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: square } }, 3],
    [{ type: 'LineString', coordinates: square.slice(0, 3) }, 3],
    [{ type: 'MultiLineString', coordinates: [square.slice(0, 3), square.slice(1, 3)] }, 5],
    [{ type: 'MultiPoint', coordinates: square }, 4],
    [{ type: 'MultiPolygon', coordinates: [[square], [square]] }, 8],
  ])('takes %j', (value, vertices) => {
    expect(read(value)).toMatchObject({ ok: true });
    expect(read(value)).toHaveProperty('vertices', vertices === 3 && value.type === 'Feature' ? 4 : vertices);
  });

  it('reads past a byte order mark', () => {
    expect(readGeojson(`\uFEFF${JSON.stringify({ type: 'Point', coordinates: [1, 2] })}`).ok).toBe(true);
  });

  it('cuts a name at 80 characters and takes line breaks out', () => {
    const name = `${'村'.repeat(50)}\n<b>${'道'.repeat(50)}`;
    const result = read({
      type: 'Feature',
      properties: { 名称: name },
      geometry: { type: 'Point', coordinates: [1, 2] },
    });
    const kept = result.ok ? result.geojson.features[0]!.properties.name : '';
    expect([...kept]).toHaveLength(80);
    expect(kept).not.toContain('\n');
  });

  it('thins a line that is finer than can be seen', () => {
    const line = Array.from({ length: 30_000 }, (_, n) => [120 + n * 1e-5, 42 + Math.sin(n / 1000) * 1e-5]);
    const result = read({ type: 'LineString', coordinates: line });
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.vertices).toBeLessThan(100);
  });

  it('gives its points for fitting a view', () => {
    const result = read({ type: 'MultiPolygon', coordinates: [[square]] });
    expect(result.ok && pointsOf(result.geojson)[1]).toEqual({ lat: 42.3, lng: 120.9 });
  });
});

describe('what is refused, with a sentence in both languages', () => {
  const line = (coordinates: unknown) => ({ type: 'LineString', coordinates });
  const zigzag = Array.from({ length: 21_000 }, (_, n) => [120 + n * 1e-4, 42 + (n % 2) * 0.1]);
  it.each([
    ['not JSON', 'hello', /JSON/],
    ['nothing', '', /JSON/],
    ['null', 'null', /FeatureCollection/],
    ['a number', '7', /FeatureCollection/],
    ['a list', '[]', /FeatureCollection/],
    ['no type', '{}', /points, lines/],
    ['TopoJSON', '{"type":"Topology","objects":{}}', /points, lines/],
    ['no features', '{"type":"FeatureCollection"}', /FeatureCollection/],
    ['an empty collection', '{"type":"FeatureCollection","features":[]}', /no shapes/],
    [
      'a feature that is none',
      '{"type":"FeatureCollection","features":[{"type":"Point"}]}',
      /FeatureCollection/,
    ],
    ['a feature without geometry', '{"type":"Feature","properties":{},"geometry":null}', /points, lines/],
    ['a collection of geometries', '{"type":"GeometryCollection","geometries":[]}', /points, lines/],
    ['a curve', '{"type":"CircularString","coordinates":[]}', /points, lines/],
    ['no coordinates', '{"type":"Point"}', /malformed/],
    ['words as coordinates', '{"type":"Point","coordinates":["120","42"]}', /malformed/],
    ['one number', '{"type":"Point","coordinates":[120]}', /malformed/],
    ['a line of one point', JSON.stringify(line([[120, 42]])), /malformed/],
    ['a line of numbers', JSON.stringify(line([120, 42])), /malformed/],
    [
      'a ring that is open',
      JSON.stringify({ type: 'Polygon', coordinates: [square.slice(0, 3).concat([[1, 1]])] }),
      /malformed/,
    ],
    ['a ring too short', JSON.stringify({ type: 'Polygon', coordinates: [square.slice(0, 3)] }), /malformed/],
    [
      'metres instead of degrees',
      JSON.stringify(
        line([
          [439000, 4689000],
          [439100, 4689100],
        ]),
      ),
      /WGS-84/,
    ],
    ['latitude first', JSON.stringify({ type: 'Point', coordinates: [42.3, 120.8] }), /WGS-84/],
    ['infinity', '{"type":"Point","coordinates":[1e999,0]}', /WGS-84/],
    ['too many vertices', JSON.stringify(line(zigzag)), /20,000/],
    [
      'too many features',
      JSON.stringify({ type: 'FeatureCollection', features: Array(5001).fill(null) }),
      /5,000/,
    ],
    ['too large', ' '.repeat(MOST_BYTES + 1), /5 MB/],
    ['too large in bytes only', `"${'村'.repeat(MOST_BYTES / 2)}"`, /5 MB/],
    ['a bottomless list', '['.repeat(100_000), /JSON/],
  ])('%s', (_name, text, sentence) => {
    const result = readGeojson(text);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problem.en).toMatch(sentence);
    expect(result.problem.zh).toMatch(/\p{Script=Han}/u);
  });

  it('does not follow a planted prototype', () => {
    const text =
      '{"type":"Feature","properties":{"__proto__":{"name":"x"}},"geometry":{"type":"Point","coordinates":[1,2]}}';
    const result = readGeojson(text);
    expect(result.ok && result.geojson.features[0]!.properties).toEqual({ name: '' });
  });
});
