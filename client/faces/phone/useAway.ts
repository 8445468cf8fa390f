import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useLink } from '../../live/use.ts';

/** A line that drops for a moment is not worth a word. */
const GRACE_MS = 2000;

/** Whether this phone has been without a connection for longer than a moment. */
export function useAway(): ComputedRef<boolean> {
  const { state } = useLink();
  const long = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => state.value === 'connected',
    (connected) => {
      clearTimeout(timer);
      long.value = false;
      if (!connected) timer = setTimeout(() => (long.value = true), GRACE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return computed(() => long.value && (state.value === 'lost' || state.value === 'connecting'));
}
