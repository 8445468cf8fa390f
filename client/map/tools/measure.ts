import { CircleMarker, LayerGroup, Polyline, type Map as LeafletMap } from 'leaflet';
import { lengthOf, type Point } from '../../../shared/geo.ts';

const PANE = 'tools';

/** The line a person measures along: points, the stretches between them, and one to where the pointer is. */
export class Measure {
  private readonly group: LayerGroup;
  private readonly line: Polyline;
  private readonly ahead: Polyline;
  private points: Point[] = [];

  constructor(map: LeafletMap) {
    const pane = map.getPane(PANE) ?? map.createPane(PANE);
    pane.setAttribute('aria-hidden', 'true');
    const common = { pane: PANE, interactive: false };
    this.line = new Polyline([], { ...common, className: 'map-measure' });
    this.ahead = new Polyline([], { ...common, className: 'map-measure is-ahead' });
    this.group = new LayerGroup([this.ahead, this.line]).addTo(map);
  }

  /** The length so far in metres. */
  add(point: Point): number {
    this.points.push(point);
    const dot = { pane: PANE, interactive: false, radius: 4, className: 'map-measure-dot' };
    this.group.addLayer(new CircleMarker([point.lat, point.lng], dot));
    this.line.setLatLngs(this.points.map(({ lat, lng }) => [lat, lng]));
    this.ahead.setLatLngs([]);
    return lengthOf(this.points);
  }

  /** Follows the pointer from the last point; the length with that stretch, in metres. */
  reach(point: Point): number {
    const last = this.points[this.points.length - 1];
    if (!last) return 0;
    this.ahead.setLatLngs([
      [last.lat, last.lng],
      [point.lat, point.lng],
    ]);
    return lengthOf([...this.points, point]);
  }

  remove(): void {
    this.group.remove();
    this.points = [];
  }
}
