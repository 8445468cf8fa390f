import { addMonths } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import { allPatterns } from '../../../shared/pattern/onDay.ts';
import { propose, type Proposal } from '../../../shared/roster/propose.ts';
import { shiftIdOf, type Posts } from '../../../shared/shift/contract.ts';
import { timesOf } from '../../../shared/shift/hours.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import { ZONE } from '../world.ts';

type Random = () => number;

/** Before every month that is drawn: nothing of it is over. */
export const BEFORE = '2025-12-31T00:00:00Z';
const BY = { id: '', name: '', post: '' };
const DAY_MS = 24 * 60 * 60_000;

/** An office as a property draws it. */
export interface Drawn {
  readonly people: number;
  /** With pools, leaders do nothing else and officers hold both desk posts; else there is everybody. */
  readonly pools?: boolean;
}

/** One of 24 months, from January 2026 on. */
export function anyMonth(random: Random): string {
  return addMonths('2026-01', Math.floor(random() * 24));
}

/** An office with people on its list and nothing planned. */
export function office(random: Random, { people, pools = false }: Drawn): World {
  const world = emptyWorld('real');
  const kinds: Post[][] = [['leader'], ['primary', 'second']];
  if (!pools) kinds.push(['leader', 'primary'], ['second'], ['primary'], ['driver']);
  for (let n = 0; n < people; n += 1) {
    const own = n < 6 || pools ? kinds[n % 2] : kinds[Math.floor(random() * kinds.length)];
    enlist(world, n, own as Post[]);
  }
  return world;
}

/** Puts somebody on the duty list. */
export function enlist(world: World, n: number, posts: readonly Post[]): string {
  const id = `p-${n}`;
  const rest = { accountId: null, principal: false, contactId: null, retiredAt: null, order: n, seq: 1 };
  world.tables.person.set(id, { id, name: `干部${n}`, post: '干部', posts, ...rest });
  return id;
}

/** Somebody is away for one to twelve days that begin in a month. */
export function goAway(world: World, random: Random, month: string): void {
  const n = world.tables.absence.size;
  const from = Date.parse(`${month}-01`) + Math.floor(random() * 28 * DAY_MS);
  const until = from + Math.floor((1 + random() * 11) * DAY_MS);
  const people = [...world.tables.person.keys()];
  world.tables.absence.set(`a-${n}`, {
    ...{ id: `a-${n}`, personId: people[Math.floor(random() * people.length)] as string, kind: 'leave' },
    ...{ from: new Date(from).toISOString(), until: new Date(until).toISOString(), words: null },
    ...{ standInId: null, filedAt: '', filedBy: BY, endedAt: null, reason: null, seq: 1 },
  });
}

/** Puts a proposal into the World as the fold would. */
export function fill(world: World, month: string): Proposal {
  const proposal = propose(world, month, ZONE);
  for (const { day, patternId, posts } of proposal.shifts) plan(world, day, patternId, posts);
  return proposal;
}

/** Plans posts of one shift, without asking whether that may be. */
export function plan(world: World, day: string, patternId: string, posts: Posts): void {
  const pattern = allPatterns(world).find(({ id }) => id === patternId);
  if (!pattern) throw new RangeError(patternId);
  const id = shiftIdOf(patternId, day);
  const { kind, line } = pattern;
  const state = { published: false, original: null, changedBy: BY, seq: 1 };
  const hours = timesOf(pattern, day, ZONE);
  const before = world.tables.shift.get(id)?.posts;
  world.tables.shift.set(id, {
    ...{ id, patternId, kind, line, day, ...hours },
    ...{ posts: { ...before, ...posts }, ...state },
  });
}
