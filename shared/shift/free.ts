import { awayIn } from '../absence/away.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Shift } from './contract.ts';
import { shiftRefusals } from './refusals.ts';

/**
 * Whether somebody can be put into a shift: not in any post of that time already, and not filed as away.
 *
 * @param except shifts that he leaves by the same change
 */
export function isFree(
  world: World,
  shift: Pick<Shift, 'startsAt' | 'endsAt'>,
  personId: string,
  except: readonly string[] = [],
): Refusal | null {
  const name = world.tables.person.get(personId)?.name ?? personId;
  for (const other of world.tables.shift.values()) {
    if (!other.published || except.includes(other.id) || !overlap(other, shift)) continue;
    if (Object.values(other.posts).includes(personId)) return refuse(shiftRefusals, 'shift.twice', { name });
  }
  const away = awayIn(world, personId, shift.startsAt, shift.endsAt);
  return away ? refuse(shiftRefusals, 'shift.absent', { name }) : null;
}

/** Whether two half-open times have a moment in common. */
export function overlap(
  a: Pick<Shift, 'startsAt' | 'endsAt'>,
  b: Pick<Shift, 'startsAt' | 'endsAt'>,
): boolean {
  return msOf(a.startsAt) < msOf(b.endsAt) && msOf(b.startsAt) < msOf(a.endsAt);
}
