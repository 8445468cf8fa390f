import type { Map as LeafletMap } from 'leaflet';
import { language } from '../../ui/language.ts';
import type { IncidentMark, Part, PlaceMark, ReportMark, VillageMark } from '../marks.ts';
import { fanOut } from '../labels/fan.ts';
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
  private dress = '';

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
    const dress = JSON.stringify([look, language.value, rows.selected]);
    const anew = dress !== this.dress;
    this.dress = dress;
    this.selected = rows.selected;
    const visible = <T>(part: Part, all: readonly T[]) => (rows.hidden.has(part) ? [] : all);
    this.incidents.show(visible('incidents', rows.incidents), look, anew);
    this.reports.show(visible('reports', rows.reports), look, anew);
    this.places.show(rows.marks, look, anew);
    this.villages.show(visible('villages', rows.villages), look, anew);
    this.roving.settle();
    this.label();
  }

  /** Moves marks that hide one another apart and finds places for the labels, for the view as it is now. */
  label(): void {
    const size = this.map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const view = { left: 4, top: 4, right: size.x - 4, bottom: size.y - 4 };
    const loose = [this.incidents, this.reports, this.places].flatMap((set) => this.standing(set));
    const moves = fanOut(loose.map(({ id, x, y, shown }) => ({ id, x, y, radius: shown.reach })));
    const all = [...loose, ...this.standing(this.villages)].map((mark) => {
      const move = moves.get(mark.id) ?? STILL;
      return { ...mark, move, x: mark.x + move.dx, y: mark.y + move.dy };
    });
    const places = placeLabels(all.map(requestOf), this.furniture(), view);
    for (const { id, shown, move } of all) shown.place(move, places.get(id) ?? null);
  }

  /** Where the marks of a set stand in the view. */
  private standing(set: { pane: string; all(): Iterable<Shown> }): Standing[] {
    return [...set.all()].map((shown) => {
      const { x, y } = this.map.latLngToContainerPoint(shown.marker.getLatLng());
      return { id: `${set.pane}/${shown.id}`, shown, x, y };
    });
  }
}

interface Standing {
  readonly id: string;
  readonly shown: Shown;
  readonly x: number;
  readonly y: number;
}

const STILL = { dx: 0, dy: 0 };

function requestOf({ id, shown, x, y }: Standing): LabelRequest {
  const { label, width, briefWidth, height, reach } = shown;
  const mark = { id, x, y, clear: reach, width, height };
  if (!label) return { ...mark, rank: 99, style: 'chip', keep: false };
  const { rank, style, beside, keep } = label;
  return { ...mark, brief: briefWidth, rank, style, beside, keep };
}
