import type { LatLng, Map as LeafletMap, Marker } from 'leaflet';
import type { Point } from '../../../shared/geo.ts';
import type { Shown } from '../layers/markSet.ts';

/** What a key moves a mark by, in pixels of the screen: with Shift it is the fine step. */
const STEP = 12;
const FINE = 1;
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * Lets marks be moved by dragging, or by arrow keys while one has the focus and Enter to drop it. Tells where each
 * was dropped. Escape puts back one that was moved by keys. What is returned ends it; marks stay where they are.
 */
export function makeMovable(
  map: LeafletMap,
  marks: Iterable<Shown>,
  dropped: (id: string, at: Point) => void,
): () => void {
  const ends = [...marks].map((mark) => movable(map, mark, (at) => dropped(mark.id, at)));
  return () => ends.forEach((end) => end());
}

function movable(map: LeafletMap, { marker, body }: Shown, dropped: (at: Point) => void): () => void {
  const drop = () => dropped(pointOf(marker));
  let from: LatLng | null = null;
  const key = (event: KeyboardEvent) => {
    const way = WAYS[event.key];
    if (!way && !(from && (event.key === 'Enter' || event.key === 'Escape'))) return;
    event.preventDefault();
    event.stopPropagation();
    if (way) {
      from ??= marker.getLatLng();
      moveBy(map, marker, way, event.shiftKey ? FINE : STEP);
      return;
    }
    if (event.key === 'Enter') drop();
    else marker.setLatLng(from!);
    from = null;
  };
  marker.options.draggable = true;
  marker.dragging?.enable();
  marker.on('dragend', drop);
  body.addEventListener('keydown', key);
  body.classList.add('is-movable');
  return () => {
    marker.dragging?.disable();
    marker.off('dragend', drop);
    body.removeEventListener('keydown', key);
    body.classList.remove('is-movable');
  };
}

function moveBy(map: LeafletMap, marker: Marker, [x, y]: readonly [number, number], step: number): void {
  const at = map.latLngToLayerPoint(marker.getLatLng()).add([x * step, y * step]);
  marker.setLatLng(map.layerPointToLatLng(at));
}

function pointOf(marker: Marker): Point {
  const { lat, lng } = marker.getLatLng();
  return { lat, lng };
}
