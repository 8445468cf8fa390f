import { ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue';
import type { Refusal } from '../../shared/refusal.ts';
import { useSecondsLeft } from '../ui/useSecondsLeft.ts';

/**
 * Seconds until it is worth trying again after a refusal that passes by itself (too many wrong tries); null when
 * there is nothing to wait for. The sentence of such a refusal names the seconds.
 */
export function useRetryAfter(refusal: MaybeRefOrGetter<Refusal | null>): Readonly<Ref<number | null>> {
  const until = ref<number | undefined>();
  watch(
    () => toValue(refusal),
    (now) => {
      const seconds = now?.code === 'session.wait' ? Number(/\d+/.exec(now.en)?.[0]) : NaN;
      until.value = Number.isFinite(seconds) ? Date.now() + seconds * 1000 : undefined;
    },
    { immediate: true },
  );
  const left = useSecondsLeft(until);
  watch(left, (seconds) => {
    if (seconds === 0) until.value = undefined;
  });
  return left;
}
