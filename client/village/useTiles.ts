import { computed, ref, shallowRef, watch } from 'vue';
import { usePresence, useRows } from '../live/use.ts';
import { factsOf, inOrder } from './tiles.ts';

/**
 * The villages as tiles. They are sorted anew only while `held` is false: nothing moves under somebody's pointer or
 * focus. What a tile says is always new.
 */
export function useTiles(book?: string) {
  const villages = useRows('village', book);
  const reports = useRows('report', book);
  const incidents = useRows('incident', book);
  const lines = useRows('line', book);
  const presence = usePresence(book);
  const held = ref(false);

  const online = computed(() => (presence.value ? new Set(presence.value.villages) : null));
  const facts = computed(() =>
    factsOf({
      ...{ villages: villages.value, reports: reports.value, incidents: incidents.value },
      ...{ lines: lines.value, online: online.value },
    }),
  );
  const order = shallowRef<readonly string[]>([]);
  watch(
    [facts, held],
    () => {
      const ids = inOrder(facts.value).map(({ village }) => village.id);
      if (!held.value || order.value.length !== ids.length) order.value = ids;
    },
    { immediate: true },
  );
  const tiles = computed(() => {
    const byId = new Map(facts.value.map((fact) => [fact.village.id, fact]));
    return order.value.flatMap((id) => byId.get(id) ?? []);
  });
  const unpinned = computed(() => villages.value.filter(({ surveyed }) => !surveyed).length);
  return { tiles, held, unpinned, online };
}
