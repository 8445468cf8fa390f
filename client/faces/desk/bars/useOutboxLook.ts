import { computed, onScopeDispose, ref, watch } from 'vue';
import { useOutbox } from '../../../live/use.ts';

/** A command that is on its way for less than this is nobody's concern. */
const PATIENCE_MS = 2_000;

/** What of the outbox somebody should know: what waits for longer than a moment, what was refused, and no room. */
export function useOutboxLook() {
  const outbox = useOutbox();
  const late = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = computed(
    () =>
      outbox.items.value.filter(({ state }) => state === 'waiting' || state === 'sending').length +
      outbox.files.value.filter(({ state }) => state === 'waiting').length,
  );
  const refused = computed(
    () =>
      outbox.items.value.filter(({ state }) => state === 'refused' || state === 'held').length +
      outbox.files.value.filter(({ state }) => state === 'refused').length,
  );
  watch(
    () => waiting.value > 0,
    (some) => {
      clearTimeout(timer);
      late.value = false;
      if (some) timer = setTimeout(() => (late.value = true), PATIENCE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { waiting: computed(() => (late.value ? waiting.value : 0)), refused, trouble: outbox.trouble };
}
