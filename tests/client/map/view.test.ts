import type { LatLngBounds, Map as LeafletMap } from 'leaflet';
import { nextTick, shallowRef } from 'vue';
import { describe, expect, test } from 'vitest';
import type { Extent } from '../../../client/map/useBase.ts';
import { useView } from '../../../client/map/useView.ts';

const all = { south: 42.2, west: 120.6, north: 42.5, east: 121 };
const homes = { south: 42.3, west: 120.7, north: 42.4, east: 120.9 };

/** What the map was fitted to, and with which margin above. */
async function fitted(wall: boolean, height: number) {
  const fits: { north: number; top: number }[] = [];
  const map = {
    getSize: () => ({ x: 1100, y: height }),
    fitBounds: (box: LatLngBounds, { paddingTopLeft }: { paddingTopLeft: [number, number] }) =>
      fits.push({ north: box.getNorth(), top: paddingTopLeft[1] }),
    ...{ on: () => undefined, containerPointToLatLng: () => null, distance: () => 100 },
    ...{ getZoom: () => 11, getMaxZoom: () => 18, getMinZoom: () => 7 },
  } as unknown as LeafletMap;
  const opened = shallowRef<LeafletMap | null>(null);
  useView(opened, shallowRef<Extent | null>({ all, homes } as Extent), () => wall);
  opened.value = map;
  await nextTick();
  return fits.at(-1);
}

describe('the view of the map', () => {
  test('holds the whole outline on a wall, however low its place is', async () => {
    expect((await fitted(true, 640))?.north).toBe(all.north);
    expect((await fitted(true, 300))?.north).toBe(all.north);
    expect((await fitted(true, 640))?.top).toBeGreaterThan(0);
  });

  test('holds it on a desk as well, unless the place is low: names need the room', async () => {
    expect((await fitted(false, 640))?.north).toBe(all.north);
    expect((await fitted(false, 300))?.north).toBe(homes.north);
  });
});
