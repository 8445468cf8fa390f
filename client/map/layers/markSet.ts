import { DivIcon, LatLng, Marker, type Map as LeafletMap } from 'leaflet';
import { isOnEarth, type Point } from '../../../shared/geo.ts';
import { markBody, type Look, type MarkBody, type Sketch } from './markBody.ts';

/** A row on the map, with its marker and body. */
export interface Shown extends MarkBody {
  readonly id: string;
  readonly marker: Marker;
}

export interface MarkRow {
  readonly id: string;
  readonly position: Point;
}

/**
 * The marks of one kind of row, in a pane of their own. Rows that did not change keep their elements, so focus and
 * hover stay where they are.
 */
export class MarkSet<Row extends MarkRow> {
  readonly pane: string;
  private readonly map: LeafletMap;
  private readonly sketch: (row: Row) => Sketch;
  private readonly press: (row: Row) => void;
  private readonly shown = new Map<string, Entry<Row>>();

  constructor(map: LeafletMap, pane: string, sketch: (row: Row) => Sketch, press: (row: Row) => void) {
    this.map = map;
    this.pane = pane;
    this.sketch = sketch;
    this.press = press;
    if (!map.getPane(pane)) map.createPane(pane);
  }

  /**
   * Brings the map to these rows. A row whose position is not on Earth is left out; one that is the very same as
   * before is not looked at again unless `anew` says that its sketch may be another.
   */
  show(rows: readonly Row[], look: Look, anew: boolean): void {
    const wanted = new Set<string>();
    for (const row of rows) {
      if (!isOnEarth(row.position)) continue;
      wanted.add(row.id);
      const before = this.shown.get(row.id);
      if (!anew && before?.row === row) continue;
      const sketch = this.sketch(row);
      const stamp = JSON.stringify([sketch, row.position, look]);
      if (before?.stamp === stamp) before.row = row;
      else this.put(row, { ...markBody(sketch, look, before?.body), id: row.id, stamp }, look);
    }
    for (const [id, { marker }] of this.shown) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.shown.delete(id);
    }
  }

  all(): Iterable<Shown> {
    return this.shown.values();
  }

  get(id: string): Shown | undefined {
    return this.shown.get(id);
  }

  private put(row: Row, made: Omit<Entry<Row>, 'marker' | 'row'>, { interactive }: Look): void {
    const before = this.shown.get(row.id);
    const at = new LatLng(row.position.lat, row.position.lng);
    const marker = before?.marker ?? this.markerAt(at, made.body, row.id, interactive);
    marker.setLatLng(at);
    this.shown.set(row.id, { ...made, row, marker });
  }

  private markerAt(at: LatLng, body: HTMLElement, id: string, interactive: boolean): Marker {
    const icon = new DivIcon({ html: body, className: 'map-mark', iconSize: [0, 0] });
    const marker = new Marker(at, { icon, pane: this.pane, keyboard: false, interactive });
    marker.on('click', () => {
      const entry = this.shown.get(id);
      if (entry) this.press(entry.row);
    });
    return marker.addTo(this.map);
  }
}

type Entry<Row> = Shown & { readonly stamp: string; row: Row };
