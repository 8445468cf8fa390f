import { monthOf } from '../days.ts';
import type { Shift } from '../shift/contract.ts';
import { onDuty } from '../shift/onDuty.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';

/** The duty room's shift that ends when another begins, if both are published. */
export function shiftBefore(world: World, { startsAt }: Shift, zone: string): Shift | null {
  const shift = onDuty(world, isoIn(msOf(startsAt) - 1, zone), zone);
  return shift && msOf(shift.endsAt) === msOf(startsAt) ? shift : null;
}

/** Whether it was known before a shift began whose it was: what was published later, nobody could take over in time. */
export function wasKnown(world: World, { day, startsAt }: Shift): boolean {
  const published = world.tables.roster.get(monthOf(day))?.publishedAt;
  return published !== undefined && msOf(published) <= msOf(startsAt);
}
