import { LatLng, Polygon, Polyline, type Bounds, type Map as LeafletMap, type Point } from 'leaflet';

/**
 * Leaflet draws lines on whole pixels, which makes a smooth curve of many points tremble. These two are drawn where
 * they are: they take the place of `_projectLatlngs` (Leaflet 1.9), which its types leave out.
 */
export class FinePolyline extends Polyline {
  _projectLatlngs(latlngs: Lines, result: Point[][], bounds: Bounds): void {
    result.push(...projected(latlngs, this._map, bounds));
  }
}

export class FinePolygon extends Polygon {
  _projectLatlngs(latlngs: Lines, result: Point[][], bounds: Bounds): void {
    result.push(...projected(latlngs, this._map, bounds));
  }
}

type Lines = LatLng[] | LatLng[][];

function projected(latlngs: Lines, map: LeafletMap, bounds: Bounds): Point[][] {
  const origin = map.getPixelOrigin();
  return linesIn(latlngs).map((line) =>
    line.map((latlng) => {
      const point = map.project(latlng).subtract(origin);
      bounds.extend(point);
      return point;
    }),
  );
}

function linesIn(latlngs: Lines): LatLng[][] {
  return latlngs[0] instanceof LatLng ? [latlngs as LatLng[]] : (latlngs as LatLng[][]);
}
