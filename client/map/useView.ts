import type { Map as LeafletMap } from 'leaflet';
import { reactive, type ShallowRef, watch } from 'vue';
import type { Extent } from './useBase.ts';
import { fitTo, type Margin } from './useLeaflet.ts';

/** What the furniture around the map needs to know of its view. */
export interface View {
  metresPerPixel: number;
  width: number;
  height: number;
  canZoomIn: boolean;
  canZoomOut: boolean;
}

/** The least width at which the furniture is laid out in full, in pixels. */
export const NARROW = 480;
/** The least size at which the legend does not cover what it explains. */
export const ROOMY = { width: 700, height: 520 };
/** Below this height the villages fill the view rather than the outline: names need the room. */
const LOW = 460;
/** Margins: the tools stand at the right, scale and note at the foot, names above their villages. */
const AROUND_ALL: Margin = { left: 14, top: 14, right: 60, bottom: 34 };
const AROUND_HOMES: Margin = { left: 44, top: 36, right: 84, bottom: 48 };
/** A wall is looked at from afar and never moved: the whole outline stands in it, and names have room within. */
const AROUND_WALL: Margin = { left: 24, top: 14, right: 24, bottom: 44 };

/**
 * The view of the map. It is fitted to the township once, when both the place and the size are known; until somebody
 * moves the map a change of its size fits it again. After that it never moves by itself.
 */
export function useView(
  map: Readonly<ShallowRef<LeafletMap | null>>,
  extent: Readonly<ShallowRef<Extent | null>>,
  wall: () => boolean,
) {
  const view = reactive<View>({ metresPerPixel: 0, width: 0, height: 0, canZoomIn: true, canZoomOut: true });
  let fitting = false;
  let fitted = false;
  let touched = false;

  function fit(): void {
    const [opened, box] = [map.value, extent.value];
    if (!opened || !box || opened.getSize().x === 0 || opened.getSize().y === 0) return;
    fitting = true;
    if (wall()) fitTo(opened, box.all, AROUND_WALL);
    else if (opened.getSize().y < LOW) fitTo(opened, box.homes, AROUND_HOMES);
    else fitTo(opened, box.all, AROUND_ALL);
    fitting = false;
    fitted = true;
  }

  function sized(): void {
    if (!touched) fit();
    measure();
  }

  function measure(): void {
    if (map.value) Object.assign(view, viewOf(map.value));
  }

  watch(map, (opened) => {
    opened?.on('movestart zoomstart', () => {
      if (!fitting) touched = true;
    });
    opened?.on('moveend zoomend', measure);
  });
  watch([map, extent], () => {
    if (!fitted) fit();
    measure();
  });
  return { view, fit, sized };
}

function viewOf(map: LeafletMap): View {
  const { x, y } = map.getSize();
  const left = map.containerPointToLatLng([x / 2, y / 2]);
  const right = map.containerPointToLatLng([x / 2 + 100, y / 2]);
  return {
    metresPerPixel: map.distance(left, right) / 100,
    width: x,
    height: y,
    canZoomIn: map.getZoom() < map.getMaxZoom(),
    canZoomOut: map.getZoom() > map.getMinZoom(),
  };
}
