import { computed, type ComputedRef } from 'vue';
import type { World } from '../../shared/world.ts';
import { useClock, useWorld } from '../live/use.ts';
import type { LiveWorld } from '../live/world.ts';
import { worldOf } from '../live/worldOf.ts';
import { zone } from '../ui/when.ts';

/** What the rules of the roster are asked with: the rows that are here, the zone, and the time by the book's clock. */
export interface DutyWorld {
  readonly world: World;
  readonly rows: LiveWorld;
  /** The book's time as an instant, exact at the moment of the call. */
  readonly at: () => string;
  /** The same, followed minute by minute. */
  readonly minute: ComputedRef<string>;
}

/** Called in `setup`, after `useLive().start(…)`. */
export function useDutyWorld(): DutyWorld {
  const rows = useWorld();
  const clock = useClock();
  const whole = computed(() => Math.floor(clock.now.value / 60_000));
  const minute = computed(() => new Date(whole.value * 60_000).toISOString());
  return { world: worldOf(rows), rows, at: () => clock.iso(zone.value), minute };
}
