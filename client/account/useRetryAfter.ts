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
      const seconds = secondsIn(now);
      until.value = seconds === null ? undefined : Date.now() + seconds * 1000;
    },
    { immediate: true },
  );
  const left = useSecondsLeft(until);
  watch(left, (seconds) => {
    if (seconds === 0) until.value = undefined;
  });
  return left;
}

/** The seconds that such a refusal asks for; null for any other. */
export function secondsIn(refusal: Refusal | null): number | null {
  const seconds = refusal?.code === 'session.wait' ? Number(/\d+/.exec(refusal.en)?.[0]) : NaN;
  return Number.isFinite(seconds) ? seconds : null;
}
