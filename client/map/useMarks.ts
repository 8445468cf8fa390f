import type { Map as LeafletMap } from 'leaflet';
import { watch, type ShallowRef } from 'vue';
import { language } from '../ui/language.ts';
import type { Box } from './labels/label.ts';
import { MarkLayers, type Press, type Rows } from './layers/markLayers.ts';
import type { Point } from '../../shared/geo.ts';
import { makeMovable } from './tools/pin.ts';

/** On a wall, marks and labels are so much larger: names are 28 px then, the smallest type a wall has. */
const WALL = 2.25;

/**
 * Keeps the marks of the map equal to the rows and their labels in place: after a change of rows, of language, of the
 * view, never between. While villages are being pinned they can be moved; afterwards each is where its row says.
 */
export function useMarks(
  map: Readonly<ShallowRef<LeafletMap | null>>,
  rows: () => Rows & { wall: boolean; pinning: boolean },
  acts: { press: Press; pinned(id: string, at: Point): void; furniture(): Box[] },
): { label(): void } {
  let layers: MarkLayers | null = null;
  let endPinning: (() => void) | null = null;

  watch(map, (opened) => {
    layers = opened && new MarkLayers(opened, acts.press, acts.furniture);
    opened?.on('zoomend moveend', () => layers?.label());
  });
  watch(
    [map, rows, language],
    ([opened, now]) => {
      if (!opened || !layers) return;
      endPinning?.();
      endPinning = null;
      const family = getComputedStyle(opened.getContainer()).fontFamily || 'sans-serif';
      layers.show(now, { scale: now.wall ? WALL : 1, family, interactive: !now.wall });
      for (const { id, position } of now.pinning ? [] : now.villages)
        layers.villages.get(id)?.marker.setLatLng(position);
      if (now.pinning) endPinning = makeMovable(opened, layers.villages.all(), acts.pinned);
    },
    { immediate: true, flush: 'post' },
  );
  return { label: () => layers?.label() };
}
