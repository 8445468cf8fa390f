import type { Context } from '../noun.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import { nextShift } from '../shift/onDuty.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Handover } from './contract.ts';
import { shiftBefore } from './neighbours.ts';
import { handoverRefusals } from './refusals.ts';

/** A change of the duty room's shift: who goes, who comes, who was there before; and what is written of it so far. */
export interface Change {
  readonly out: Shift;
  readonly into: Shift | null;
  readonly before: Shift | null;
  readonly row: Handover | undefined;
}

/** The change at the end of a shift that has begun. */
export function between(world: World, shiftId: string, { at, zone }: Context): Change | Refusal {
  const out = world.tables.shift.get(shiftId);
  if (!out?.published || out.line !== 'main') return refuse(handoverRefusals, 'handover.no-shift');
  if (msOf(out.startsAt) > msOf(at)) return refuse(handoverRefusals, 'handover.not-begun');
  const [into, before] = [nextShift(world, out, zone), shiftBefore(world, out, zone)];
  return { out, into, before, row: world.tables.handover.get(shiftId) };
}

export function known(world: World, id: string): Handover | Refusal {
  return world.tables.handover.get(id) ?? refuse(handoverRefusals, 'handover.unknown');
}
