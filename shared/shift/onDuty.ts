import { addDays, dayOf } from '../days.ts';
import { allPatterns } from '../pattern/onDay.ts';
import { POSTS } from '../pattern/contract.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { shiftIdOf, type Posts, type Shift } from './contract.ts';

/** A shift begins on the day itself or on the day before: none is longer than a day. */
const DAYS_BACK = [0, -1] as const;

/**
 * The published shifts that are on at an instant, the duty room's own first. Looked up by pattern and day: it takes
 * the same time whatever was before.
 */
export function shiftsAt(world: World, at: string, zone: string): Shift[] {
  const today = dayOf(at, zone);
  const found: Shift[] = [];
  for (const { id } of allPatterns(world)) {
    for (const back of DAYS_BACK) {
      const shift = world.tables.shift.get(shiftIdOf(id, addDays(today, back)));
      if (shift?.published && isOn(shift, at)) found.push(shift);
    }
  }
  return found.sort((a, b) => Number(a.line === 'extra') - Number(b.line === 'extra'));
}

/** The duty room's shift at an instant; null: nobody is on duty, which is itself an alarm. */
export function onDuty(world: World, at: string, zone: string): Shift | null {
  const [first] = shiftsAt(world, at, zone);
  return first?.line === 'main' ? first : null;
}

/** The duty room's shift that follows one, if it is published. */
export function nextShift(world: World, { endsAt }: Pick<Shift, 'endsAt'>, zone: string): Shift | null {
  const shift = onDuty(world, endsAt, zone);
  return shift && msOf(shift.startsAt) === msOf(endsAt) ? shift : null;
}

/** Whether an instant lies in a shift: its start does, its end does not. */
export function isOn({ startsAt, endsAt }: Pick<Shift, 'startsAt' | 'endsAt'>, at: string): boolean {
  const ms = msOf(at);
  return ms >= msOf(startsAt) && ms < msOf(endsAt);
}

/** Who held the posts of a shift at an instant of it, when somebody was replaced in its course. */
export function postsAt(world: World, shift: Shift, at: string): Posts {
  if (!shift.original) return shift.posts;
  const changes = [...world.tables.substitution.values()]
    .filter(({ state }) => state === 'approved')
    .sort((a, b) => a.madeSeq - b.madeSeq)
    .flatMap(({ moves }) => moves)
    .filter(({ shiftId, effectiveAt }) => shiftId === shift.id && msOf(effectiveAt ?? at) <= msOf(at));
  return changes.reduce<Posts>((posts, { post, toId }) => ({ ...posts, [post]: toId }), shift.original);
}

/** The people of a shift, leader first, without empty posts. */
export function peopleOf({ posts }: Pick<Shift, 'posts'>): string[] {
  return POSTS.flatMap((post) => posts[post] ?? []);
}
