import type { Month } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import {
  BURDENS,
  burdenOf,
  countShifts,
  NONE,
  type Burden,
  type Counts,
} from '../../../shared/roster/burden.ts';
import type { World } from '../../../shared/world.ts';
import { allPatterns } from '../../../shared/pattern/onDay.ts';
import type { Wish } from '../grid/lines.ts';
import { activePeople } from '../people.ts';

/** Who has how much of a month, by burden, with what is proposed on top; everybody who may be on the roster is in it. */
export function countsOf(world: World, month: Month, proposed: readonly Wish[] = []): Map<string, Counts> {
  const own = [...world.tables.shift.values()].filter(({ day }) => day.startsWith(month));
  const counts = countShifts(world, own);
  const kinds = new Map(allPatterns(world).map(({ id, kind }) => [id, kind]));
  for (const { day, patternId, posts } of proposed) {
    const burden = burdenOf(world, kinds.get(patternId) ?? 'd24', day);
    for (const post of Object.keys(posts)) {
      const personId = posts[post as Post];
      if (!personId) continue;
      const before = counts.get(personId) ?? NONE;
      counts.set(personId, { ...before, [burden]: before[burden] + 1 });
    }
  }
  const listed = activePeople(world).map(({ id }): [string, Counts] => [id, counts.get(id) ?? NONE]);
  return new Map([...listed, ...counts]);
}

/** The burdens that anybody has at all: a column of nothing but noughts says nothing. */
export function burdensIn(counts: ReadonlyMap<string, Counts>): Burden[] {
  return BURDENS.filter((burden) => [...counts.values()].some((one) => one[burden] > 0));
}

export function totalOf(counts: Counts): number {
  return BURDENS.reduce((sum, burden) => sum + counts[burden], 0);
}
