import type { Layer, Map as LeafletMap } from 'leaflet';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { boundsOf, isOnEarth, type Bounds } from '../../shared/geo.ts';
import { importedLayer } from './base/importedLayer.ts';
import { schematicLayer } from './base/schematicLayer.ts';
import { tileLayer } from './base/tileLayer.ts';
import type { BaseMap, ImportedLayer, VillageMark } from './marks.ts';
import { drawSchematic, type Schematic } from './schematic/drawSchematic.ts';

/** The box of all of the township, and that of its villages' points alone. */
export interface Extent {
  readonly all: Bounds;
  readonly homes: Bounds;
}

/** A tile is sharp at whole zooms only; the schematic map is as good at any. */
const SNAP = { tiles: 1, schematic: 0 };

type MapRef = Readonly<ShallowRef<LeafletMap | null>>;
interface Ground {
  villages(): readonly VillageMark[];
  base(): BaseMap;
  seed(): number;
}

/**
 * Keeps what lies under the marks: the schematic map, made anew only when a village is added or moved, or tiles.
 * Returns where the township is.
 */
export function useBase(map: MapRef, rows: Ground): Readonly<ShallowRef<Extent | null>> {
  const extent = shallowRef<Extent | null>(null);
  let under: Layer | null = null;
  const stamp = () => JSON.stringify([rows.base(), stampOf(rows.villages(), rows.seed())]);
  watch(
    [map, stamp],
    ([opened]) => {
      if (!opened) return;
      const base = rows.base();
      const schematic = base.type === 'schematic' ? drawn(rows.villages(), rows.seed()) : null;
      under?.remove();
      under = base.type === 'tiles' ? tileLayer(base) : schematic && schematicLayer(schematic, opened);
      under?.addTo(opened);
      opened.options.zoomSnap = SNAP[base.type];
      extent.value = extentOf(rows.villages(), schematic?.bounds);
    },
    { immediate: true },
  );
  return extent;
}

/** Keeps the imported layers that are not hidden. */
export function useImported(
  map: MapRef,
  layers: () => readonly ImportedLayer[],
  hidden: ReadonlySet<string>,
): void {
  const shown = new Map<ImportedLayer, Layer>();
  watch(
    [map, layers, () => [...hidden]],
    ([opened, all]) => {
      if (!opened) return;
      const wanted = all.filter((layer) => !hidden.has(layer.id));
      for (const [layer, drawing] of shown) {
        if (wanted.includes(layer)) continue;
        drawing.remove();
        shown.delete(layer);
      }
      for (const layer of wanted) {
        if (!shown.has(layer)) shown.set(layer, importedLayer(layer, opened).addTo(opened));
      }
    },
    { immediate: true },
  );
}

function stampOf(villages: readonly VillageMark[], seed: number): string {
  return JSON.stringify([
    seed,
    villages.map(({ id, position, seat }) => [id, position.lat, position.lng, seat]),
  ]);
}

/** The last map that was made: going from one screen to another does not make it again. */
let last: { stamp: string; schematic: Schematic | null } | null = null;

function drawn(villages: readonly VillageMark[], seed: number): Schematic | null {
  const stamp = stampOf(villages, seed);
  if (last?.stamp !== stamp) last = { stamp, schematic: drawSchematic(villages, seed) };
  return last.schematic;
}

function extentOf(villages: readonly VillageMark[], outline: Bounds | undefined): Extent | null {
  const box = boundsOf(villages.map((village) => village.position).filter(isOnEarth));
  if (!box) return null;
  return { all: outline ?? widened(box, 0.12, 0.01), homes: widened(box, 0, 0.008) };
}

/** A box made larger by a share of its size, and by no less than some degrees, so that one village has a box too. */
function widened({ south, west, north, east }: Bounds, share: number, least: number): Bounds {
  const dy = Math.max((north - south) * share, north - south < least * 2 ? least : 0);
  const dx = Math.max((east - west) * share, east - west < least * 2 ? least : 0);
  return { south: south - dy, west: west - dx, north: north + dy, east: east + dx };
}
