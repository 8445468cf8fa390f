import { DivIcon, Marker, type Map as LeafletMap } from 'leaflet';
import { watch, type ShallowRef } from 'vue';
import type { Point } from '../../../shared/geo.ts';
import { svgOf } from '../layers/draw.ts';

/** A small cross on the map where the point is. */
export function useProbe(
  map: Readonly<ShallowRef<LeafletMap | null>>,
  point: Readonly<ShallowRef<Point | null>>,
): void {
  let cross: Marker | null = null;
  watch(point, (at) => {
    cross?.remove();
    cross = null;
    if (!at || !map.value) return;
    const html = svgOf({ reach: 9, pieces: CROSS });
    const icon = new DivIcon({ html, className: 'map-mark map-probe', iconSize: [18, 18] });
    cross = new Marker([at.lat, at.lng], { icon, interactive: false, keyboard: false }).addTo(map.value);
  });
}

const ARMS = 'M-8 0H-3M3 0H8M0 -8V-3M0 3V8';
const CROSS = [
  ['path', { class: 'm-cross-halo', d: ARMS }],
  ['path', { class: 'm-cross', d: ARMS }],
] as const;
