import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';

/*
 * docs/rules.md, "Handover": those who come are there ten minutes before; ten minutes after the shift began it is late,
 * and the leader hears of it (a proposal, as the other two).
 */
export const LATE_MINUTES = 10;
/** How long before its end a shift may be handed over. */
export const HAND_EARLY_MINUTES = 60;
/** How long after its end a handover stays in sight: longer than its shift does (shared/roster/noun.ts). */
export const ARCHIVE_DAYS = 100;

/** From when on it is late that a shift has not been taken over, in milliseconds since 1970. */
export function lateFrom({ startsAt }: Pick<Shift, 'startsAt'>): number {
  return msOf(startsAt) + LATE_MINUTES * 60_000;
}
