import { LatLngBounds, Map as LeafletMap, type MapOptions } from 'leaflet';
import { onBeforeUnmount, onMounted, type Ref } from 'vue';
import type { Bounds } from '../../shared/geo.ts';

/**
 * Opens a Leaflet map in the element when the component is mounted, tells `ready`, keeps the map's size, and takes
 * it down with the component. `sized` is told of every change of size, also of the first one that is not nothing.
 */
export function useLeaflet(
  element: Readonly<Ref<HTMLElement | null>>,
  ready: (map: LeafletMap) => void,
  sized: (map: LeafletMap) => void,
): void {
  let map: LeafletMap | null = null;
  let watcher: ResizeObserver | null = null;
  onMounted(() => {
    if (!element.value) return;
    const opened = new LeafletMap(element.value, options());
    map = opened;
    ready(opened);
    watcher = new ResizeObserver(() => {
      opened.invalidateSize({ pan: false, animate: false });
      sized(opened);
    });
    watcher.observe(element.value);
  });
  onBeforeUnmount(() => {
    watcher?.disconnect();
    map?.remove();
    map = null;
  });
}

/** Room to leave at the edges of the view, in pixels. */
export interface Margin {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Shows the whole box within the margin; at once, without flying. */
export function fitTo(map: LeafletMap, { south, west, north, east }: Bounds, margin: Margin): void {
  map.fitBounds(new LatLngBounds([south, west], [north, east]), {
    paddingTopLeft: [margin.left, margin.top],
    paddingBottomRight: [margin.right, margin.bottom],
    animate: false,
    maxZoom: 16,
  });
}

/** Where the map is before it knows any place: nothing is drawn there, so nothing is asked for. */
const NOWHERE: [number, number] = [42.35, 120.8];

function options(): MapOptions {
  const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
  return {
    center: NOWHERE,
    zoom: 11,
    minZoom: 7,
    maxZoom: 18,
    zoomSnap: 0,
    zoomDelta: 0.8,
    wheelPxPerZoomLevel: 110,
    zoomControl: false,
    attributionControl: false,
    fadeAnimation: false,
    zoomAnimation: !still,
    inertia: !still,
    boxZoom: false,
    maxBoundsViscosity: 1,
  };
}
