import { CircleMarker, GeoJSON, type Map as LeafletMap } from 'leaflet';
import type { ImportedLayer } from '../marks.ts';

const PANE = 'imported';

/** An imported layer, drawn by its kind; it takes no clicks. */
export function importedLayer(layer: ImportedLayer, map: LeafletMap): GeoJSON {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  pane.setAttribute('aria-hidden', 'true');
  const style = { pane: PANE, interactive: false, className: `map-imported is-${layer.kind}` };
  return new GeoJSON(layer.geojson, {
    ...style,
    style: () => style,
    pointToLayer: (_feature, at) => new CircleMarker(at, { ...style, radius: 4 }),
  });
}
