import {
  LayerGroup,
  SVG,
  type LatLngExpression,
  type Map as LeafletMap,
  type PolylineOptions,
} from 'leaflet';
import type { Bounds, Point } from '../../../shared/geo.ts';
import { FinePolygon, FinePolyline } from './fineLines.ts';
import type { Schematic } from '../schematic/drawSchematic.ts';

/**
 * The schematic map as one layer: a path for each kind of thing, in a pane and with a renderer of its own. The
 * paths carry classes only; map.css gives them their colours, so a change of theme needs nothing from here.
 */
export function schematicLayer(schematic: Schematic, map: LeafletMap): LayerGroup {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  pane.setAttribute('aria-hidden', 'true');
  const common = { pane: PANE, renderer: new SVG({ pane: PANE, padding: 0.35 }), interactive: false };
  const line = (name: string, lines: readonly Line[], options: PolylineOptions = {}) =>
    new FinePolyline(lines.map(open), { ...common, className: `map-ground ${name}`, ...options });
  const area = (name: string, rings: readonly Line[]) =>
    new FinePolygon(rings.map(open), {
      ...common,
      className: `map-ground ${name}`,
      stroke: false,
      smoothFactor: 0.25,
    });
  const ring = [[...schematic.outline, schematic.outline[0]!]];
  const tinted = schematic.cells.filter((cell) => cell.tinted).flatMap((cell) => cell.rings);
  const fine = { smoothFactor: 0.25 };
  return new LayerGroup([
    area('map-land', [schematic.outline]),
    area('map-tint', tinted),
    area('map-woods', schematic.woods),
    line('map-contour', schematic.contours, fine),
    line('map-contour map-contour-index', schematic.indexContours, fine),
    line('map-limit', schematic.limits, fine),
    line('map-band', ring, { weight: 32 }),
    area('map-outside', [around(schematic.bounds), schematic.outline]),
    line('map-beyond-road', schematic.beyond.roads),
    line('map-beyond-water', schematic.beyond.water),
    line('map-stream', schematic.streams, fine),
    line('map-river', schematic.river, fine),
    line('map-road-case', schematic.roads, fine),
    line('map-road-case map-main-road', schematic.mainRoad, fine),
    line('map-road', schematic.roads, fine),
    line('map-road map-main-road', schematic.mainRoad, fine),
    line('map-outline', ring, { smoothFactor: 0.25 }),
  ]);
}

type Line = readonly Point[];
const PANE = 'schematic';

function open(line: Line): LatLngExpression[] {
  return line.map(({ lat, lng }) => [lat, lng]);
}

/** A box well around the land: with the outline as its hole it hides what is drawn past the edge. */
function around({ south, west, north, east }: Bounds): Line {
  const [dy, dx] = [(north - south) * 0.5, (east - west) * 0.5];
  return [
    { lat: south - dy, lng: west - dx },
    { lat: north + dy, lng: west - dx },
    { lat: north + dy, lng: east + dx },
    { lat: south - dy, lng: east + dx },
  ];
}
