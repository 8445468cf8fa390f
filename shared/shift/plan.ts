import { monthOf, instantAt, type Day } from '../days.ts';
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
  const times = timesOf(pattern, day, context.zone);
  const wrong = closed(world, day, times.endsAt, context) ?? badPosts(world, pattern, wish);
  if (wrong) return wrong;
  const id = shiftIdOf(pattern.id, day);
  const before = world.tables.shift.get(id)?.posts ?? {};
  const real = Object.entries(wish.posts).filter(([post, one]) => (before[post as Post] ?? null) !== one);
  if (real.length === 0) return null;
  const { kind, line } = pattern;
  return {
    ...{ type: 'shift.planned', id, patternId: pattern.id, kind, line, day, ...times },
    posts: Object.fromEntries(real),
  } as Event & ShiftEvents['shift.planned'];
}

/** From when until when a pattern's shift of a day is. */
export function timesOf(
  { startMinute, minutes }: Pick<Pattern, 'startMinute' | 'minutes'>,
  day: Day,
  zone: string,
): Pick<Shift, 'startsAt' | 'endsAt'> {
  const startsAt = instantAt(day, startMinute, zone);
  return { startsAt, endsAt: instantAt(day, startMinute + minutes, zone) };
}

/** Whether somebody may hold a post: on the list, for that post. */
export function unfit(world: World, post: Post, personId: string): Refusal | null {
  const person = active(world, personId);
  if (isRefusal(person)) return person;
  if (person.posts.includes(post)) return null;
  const { code, zh, en } = refuse(shiftRefusals, 'shift.unfit', { name: person.name });
  const names = postNames[post];
  return { code, zh: zh.replace('{post}', names.zh), en: en.replace('{post}', names.en) };
}

/** An extra desk may be set up on any day; the main line's shifts are those of the day. */
function patternFor(world: World, { day, patternId }: Wish): Pattern | undefined {
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
    const wrong = badPost(world, pattern, post, personId);
    if (wrong) return wrong;
    const there = shift?.posts[post] ?? null;
    if (there !== personId && there !== (was[post] ?? null)) return taken(world, shift as Shift, there);
  }
  return null;
}

function badPost(world: World, pattern: Pattern, post: Post, personId: string | null): Refusal | null {
  if (![...pattern.needed, ...pattern.optional].includes(post)) {
    const { code, zh, en } = refuse(shiftRefusals, 'shift.no-post');
    const names = postNames[post];
    return { code, zh: zh.replace('{post}', names.zh), en: en.replace('{post}', names.en) };
  }
  return personId === null ? null : unfit(world, post, personId);
}

/** Somebody was quicker: the one who comes second learns who it was, and whom he put there. */
export function taken(world: World, { changedBy }: Shift, there: string | null): Refusal {
  const by = changedBy.name;
  if (there === null) return refuse(shiftRefusals, 'shift.taken-empty', { by });
  const name = world.tables.person.get(there)?.name ?? there;
  return refuse(shiftRefusals, 'shift.taken', { by, name });
}
