import { monthOf } from '../days.ts';
import { POSTS, type Post } from '../pattern/contract.ts';
import { allPatterns } from '../pattern/onDay.ts';
import type { Shift } from '../shift/contract.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { Attendance } from './contract.ts';
import { MISSING_MINUTES } from './limits.ts';

const MINUTE_MS = 60_000;

/**
 * From when on somebody is expected in a shift, in milliseconds since 1970: from its start; in its course from when
 * he was put there, or from when its roster was published.
 */
export function expectedMs(world: World, shift: Shift, personId: string): number {
  const published = world.tables.roster.get(monthOf(shift.day))?.publishedAt;
  let ms = Math.max(msOf(shift.startsAt), published === undefined ? 0 : msOf(published));
  if (shift.original === null) return ms;
  for (const { state, moves } of world.tables.substitution.values()) {
    if (state !== 'approved') continue;
    for (const { shiftId, toId, effectiveAt } of moves)
      if (shiftId === shift.id && toId === personId && effectiveAt) ms = Math.max(ms, msOf(effectiveAt));
  }
  return ms;
}

/** When somebody who has not signed in counts as missing, in milliseconds since 1970. */
export function missingMs(world: World, shift: Shift, personId: string): number {
  return expectedMs(world, shift, personId) + MISSING_MINUTES * MINUTE_MS;
}

/** The posts of a shift that must be held, and by whom they are. */
export function neededHolders(world: World, { patternId, posts }: Shift): [post: Post, personId: string][] {
  const needed = allPatterns(world).find(({ id }) => id === patternId)?.needed ?? [];
  return needed.flatMap((post): [Post, string][] => {
    const holder = posts[post];
    return holder ? [[post, holder]] : [];
  });
}

/** The post somebody holds in a shift now. */
export function postOf({ posts }: Pick<Shift, 'posts'>, personId: string): Post | null {
  return POSTS.find((post) => posts[post] === personId) ?? null;
}

/** The rows of one person in one shift, the earliest first. */
export function rowsOf(world: World, shiftId: string, personId: string): Attendance[] {
  return [...world.tables.attendance.values()]
    .filter((row) => row.shiftId === shiftId && row.personId === personId)
    .sort((a, b) => a.seq - b.seq);
}
