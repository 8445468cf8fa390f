import { computed, type ComputedRef } from 'vue';
import { isoIn } from '../../shared/time.ts';
import { session } from '../account/session.ts';
import { useClock, useWorld } from '../live/use.ts';
import { worldOf } from '../live/worldOf.ts';
import { zone } from '../ui/when.ts';
import { awaitedIn, dutyNow, missingIn, signsOf, type DutyNow } from './dutyNow.ts';

const MINUTE_MS = 60_000;

/**
 * Who is on duty in a book, by the book's own clock: it changes with the minute and with the rows. Called in `setup`,
 * after `useLive().start(…)`.
 */
export function useDutyNow(book?: string) {
  const world = worldOf(useWorld(book));
  const { now } = useClock(book);
  // Shifts begin with a minute: within one nothing changes but by rows.
  const minute = computed(() => Math.floor(now.value / MINUTE_MS));
  const at = computed(() => isoIn(minute.value * MINUTE_MS, zone.value));
  const me = computed(() => session.value?.principal.id ?? '');
  return {
    world,
    /** The minute that runs, as an instant. */
    at,
    now,
    duty: computed<DutyNow>(() => dutyNow(world, at.value, zone.value)),
    signs: computed(() => signsOf(world, me.value, at.value, zone.value)),
    missing: computed(() => missingIn(world)),
  };
}

/** What a desk is to be told of duty by sound. `leader`: those who did not come are the leader's to know. */
export interface DutyAlarm {
  /** Nobody is on duty though there is a roster. */
  readonly nobody: boolean;
  /** How many are still to come. */
  readonly awaited: number;
}

export function useDutyAlarm(book?: string): ComputedRef<DutyAlarm> {
  const { world, at, duty } = useDutyNow(book);
  const role = computed(() => session.value?.principal.role);
  return computed(() => ({
    nobody: duty.value.state === 'nobody' && (role.value === 'leader' || role.value === 'dutyOfficer'),
    awaited: role.value === 'leader' ? awaitedIn(world, at.value).length : 0,
  }));
}
