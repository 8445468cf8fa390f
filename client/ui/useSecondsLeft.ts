import { onScopeDispose, ref, watch, type Ref } from 'vue';

/**
 * Whole seconds until an instant of this machine's clock, counted down to 0; null while there is no such instant.
 * Rounded up, so that it reads 1 until the moment comes.
 */
export function useSecondsLeft(until: Readonly<Ref<number | undefined>>): Readonly<Ref<number | null>> {
  const left = ref<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function count(): void {
    clearTimeout(timer);
    if (until.value === undefined) {
      left.value = null;
      return;
    }
    const ms = Math.max(0, until.value - Date.now());
    left.value = Math.ceil(ms / 1000);
    if (ms > 0) timer = setTimeout(count, ms % 1000 || 1000);
  }

  watch(until, count, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return left;
}
