import { monthOf, type Day } from '../days.ts';
import type { Event } from '../entry.ts';
import type { Context } from '../noun.ts';
import { postNames, type Pattern, type Post } from '../pattern/contract.ts';
import { patternsOf, patternsOn } from '../pattern/onDay.ts';
import { active } from '../person/noun.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import type { ShiftEvents } from './apply.ts';
import { shiftIdOf, type Posts, type Shift } from './contract.ts';
import { hoursOn } from './hours.ts';
import { shiftRefusals } from './refusals.ts';

/** What somebody wants to write into one shift of a month that is not published. */
export interface Wish {
  readonly day: Day;
  readonly patternId: string;
  readonly posts: Posts;
  /** Who was seen in these posts. */
  readonly was: Posts;
}

/** The event that plans it, or why not; null when it is so already. */
export function planned(world: World, wish: Wish, context: Context): Event | Refusal | null {
  const { day } = wish;
  const pattern = patternFor(world, wish);
  if (!pattern) return refuse(shiftRefusals, 'shift.no-pattern', { day });
  const times = hoursOn(world, pattern, day, context.zone);
  const wrong = closed(world, day, times.endsAt, context) ?? badPosts(world, pattern, wish);
  if (wrong) return wrong;
  const id = shiftIdOf(pattern.id, day);
  const before = world.tables.shift.get(id)?.posts ?? {};
  const real = Object.entries(wish.posts).filter(([post, one]) => (before[post as Post] ?? null) !== one);
  if (real.length === 0) return null;
  const { kind, line } = pattern;
  // An extra desk is there while somebody is planned for it; the duty room's own shifts are there in any case.
  const isEmpty = Object.values({ ...before, ...wish.posts }).every((one) => one === null);
  if (line === 'extra' && isEmpty) return { type: 'shift.unplanned', id };
  return {
    ...{ type: 'shift.planned', id, patternId: pattern.id, kind, line, day, ...times },
    posts: Object.fromEntries(real),
  } as Event & ShiftEvents['shift.planned'];
}

/** Whether somebody may hold a post: on the list, for that post. */
export function unfit(world: World, post: Post, personId: string): Refusal | null {
  const person = active(world, personId);
  if (isRefusal(person)) return person;
  if (person.posts.includes(post)) return null;
  return refuse(shiftRefusals, 'shift.unfit', { name: person.name, post: postNames[post] });
}

/** The pattern of a shift: an extra desk may be set up on any day; the main line's shifts are those of the day. */
export function patternFor(
  world: World,
  { day, patternId }: Pick<Wish, 'day' | 'patternId'>,
): Pattern | undefined {
  const extra = patternsOf(world).find(({ id, line }) => id === patternId && line === 'extra');
  return extra ?? patternsOn(world, day).find(({ id }) => id === patternId);
}

function closed(world: World, day: Day, endsAt: string, { at }: Context): Refusal | null {
  if (msOf(endsAt) <= msOf(at)) return refuse(shiftRefusals, 'shift.past', { day });
  const month = monthOf(day);
  return world.tables.roster.get(month)?.publishedAt
    ? refuse(shiftRefusals, 'shift.published', { month })
    : null;
}

function badPosts(world: World, pattern: Pattern, { day, posts, was }: Wish): Refusal | null {
  const shift = world.tables.shift.get(shiftIdOf(pattern.id, day));
  for (const [name, personId] of Object.entries(posts)) {
    const post = name as Post;
    const there = shift?.posts[post] ?? null;
    const wrong = badPost(world, pattern, post, personId, there);
    if (wrong) return wrong;
    if (there !== personId && there !== (was[post] ?? null)) return taken(world, shift, there);
  }
  return null;
}

function badPost(
  world: World,
  { needed, optional }: Pattern,
  post: Post,
  personId: string | null,
  there: string | null,
): Refusal | null {
  // Whoever is in a post that the pattern had before can be taken out of it.
  const leaves = personId === null && there !== null;
  if (!leaves && ![...needed, ...optional].includes(post))
    return refuse(shiftRefusals, 'shift.no-post', { post: postNames[post] });
  return personId === null ? null : unfit(world, post, personId);
}

/** Somebody was quicker: the one who comes second learns who changed the shift last, and who is there now. */
export function taken(world: World, shift: Shift | undefined, there: string | null): Refusal {
  if (!shift) return refuse(shiftRefusals, 'shift.was-empty');
  const by = shift.changedBy.name;
  if (there === null) return refuse(shiftRefusals, 'shift.taken-empty', { by });
  const name = world.tables.person.get(there)?.name ?? there;
  return refuse(shiftRefusals, 'shift.taken', { by, name });
}
