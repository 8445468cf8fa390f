import type { Attendance } from '../../shared/attendance/contract.ts';
import { postOf, rowsOf } from '../../shared/attendance/expected.ts';
import { POSTS, type Post } from '../../shared/pattern/contract.ts';
import type { Person } from '../../shared/person/contract.ts';
import type { Shift } from '../../shared/shift/contract.ts';
import type { World } from '../../shared/world.ts';

/** One who holds a post of a shift, or held it: who he is, whom he replaced, and what he has signed. */
export interface Standing {
  readonly post: Post;
  /** Undefined: the post is empty, or he has left the list. */
  readonly person: Person | undefined;
  readonly personId: string | null;
  /** Who was to be there when the month was published, if it was somebody else. */
  readonly insteadOf: string | null;
  readonly arrival: Attendance | null;
  readonly missing: Attendance | null;
  /** What he signed after that, in order. */
  readonly later: readonly Attendance[];
}

/** The posts of a shift, leader first, and who has signed what; posts that nobody was ever put in are left out. */
export function standingsOf(world: World, shift: Shift): Standing[] {
  const named = POSTS.filter((post) => shift.posts[post] || shift.original?.[post]);
  return named.map((post) => {
    const personId = shift.posts[post] ?? null;
    const was = shift.original?.[post] ?? null;
    const rows = personId === null ? [] : rowsOf(world, shift.id, personId);
    return {
      ...{ post, personId, person: world.tables.person.get(personId ?? '') },
      insteadOf: was !== null && was !== personId ? (world.tables.person.get(was)?.name ?? null) : null,
      arrival: rows.find(({ kind }) => kind === 'arrive') ?? null,
      missing: rows.find(({ kind }) => kind === 'missing') ?? null,
      later: rows.filter(({ kind }) => kind !== 'arrive' && kind !== 'missing'),
    };
  });
}

/** Whether somebody who was missing is not awaited any more: he came, or another holds his post. */
export function settledBy(world: World, { shiftId, personId }: Attendance): Attendance | 'replaced' | null {
  const arrival = rowsOf(world, shiftId, personId).find(({ kind }) => kind === 'arrive');
  const shift = world.tables.shift.get(shiftId);
  return arrival ?? (shift && postOf(shift, personId) ? null : 'replaced');
}
