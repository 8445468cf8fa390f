import { computed, ref, shallowRef } from 'vue';
import type { Sentence } from '../../../../shared/refusal.ts';
import type { Layer } from '../../../../shared/layer/contract.ts';
import { useWorld } from '../../../live/use.ts';
import { useGive } from '../../../live/useGive.ts';
import { moreWords } from '../words.ts';
import { readLayerFile, storeLayer, type ReadFile } from './importLayer.ts';

type Read = Extract<ReadFile, { ok: true }>;

/** Importing a layer: what was chosen, whether it can go, and what the server said. */
export function useLayerImport() {
  const world = useWorld();
  const give = useGive();
  const name = ref('');
  const kind = ref<string>('boundary');
  const read = shallowRef<Read | null>(null);
  const wrong = shallowRef<Sentence | null>(null);
  const storing = ref(false);

  async function choose(file: File): Promise<void> {
    const found = await readLayerFile(file);
    read.value = found.ok ? found : null;
    wrong.value = found.ok ? null : found.problem;
    if (name.value.trim() === '') name.value = file.name.replace(/\.(geo)?json$/i, '').slice(0, 40);
  }

  async function load(): Promise<void> {
    if (storing.value) return;
    const called = name.value.trim();
    wrong.value = !read.value ? moreWords.needFile : called === '' ? moreWords.needName : null;
    if (!read.value || called === '') return;
    storing.value = true;
    const stored = await storeLayer(world.book, read.value.geojson);
    if ('id' in stored) await tell(stored, called);
    else wrong.value = stored;
    storing.value = false;
  }

  async function tell(
    { id, ...file }: { id: string } & Pick<Layer, 'fileId' | 'hash' | 'bytes'>,
    called: string,
  ) {
    const body = { ...file, name: called, kind: kind.value as Layer['kind'] };
    if (!(await give.give('layer.import', body, { id }))) return;
    name.value = '';
    read.value = null;
  }

  const problem = computed(() => wrong.value ?? give.refusal.value ?? give.waiting.value);
  const busy = computed(() => storing.value || give.busy.value);
  return { name, kind, read, problem, busy, choose, load };
}

/** Removing a layer asks once more: it goes from every screen. */
export function useLayerRemoval() {
  const give = useGive();
  const removing = ref<string | null>(null);

  async function remove(layerId: string): Promise<void> {
    if (removing.value !== layerId) return void (removing.value = layerId);
    removing.value = null;
    await give.give('layer.remove', { layerId });
  }
  return { removing, remove, refusal: give.refusal };
}
