import { computed, ref, watch } from 'vue';
import { useClock, useLink } from '../../../live/use.ts';

/** Shorter than this a loss is nobody's concern. */
export const LOST_MS = 10_000;
/** A server that is dead is noticed within 25 seconds, by its heartbeat; the picture is that old already by then. */
export const DEAF_MS = 20_000;
/** Something is heard every 25 seconds: after so long a silence a line that calls itself connected is not believed. */
export const SILENT_MS = 70_000;

/** Whether the picture is old, at `now`: lost for longer than a moment, or silent for too long. */
export function isOld(
  { connected, lostAt, heardAt }: { connected: boolean; lostAt: number | null; heardAt: number | null },
  now: number,
): boolean {
  if (!connected && heardAt !== null && now - heardAt > DEAF_MS) return true;
  if (!connected) return lostAt !== null && now - lostAt > LOST_MS;
  return heardAt !== null && now - heardAt > SILENT_MS;
}

/** The connection as the wall's foot tells it. `time` is when anything was heard last, by the book's clock. */
export function useFault() {
  const { state, heardAt } = useLink();
  const { now, at } = useClock();
  const lostAt = ref<number | null>(null);
  watch(
    state,
    (is) => {
      if (is === 'connected') lostAt.value = null;
      else lostAt.value ??= Date.now();
    },
    { immediate: true },
  );
  const connected = computed(() => state.value === 'connected');
  const old = computed(() => {
    void now.value;
    const line = { connected: connected.value, lostAt: lostAt.value, heardAt: heardAt.value };
    return isOld(line, Date.now());
  });
  const time = computed(() => {
    void now.value;
    return heardAt.value === null ? null : at(heardAt.value);
  });
  return { connected, old, time };
}
