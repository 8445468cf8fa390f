import type { Event } from '../entry.ts';
import type { Context } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { hoursOn } from './hours.ts';
import { patternFor } from './plan.ts';

/**
 * What becomes of the shifts that are planned and not published when patterns or calendar change: they take the new
 * hours with the people who are in them, and a shift that its day no longer has goes. Else a month could be published
 * with hours that nobody works by, or never at all.
 *
 * @param world as it will be
 */
export function redrafted(world: World, { at, zone }: Pick<Context, 'at' | 'zone'>): Event[] {
  const events: Event[] = [];
  for (const shift of world.tables.shift.values()) {
    if (shift.published || msOf(shift.endsAt) <= msOf(at)) continue;
    const { id, patternId, day } = shift;
    const pattern = patternFor(world, { day, patternId });
    if (!pattern) {
      events.push({ type: 'shift.unplanned', id });
      continue;
    }
    const { kind, line } = pattern;
    const is = { kind, line, ...hoursOn(world, pattern, day, zone) };
    const same = (Object.keys(is) as (keyof typeof is)[]).every((name) => is[name] === shift[name]);
    if (!same) events.push({ type: 'shift.planned', id, patternId, day, ...is, posts: {} } as Event);
  }
  return events;
}
