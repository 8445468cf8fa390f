import type { BodyOf } from '../../../shared/catalogue.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import { shiftIdOf, type Posts } from '../../../shared/shift/contract.ts';
import type { ImportRow, RosterImport, UnknownName } from '../../../shared/roster/imported.ts';

export type Wishes = BodyOf<'shift.fill'>['shifts'];

/** That a place is left as it is: nobody is meant by the name. */
export const EMPTY = 'empty';

/** What a choice of names can settle; the rest has to be put right in the table or in the lists. */
const SETTLED_BY_NAME: ReadonlySet<string> = new Set(['import.unknown', 'import.two-of-name']);

/** How many things are still in the way of a table. `who` is who is meant by a name that the list does not know. */
export function stopsOf({ rows, unknown }: RosterImport, who: Readonly<Record<string, string>>): number {
  const problems = rows.filter(({ past }) => !past).flatMap((row) => row.problems);
  const rest = problems.filter(({ level, code }) => level === 'stop' && !SETTLED_BY_NAME.has(code));
  return rest.length + unknown.filter(({ name }) => !who[name]).length;
}

/** What the table changes in the month: nothing that is so already, nothing that is over. */
export function wishesOf(
  { rows }: RosterImport,
  who: Readonly<Record<string, string>>,
  postsOf: (shiftId: string) => Posts,
): Wishes {
  return rows.flatMap(({ day, patternId, posts, past }) => {
    if (day === null || patternId === null || past) return [];
    const now = postsOf(shiftIdOf(patternId, day));
    const wanted = wantedOf(posts, who, now);
    if (wanted.length === 0) return [];
    const was = wanted.map(([post]) => [post, now[post] ?? null]);
    return [{ day, patternId, posts: Object.fromEntries(wanted), was: Object.fromEntries(was) }];
  });
}

function wantedOf(
  posts: ImportRow['posts'],
  who: Readonly<Record<string, string>>,
  now: Posts,
): (readonly [Post, string])[] {
  return Object.entries(posts).flatMap(([name, found]) => {
    const post = name as Post;
    const id = found.personId ?? who[found.name] ?? EMPTY;
    return id === '' || id === EMPTY || now[post] === id ? [] : [[post, id] as const];
  });
}

/** The same, taken back: what was written and what was there exchanged. */
export function takenBack(wishes: Wishes): Wishes {
  return wishes.map((one) => ({ ...one, posts: one.was, was: one.posts }));
}

/** Somebody to be put on the duty list. Officers take turns as primary and second; a leader leads, a driver drives. */
export function personOf({ name, post, posts }: UnknownName): BodyOf<'person.add'> {
  const isOfficer = posts.some((one) => one === 'primary' || one === 'second');
  const all = [...new Set([...posts, ...(isOfficer ? (['primary', 'second'] as const) : [])])];
  const usual = posts.includes('leader') ? '班子成员' : posts.includes('driver') ? '驾驶员' : '干事';
  return { name, post: post ?? usual, posts: all, accountId: null, principal: false, contactId: null };
}
