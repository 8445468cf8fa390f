import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { computed, shallowRef, watch, type ShallowRef } from 'vue';
import type { Point } from '../../shared/geo.ts';
import { useMeasure } from './tools/useMeasure.ts';
import { useProbe } from './tools/useProbe.ts';

/** What the line at the foot of the map says. */
export type Readout =
  | { readonly kind: 'measure'; readonly metres: number }
  | { readonly kind: 'pick' | 'pin' }
  | { readonly kind: 'point'; readonly point: Point };

type MapRef = Readonly<ShallowRef<LeafletMap | null>>;
interface Asked {
  picking(): boolean;
  pinning(): boolean;
  /** Whether a press may show the position of the place. */
  idle(): boolean;
}

/**
 * What a press on the map does: pick a point while the screen asks for one, else measure, else show the position.
 * By keyboard, with the map itself in focus, Enter presses its centre; Escape ends what is going on. `press` says
 * whether it took the point.
 */
export function useTools(map: MapRef, asked: Asked, picked: (point: Point) => void) {
  const measure = useMeasure(map);
  const point = shallowRef<Point | null>(null);
  useProbe(map, point);
  const aiming = computed(() => asked.picking() || measure.active.value);
  const readout = computed<Readout | null>(() => {
    if (asked.picking()) return { kind: 'pick' };
    if (measure.active.value) return { kind: 'measure', metres: measure.metres.value };
    if (asked.pinning()) return { kind: 'pin' };
    return point.value ? { kind: 'point', point: point.value } : null;
  });

  function press(at: Point): boolean {
    if (asked.picking()) picked(at);
    else if (measure.active.value) measure.add(at);
    else return false;
    return true;
  }

  watch(map, (opened) => {
    opened?.on('click', ({ latlng }: LeafletMouseEvent) => {
      if (!press(plain(latlng)) && asked.idle()) point.value = plain(latlng);
    });
  });
  watch([map, aiming], ([opened, aims]) => {
    if (aims) point.value = null;
    opened?.doubleClickZoom[aims ? 'disable' : 'enable']();
  });
  const close = () => (point.value = null);
  const key = keys(map, press, () => measure.end() || (point.value !== null && close() === null));
  return { readout, aiming, measuring: measure.active, press, key, toggleMeasuring: measure.toggle, close };
}

/** `escape` says whether there was anything to end; if not, the key goes on to the screen around the map. */
function keys(map: MapRef, press: (at: Point) => boolean, escape: () => boolean) {
  return (event: KeyboardEvent): void => {
    if (event.isComposing || !map.value) return;
    const handled =
      event.key === 'Escape'
        ? escape()
        : event.key === 'Enter' &&
          event.target === map.value.getContainer() &&
          press(plain(map.value.getCenter()));
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function plain({ lat, lng }: Point): Point {
  return { lat, lng };
}
