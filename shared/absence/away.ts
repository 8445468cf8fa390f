import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Absence } from './contract.ts';

/** When an absence is over: at its end, or when it was ended before. */
export function untilOf({ until, endedAt }: Pick<Absence, 'until' | 'endedAt'>): string {
  return endedAt !== null && msOf(endedAt) < msOf(until) ? endedAt : until;
}

/** The absence that keeps somebody away at any moment of [from, until), or null. */
export function awayIn(world: World, personId: string, from: string, until: string): Absence | null {
  for (const absence of world.tables.absence.values()) {
    if (absence.personId !== personId) continue;
    if (msOf(absence.from) < msOf(until) && msOf(untilOf(absence)) > msOf(from)) return absence;
  }
  return null;
}
