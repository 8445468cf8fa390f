import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Absence } from './contract.ts';

/** When an absence is over: at its end, or when it was ended before. */
export function untilOf({ until, endedAt }: Pick<Absence, 'until' | 'endedAt'>): string {
  return endedAt !== null && msOf(endedAt) < msOf(until) ? endedAt : until;
}

/** From when until when somebody is away, in milliseconds since 1970, half open. */
export interface Away {
  readonly from: number;
  readonly until: number;
}

/** All absences by person, for whoever asks of many people and shifts at once. */
export function awayByPerson(world: World): Map<string, Away[]> {
  const away = new Map<string, Away[]>();
  for (const absence of world.tables.absence.values()) {
    const [from, until] = [msOf(absence.from), msOf(untilOf(absence))];
    if (from >= until) continue;
    const own = away.get(absence.personId);
    if (own) own.push({ from, until });
    else away.set(absence.personId, [{ from, until }]);
  }
  return away;
}

/** The absence that keeps somebody away at any moment of [from, until), or null. */
export function awayIn(world: World, personId: string, from: string, until: string): Absence | null {
  for (const absence of world.tables.absence.values()) {
    if (absence.personId !== personId) continue;
    const end = msOf(untilOf(absence));
    // One that was ended before it began keeps nobody away, at no time.
    if (msOf(absence.from) < Math.min(end, msOf(until)) && end > msOf(from)) return absence;
  }
  return null;
}
