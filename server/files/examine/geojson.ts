import { readFile } from 'node:fs/promises';
import type { Finding } from './task.ts';

const MOST_POINTS = 20_000;

/** How deep the positions of each kind of geometry lie (RFC 7946, 3.1). */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Whether a file is a layer: a FeatureCollection in degrees, with no more points than a phone can draw. */
export async function readLayer(path: string): Promise<Finding> {
  const points = countPoints(parsed(await readFile(path)));
  if (points === null) return { what: 'no', code: 'file.layer' };
  return points > MOST_POINTS ? { what: 'no', code: 'file.layer-too-many' } : { what: 'layer' };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof TypeError) return null;
    throw problem;
  }
}

/** Null when anything is not as the standard has it. */
function countPoints(value: unknown): number | null {
  if (!isObject(value) || value.type !== 'FeatureCollection' || !Array.isArray(value.features)) return null;
  return summed(value.features, (feature) => {
    if (!isObject(feature) || feature.type !== 'Feature') return null;
    if (!isObject(feature.properties) && (feature.properties ?? null) !== null) return null;
    return feature.geometry === null ? 0 : ofGeometry(feature.geometry, 0);
  });
}

function ofGeometry(geometry: unknown, nested: number): number | null {
  if (!isObject(geometry) || typeof geometry.type !== 'string') return null;
  if (geometry.type === 'GeometryCollection') {
    if (nested > 3 || !Array.isArray(geometry.geometries)) return null;
    return summed(geometry.geometries, (part) => ofGeometry(part, nested + 1));
  }
  const depth = Object.hasOwn(DEPTHS, geometry.type) ? (DEPTHS[geometry.type] as number) : null;
  return depth === null ? null : ofPositions(geometry.coordinates, depth);
}

function ofPositions(value: unknown, depth: number): number | null {
  if (!Array.isArray(value)) return null;
  if (depth > 0) return summed(value, (part) => ofPositions(part, depth - 1));
  const [lng, lat] = value as unknown[];
  const numbers = value.length >= 2 && value.length <= 4 && value.every((n) => Number.isFinite(n));
  return numbers && Math.abs(lng as number) <= 180 && Math.abs(lat as number) <= 90 ? 1 : null;
}

function summed(values: unknown[], count: (value: unknown) => number | null): number | null {
  let sum = 0;
  for (const value of values) {
    const n = count(value);
    if (n === null) return null;
    sum += n;
  }
  return sum;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
