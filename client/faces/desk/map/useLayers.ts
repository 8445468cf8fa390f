import { computed, shallowReactive, watch } from 'vue';
import { ask } from '../../../live/http.ts';
import { useRows, useWorld } from '../../../live/use.ts';
import type { ImportedLayer } from '../../../map/marks.ts';
import { readGeojson, type PlainFeatures } from '../../../map/readGeojson.ts';
import { say } from '../../../ui/language.ts';
import { toast } from '../../../ui/toast.ts';
import { moreWords } from '../words.ts';

/** The imported layers with their shapes. A file is named by its hash: what was read once stays right. */
export function useLayers() {
  const rows = useRows('layer');
  const { book } = useWorld();
  const shapes = shallowReactive(new Map<string, PlainFeatures>());
  const asked = new Set<string>();

  async function fetchShapes(hash: string, name: string): Promise<void> {
    asked.add(hash);
    const heard = await ask('GET', `/api/files/${hash}`, { query: { book }, patience: 60_000 });
    const read = heard?.status === 200 ? readGeojson(JSON.stringify(heard.body)) : null;
    if (read?.ok) shapes.set(hash, read.geojson);
    else {
      asked.delete(hash);
      toast(say(moreWords.layerFailed, { name }));
    }
  }

  watch(
    rows,
    (layers) => {
      for (const { hash, name } of layers) if (!asked.has(hash)) void fetchShapes(hash, name);
    },
    { immediate: true },
  );
  return computed<ImportedLayer[]>(() =>
    rows.value.flatMap(({ id, name, kind, hash }) => {
      const geojson = shapes.get(hash);
      return geojson ? [{ id, name, kind, geojson }] : [];
    }),
  );
}
