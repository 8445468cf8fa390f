import type { Map as LeafletMap } from 'leaflet';
import type { IncidentMark, Part, PlaceMark, ReportMark, VillageMark } from '../marks.ts';
import { fanOut, type Disc } from '../labels/fan.ts';
import { incidentSketch } from './incidentLayer.ts';
import type { Box, LabelRequest } from '../labels/label.ts';
import { placeLabels } from '../labels/placeLabels.ts';
import type { Look } from './markBody.ts';
import { MarkSet, type Shown } from './markSet.ts';
import { Roving } from './roving.ts';
import { placeSketch } from './placeLayer.ts';
import { reportSketch } from './reportLayer.ts';
import { villageSketch } from './villageLayer.ts';

/** What is to be marked now. */
export interface Rows {
  readonly villages: readonly VillageMark[];
  readonly incidents: readonly IncidentMark[];
  readonly reports: readonly ReportMark[];
  readonly marks: readonly PlaceMark[];
  readonly selected: string | null;
  readonly hidden: ReadonlySet<string>;
}

export type Press = (
  kind: 'incident' | 'report' | 'village' | 'mark',
  row: { id: string; position: VillageMark['position'] },
) => void;

/**
 * All marks and their labels. Panes are made in the order of reading, incidents first, so the Tab key visits them
 * so; which of them lies on top is up to map.css.
 */
export class MarkLayers {
  readonly villages: MarkSet<VillageMark>;
  private readonly map: LeafletMap;
  private readonly incidents: MarkSet<IncidentMark>;
  private readonly reports: MarkSet<ReportMark>;
  private readonly places: MarkSet<PlaceMark>;
  private readonly furniture: () => Box[];
  private readonly roving: Roving;
  private selected: string | null = null;

  constructor(map: LeafletMap, press: Press, furniture: () => Box[]) {
    this.map = map;
    this.furniture = furniture;
    this.roving = new Roving(map.getContainer());
    const chosen = (id: string) => id === this.selected;
    this.incidents = new MarkSet(
      map,
      'incidents',
      (row) => incidentSketch(row, chosen(row.id)),
      (row) => press('incident', row),
    );
    this.reports = new MarkSet(
      map,
      'reports',
      (row) => reportSketch(row, chosen(row.id)),
      (row) => press('report', row),
    );
    this.places = new MarkSet(map, 'places', placeSketch, (row) => press('mark', row));
    this.villages = new MarkSet(
      map,
      'villages',
      (row) => villageSketch(row, chosen(row.id)),
      (row) => press('village', row),
    );
  }

  show(rows: Rows, look: Look): void {
    this.selected = rows.selected;
    const visible = <T>(part: Part, all: readonly T[]) => (rows.hidden.has(part) ? [] : all);
    this.incidents.show(visible('incidents', rows.incidents), look);
    this.reports.show(visible('reports', rows.reports), look);
    this.places.show(rows.marks, look);
    this.villages.show(visible('villages', rows.villages), look);
    this.roving.settle();
    this.label();
  }

  /** Moves marks that hide one another apart and finds places for the labels, for the view as it is now. */
  label(): void {
    const size = this.map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const view = { left: 4, top: 4, right: size.x - 4, bottom: size.y - 4 };
    const discs = [this.incidents, this.reports, this.places].flatMap((set) => this.discsOf(set));
    const moves = fanOut(discs.map(({ disc }) => disc));
    const all = [
      ...discs.map(({ shown, disc }) => ({ shown, x: disc.x, y: disc.y, move: moves.get(disc.id)! })),
      ...this.discsOf(this.villages).map(({ shown, disc }) => ({ shown, x: disc.x, y: disc.y, move: STILL })),
    ];
    const requests = all.map(({ shown, x, y, move }) => requestOf(shown, x + move.dx, y + move.dy));
    const places = placeLabels(requests, this.furniture(), view);
    all.forEach(({ shown, move }, n) => shown.place(move, shown.label ? places.get(requests[n]!.id)! : null));
  }

  private discsOf(set: { all(): Iterable<Shown> }): { shown: Shown; disc: Disc }[] {
    return [...set.all()].map((shown) => {
      const { x, y } = this.map.latLngToContainerPoint(shown.marker.getLatLng());
      return { shown, disc: { id: shown.body.className + shown.id, x, y, radius: shown.reach } };
    });
  }
}

const STILL = { dx: 0, dy: 0 };

function requestOf(shown: Shown, x: number, y: number): LabelRequest {
  const { label, width, briefWidth, height, reach } = shown;
  const id = shown.body.className + shown.id;
  const common = { id, x, y, clear: reach, width, height };
  if (!label) return { ...common, rank: 99, style: 'name', keep: false };
  const { rank, style, beside, keep } = label;
  return { ...common, brief: briefWidth, rank, style, beside, keep };
}
