import type { Shift } from '../shift/contract.ts';
import { onDuty } from '../shift/onDuty.ts';
import type { World } from '../world.ts';
import { shiftBefore, wasKnown } from './neighbours.ts';

/**
 * The shift that answers at an instant: the one whose time it is, or the one before it while that has not been
 * relieved. Never further back: whoever came late and went again has still been there. Null: nobody is on duty.
 */
export function responsible(world: World, at: string, zone: string): Shift | null {
  const now = onDuty(world, at, zone);
  if (!now || !wasKnown(world, now)) return now;
  const before = shiftBefore(world, now, zone);
  return before && !isAccepted(world, before.id) ? before : now;
}

/** Whether the shift has been relieved by the next one. */
export function isAccepted(world: World, shiftId: string): boolean {
  return Boolean(world.tables.handover.get(shiftId)?.acceptedAt);
}
