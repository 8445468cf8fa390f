import type { Context } from '../noun.ts';
import type { Refusal } from '../refusal.ts';
import type { Shift } from '../shift/contract.ts';
import type { World } from '../world.ts';

/** What must be so before a shift may be handed over; null: nothing is wrong. */
export type Hindrance = (world: World, shift: Shift, context: Context) => Refusal | null;

/** A noun that has something to say to it adds its own here: a log that is empty, for instance. */
const HINDRANCES: readonly Hindrance[] = [];

export function hinders(world: World, shift: Shift, context: Context): Refusal | null {
  for (const hindrance of HINDRANCES) {
    const wrong = hindrance(world, shift, context);
    if (wrong) return wrong;
  }
  return null;
}
