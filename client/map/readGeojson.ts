import { isOnEarth, type Point } from '../../shared/geo.ts';
import type { Sentence } from '../ui/language.ts';
import { simplified } from './geometry/smooth.ts';

/** Longitude first, then latitude, as GeoJSON has it (RFC 7946); heights are left out. */
export type Position = [lng: number, lat: number];

export type PlainGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

/** Valid GeoJSON that holds nothing but shapes and their names. */
export interface PlainFeatures {
  type: 'FeatureCollection';
  features: { type: 'Feature'; properties: { name: string }; geometry: PlainGeometry }[];
}

export type ReadGeojson =
  | { readonly ok: true; readonly geojson: PlainFeatures; readonly vertices: number }
  | { readonly ok: false; readonly problem: Sentence };

export const MOST_BYTES = 5_000_000;
export const MOST_VERTICES = 20_000;
const MOST_FEATURES = 5_000;
/** About 5 m: nothing smaller can be seen on a township's map. */
const SLACK = 0.00005;
const STRETCH = 400;

/**
 * Reads a GeoJSON text that somebody chose as a map layer: a FeatureCollection, a Feature or a geometry in WGS-84.
 * Lines and rings are thinned to about 5 m; of the properties only a name of at most 80 characters is kept. What is
 * not understood in full is refused with a sentence, nothing is taken in part.
 */
export function readGeojson(text: string): ReadGeojson {
  if (text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES)
    return no(problems.size);
  try {
    const features = featuresOf(parsed(text)).map(plainFeature);
    const vertices = features.reduce((sum, { geometry }) => sum + count(geometry.coordinates), 0);
    if (features.length === 0) return no(problems.empty);
    if (vertices > MOST_VERTICES) return no(problems.vertices);
    return { ok: true, geojson: { type: 'FeatureCollection', features }, vertices };
  } catch (error) {
    if (error instanceof Unreadable) return no(error.problem);
    throw error;
  }
}

const problems = {
  size: { zh: '文件超过 5 MB', en: 'The file is larger than 5 MB' },
  json: { zh: '不是 GeoJSON：文件内容不是 JSON', en: 'Not GeoJSON: the file is not JSON' },
  kind: {
    zh: '不是 GeoJSON：应为 FeatureCollection、Feature 或点、线、面',
    en: 'Not GeoJSON: expected a FeatureCollection, a Feature, or points, lines, polygons',
  },
  features: { zh: '要素超过 5000 个', en: 'There are more than 5,000 features' },
  geometry: { zh: '只支持点、线、面', en: 'Only points, lines and polygons are supported' },
  coordinates: { zh: '坐标格式有误', en: 'The coordinates are malformed' },
  range: {
    zh: '坐标超出经纬度范围：请导出为 WGS-84（或 CGCS2000）经纬度',
    en: 'Coordinates are not degrees: export the file in WGS-84 (or CGCS2000)',
  },
  empty: { zh: '文件里没有图形', en: 'The file holds no shapes' },
  vertices: {
    zh: '图形太细：简化后仍超过 20000 个点',
    en: 'Too detailed: more than 20,000 points after thinning',
  },
} satisfies Record<string, Sentence>;

class Unreadable extends Error {
  readonly problem: Sentence;

  constructor(problem: Sentence) {
    super(problem.en);
    this.problem = problem;
  }
}

function no(problem: Sentence): ReadGeojson {
  return { ok: false, problem };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Unreadable(problems.json);
  }
}

function featuresOf(value: unknown): unknown[] {
  const { type, features } = record(value, problems.kind);
  if (type === 'Feature') return [value];
  if (type !== 'FeatureCollection') return [{ type: 'Feature', properties: null, geometry: value }];
  if (!Array.isArray(features)) throw new Unreadable(problems.kind);
  if (features.length > MOST_FEATURES) throw new Unreadable(problems.features);
  return features;
}

function plainFeature(value: unknown): PlainFeatures['features'][number] {
  const { type, geometry, properties } = record(value, problems.kind);
  if (type !== 'Feature') throw new Unreadable(problems.kind);
  return { type: 'Feature', properties: { name: nameIn(properties) }, geometry: plainGeometry(geometry) };
}

function nameIn(properties: unknown): string {
  if (properties === null || typeof properties !== 'object') return '';
  const name = ['name', 'NAME', 'Name', '名称'].map((key) => Reflect.get(properties, key)).find(isWord);
  return [...(name ?? '').replace(/\p{Cc}+/gu, ' ').trim()].slice(0, 80).join('');
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.trim().length > 0;
}

function plainGeometry(value: unknown): PlainGeometry {
  const { type, coordinates: c } = record(value, problems.geometry);
  if (type === 'Point') return { type, coordinates: position(c) };
  if (type === 'MultiPoint') return { type, coordinates: list(c, 1).map(position) };
  if (type === 'LineString') return { type, coordinates: line(c) };
  if (type === 'MultiLineString') return { type, coordinates: list(c, 1).map(line) };
  if (type === 'Polygon') return { type, coordinates: list(c, 1).map(ring) };
  if (type === 'MultiPolygon')
    return { type, coordinates: list(c, 1).map((part) => list(part, 1).map(ring)) };
  throw new Unreadable(problems.geometry);
}

function record(value: unknown, problem: Sentence): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Unreadable(problem);
  return value as Record<string, unknown>;
}

function list(value: unknown, least: number): unknown[] {
  if (!Array.isArray(value) || value.length < least) throw new Unreadable(problems.coordinates);
  return value;
}

function position(value: unknown): Position {
  const [lng, lat] = list(value, 2);
  if (typeof lng !== 'number' || typeof lat !== 'number') throw new Unreadable(problems.coordinates);
  if (!isOnEarth({ lat, lng })) throw new Unreadable(problems.range);
  return [lng, lat];
}

function line(value: unknown): Position[] {
  return thinned(list(value, 2).map(position), 2);
}

function ring(value: unknown): Position[] {
  const positions = list(value, 4).map(position);
  const [first, last] = [positions[0]!, positions[positions.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) throw new Unreadable(problems.coordinates);
  return thinned(positions, 4);
}

/** Thinned stretch by stretch, so that a line made to be slow is not; not at all if too few points would be left. */
function thinned(positions: Position[], least: number): Position[] {
  const kept: Position[] = [];
  for (let from = 0; from < positions.length - 1; from += STRETCH) {
    const stretch = positions.slice(from, from + STRETCH + 1).map(([x, y]) => ({ x, y }));
    for (const { x, y } of simplified(stretch, SLACK).slice(from === 0 ? 0 : 1)) kept.push([x, y]);
  }
  return kept.length < least ? positions : kept;
}

function count(coordinates: unknown[]): number {
  if (typeof coordinates[0] === 'number') return 1;
  return coordinates.reduce((sum: number, part) => sum + count(part as unknown[]), 0);
}

/** The points of features, for fitting a view to them. */
export function pointsOf({ features }: PlainFeatures): Point[] {
  const found: Point[] = [];
  const collect = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lng, lat] = coordinates as unknown[];
    if (typeof lng === 'number') found.push({ lng, lat: lat as number });
    else coordinates.forEach(collect);
  };
  for (const { geometry } of features) collect(geometry.coordinates);
  return found;
}
