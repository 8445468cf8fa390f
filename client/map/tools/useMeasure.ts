import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ShallowRef } from 'vue';
import type { Point } from '../../../shared/geo.ts';
import { Measure } from './measure.ts';

/** Measuring along points on the map, from the press of its button to Escape or the next press of the button. */
export function useMeasure(map: Readonly<ShallowRef<LeafletMap | null>>) {
  const line = shallowRef<Measure | null>(null);
  const metres = ref(0);

  /** Whether there was anything to end. */
  function end(): boolean {
    const had = line.value !== null;
    line.value?.remove();
    line.value = null;
    metres.value = 0;
    return had;
  }

  function toggle(): void {
    if (end() || !map.value) return;
    line.value = new Measure(map.value);
    map.value.getContainer().focus({ preventScroll: true });
  }

  function add(point: Point): void {
    if (line.value) metres.value = line.value.add(point);
  }

  watch(map, (opened) => {
    opened?.on('mousemove', ({ latlng }: LeafletMouseEvent) => {
      if (line.value) metres.value = line.value.reach(latlng);
    });
  });
  onBeforeUnmount(end);
  return { active: computed(() => line.value !== null), metres, add, end, toggle };
}
