import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FILE, openHouse, OTHER, PEOPLE, REPORT, reportWith, type House, type How } from './house.ts';
import { line } from './samples.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
afterEach(() => house.files.remove(FILE));

const words = new TextEncoder().encode('三户已转移');
const layer = (text: string, how: How = {}) =>
  house.send(FILE, new TextEncoder().encode(text), { of: 'layer', row: 'boundaries', ...how });

describe('a file of a report', () => {
  const may: Record<keyof typeof PEOPLE, number> = {
    desk: 201,
    leader: 201,
    liaison: 201,
    neighbour: 409,
    homeless: 409,
    administrator: 403,
    auditor: 403,
  };
  it.each(Object.entries(may))('from %s is answered %i', async (as, status) => {
    house.arrivals.length = 0;
    const sent = await house.send(FILE, words, { as: as as keyof typeof PEOPLE });
    expect(sent.status).toBe(status);
    expect(house.arrivals).toHaveLength(status === 201 ? 1 : 0);
    expect(await house.onDisk()).toHaveLength(status === 201 ? 1 : 0);
  });

  it('of another village is answered to the letter as one of no report at all', async () => {
    const foreign = await house.send(FILE, words, { as: 'neighbour' });
    const none = await house.send(FILE, words, { as: 'neighbour', row: 'none' });
    expect(foreign).toEqual(none);
  });

  it('of no village is for the desk alone', async () => {
    house.reports.set('nowhere', { ...reportWith(FILE), villageId: null, submittedBy: PEOPLE.desk });
    expect(await house.send(FILE, words, { as: 'homeless', row: 'nowhere' })).toMatchObject({ status: 409 });
    expect(await house.send(FILE, words, { as: 'desk', row: 'nowhere' })).toMatchObject({ status: 201 });
  });

  it('still arrives from its sender after the report was given to another village', async () => {
    house.reports.set('moved', { ...reportWith(FILE), villageId: OTHER });
    expect(await house.send(FILE, words, { as: 'liaison', row: 'moved' })).toMatchObject({ status: 201 });
  });

  it('that left for the archive takes no more, and says so, so that nobody repeats it', async () => {
    house.archived.add('gone');
    const late = await house.send(FILE, words, { as: 'liaison', row: 'gone' });
    expect(late).toMatchObject({ status: 422, body: { code: 'file.report-archived' } });
  });

  it('of another book is none of this one', async () => {
    const book = 'ex-00000000-0000-4000-8000-000000000000';
    expect(await house.send(FILE, words, { book, row: REPORT })).toMatchObject({ status: 409 });
  });
});

describe('a map layer', () => {
  const may: Record<keyof typeof PEOPLE, number> = {
    desk: 201,
    leader: 201,
    administrator: 201,
    liaison: 403,
    neighbour: 403,
    homeless: 403,
    auditor: 403,
  };
  it.each(Object.entries(may))('from %s is answered %i', async (as, status) => {
    expect(await layer(line(2), { as: as as keyof typeof PEOPLE })).toMatchObject({ status });
  });

  it('is stored as it is and announced to nobody', async () => {
    house.arrivals.length = 0;
    const text = `\n${line(20_000)}\n`;
    const sent = await layer(text, { name: 'roads.geojson' });
    const body = { media: 'application/geo+json', bytes: Buffer.byteLength(text), width: null, height: null };
    expect(sent).toMatchObject({ status: 201, body });
    expect(house.arrivals).toEqual([]);
    const hash = String(sent.body.hash);
    house.seen.add(`desk/${hash}`);
    const response = await fetch(`${house.url}/api/files/${hash}?book=real`);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-type')).toBe('application/geo+json');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  const feature = (geometry: unknown, properties: unknown = {}) =>
    JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] });
  const of = (type: string, coordinates: unknown) => feature({ type, coordinates });
  const deep = (depth: number): unknown =>
    depth === 0
      ? { type: 'Point', coordinates: [120, 42] }
      : { type: 'GeometryCollection', geometries: [deep(depth - 1)] };

  it.each([
    ['no features', '{"type":"FeatureCollection","features":[]}'],
    ['a feature without a place', feature(null)],
    ['heights', of('Point', [120.5, 42.6, 731])],
    ['polygons', of('MultiPolygon', [[[[120, 42], [121, 42], [121, 43], [120, 42]]]])], // prettier-ignore
    ['a collection', feature(deep(2))],
    ['names of any kind', feature(null, { name: '<script>', __proto__: null })],
  ])('may have %s', async (_name, text) => {
    expect(await layer(text)).toMatchObject({ status: 201 });
  });

  it.each([
    ['is no JSON', 'fire'],
    ['is not UTF-8', '\xff'],
    ['is cut off', line(10).slice(0, -5)],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['is a bare geometry', '{"type":"Point","coordinates":[120,42]}'],
    ['has features that are none', '{"type":"FeatureCollection","features":[1]}'],
    ['has a geometry that is none', feature({ type: 'Circle', coordinates: [120, 42] })],
    ['has a geometry of the kind constructor', feature({ type: 'constructor', coordinates: [120, 42] })],
    ['is in metres', of('Point', [4_712_345, 541_234])],
    ['lies east of the date line', of('Point', [180.1, 42])],
    ['lies beyond the pole', of('Point', [120, -90.1])],
    ['has words for numbers', of('Point', ['120', '42'])],
    ['has a point of one number', of('Point', [120])],
    ['has a line of one depth too many', of('LineString', [[[120, 42]]])],
    ['has a line of one depth too few', of('LineString', [120, 42])],
    ['has properties that are a list', feature(null, [])],
    ['is nested without end', feature(deep(6))],
    ['is a thousand lists deep', '['.repeat(200_000)],
  ])('is refused when it %s', async (_name, text) => {
    const bytes = text === '\xff' ? Uint8Array.of(0xff) : new TextEncoder().encode(text);
    const sent = await house.send(FILE, bytes, { of: 'layer', row: 'boundaries' });
    expect(sent).toMatchObject({ status: 422, body: { code: 'file.layer' } });
  });

  it('has at most 20,000 points and 5 MB', async () => {
    expect(await layer(line(20_001))).toMatchObject({ status: 413, body: { code: 'file.layer-too-many' } });
    const padded = line(2).padEnd(5 * 1024 * 1024, ' ');
    expect(await layer(padded)).toMatchObject({ status: 201 });
    await house.files.remove(FILE);
    const over = { status: 413, body: { code: 'file.too-large', en: 'The file is too large: at most 5 MB' } };
    expect(await layer(`${padded} `)).toMatchObject(over);
    const streamed = new Blob([`${padded} `]).stream();
    expect(await house.send(FILE, streamed, { of: 'layer' })).toMatchObject(over);
  });
});
