import { awayByPerson } from '../absence/away.ts';
import { addMonths, daysOf, type Day, type Month } from '../days.ts';
import type { Pattern, Post } from '../pattern/contract.ts';
import { patternsOn } from '../pattern/onDay.ts';
import type { Person } from '../person/contract.ts';
import { shiftIdOf, type Posts, type Shift } from '../shift/contract.ts';
import { hoursOn } from '../shift/hours.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { balance } from './balance.ts';
import { BURDENS, burdenOf, countShifts, NONE, type Counts } from './burden.ts';
import { makeRoom } from './makeRoom.ts';
import { barTo, give, isRestless, type Bar, type Candidate, type Slot } from './slots.ts';

/** Why somebody was proposed: he had the fewest of that burden among those who could; who could not, and why. */
export interface Choice {
  readonly slot: Slot;
  readonly personId: string | null;
  readonly passedOver: readonly { readonly personId: string; readonly bar: Bar }[];
  /** He has not had his rest, for nobody had: the roster warns of it. */
  readonly restless: boolean;
}

/** A proposal for a month: what is to be filled in, why, and what everybody then has. */
export interface Proposal {
  readonly shifts: readonly { day: Day; patternId: string; posts: Posts; was: Posts }[];
  readonly choices: readonly Choice[];
  /** Of this month alone, by person; everybody who can be on the roster is in it. */
  readonly counts: ReadonlyMap<string, Counts>;
}

const HOUR_MS = 60 * 60_000;
/** Rest that a proposal keeps: a day after a shift of 24 hours, else half a day (docs/rules.md, "Duty"). */
const REST_MS = { d24: 24 * HOUR_MS, other: 12 * HOUR_MS };
/** Nobody makes good at once for more than that many shifts of the months before. */
const MOST_OWED = 2;

/**
 * Proposes who is to fill the empty posts of a month, by fair rotation: post by post in the order of time, the one with
 * the fewest shifts of that burden, then with the longest rest; then evened out (`balance`). What somebody put in by
 * hand stays. A post that nobody can take, whoever changes places, stays empty. Pure: the same World gives the same.
 *
 * @param at now, by the book's clock: a shift that is over is not proposed
 */
export function propose(world: World, month: Month, zone: string, at: string = world.at): Proposal {
  const candidates = candidatesFor(world, month);
  const passedOver = new Map<Slot, Choice['passedOver']>();
  const over = at === '' ? -Infinity : msOf(at);
  const slots = openSlots(world, month, zone).filter(({ until }) => until > over);
  for (const slot of slots) passedOver.set(slot, choose(candidates, slot));
  const movable = new Set(slots);
  makeRoom(candidates, slots, movable);
  balance(candidates, movable);
  const holder = new Map(candidates.flatMap((one) => one.slots.map((slot) => [slot, one])));
  const choices = slots.map((slot): Choice => {
    const one = holder.get(slot);
    const restless = one !== undefined && isRestless(one, slot);
    return { slot, personId: one?.person.id ?? null, passedOver: passedOver.get(slot) ?? [], restless };
  });
  return { shifts: shiftsOf(choices), choices, counts: countsOf(world, month, candidates, choices) };
}

/** Everybody on the list, with what he has already: of this month, its neighbours, and what he is owed. */
function candidatesFor(world: World, month: Month): Candidate[] {
  const people = [...world.tables.person.values()]
    .filter(({ retiredAt }) => retiredAt === null)
    .sort((a, b) => a.order - b.order);
  const shifts = [...world.tables.shift.values()];
  const before = countShifts(
    world,
    shifts.filter(({ day }) => day < `${month}-01`),
  );
  const near = shifts.filter(
    ({ day }) =>
      day.startsWith(month) || (day >= `${addMonths(month, -1)}-27` && day <= `${addMonths(month, 1)}-03`),
  );
  const away = awayByPerson(world);
  return people.map((person) => {
    const counts = owed(person, people, before);
    const candidate: Candidate = { person, slots: [], away: away.get(person.id) ?? [], counts };
    for (const shift of near)
      for (const slot of slotsHeld(world, shift, person.id)) hold(candidate, slot, month);
    return candidate;
  });
}

/** What was more than the least of his peers had, up to a bound: whoever came new does not pay for all the past. */
function owed(
  person: Person,
  people: readonly Person[],
  before: ReadonlyMap<string, Counts>,
): Candidate['counts'] {
  const peers = people.filter((other) => kindOf(other) === kindOf(person));
  const counts = { ...NONE };
  for (const burden of BURDENS) {
    const least = Math.min(...peers.map(({ id }) => before.get(id)?.[burden] ?? 0));
    counts[burden] = Math.min((before.get(person.id)?.[burden] ?? 0) - least, MOST_OWED);
  }
  return counts;
}

/** Those who can be put in the same posts share the burden. */
function kindOf({ posts }: Person): string {
  return [...posts].sort().join();
}

function slotsHeld(world: World, shift: Shift, personId: string): Slot[] {
  return Object.entries(shift.posts)
    .filter(([, one]) => one === personId)
    .map(([post]) => slotOf(world, shift, post as Post));
}

/** A shift of a neighbouring month keeps somebody busy; it is counted among what he is owed, not twice. */
function hold(candidate: Candidate, slot: Slot, month: Month): void {
  if (slot.day.startsWith(month)) give(candidate, slot);
  else candidate.slots.push(slot);
}

function slotOf(
  world: World,
  shift: Pick<Shift, 'day' | 'patternId' | 'kind' | 'startsAt' | 'endsAt'>,
  post: Post,
): Slot {
  const { day, patternId, kind } = shift;
  const times = { from: msOf(shift.startsAt), until: msOf(shift.endsAt) };
  const rest = kind === 'd24' ? REST_MS.d24 : REST_MS.other;
  return { day, patternId, post, burden: burdenOf(world, kind, day), ...times, rest };
}

/** The needed posts of the duty room's own shifts that are empty, in the order of time. */
function openSlots(world: World, month: Month, zone: string): Slot[] {
  return daysOf(month)
    .flatMap((day) => patternsOn(world, day).map((pattern) => ({ day, pattern })))
    .filter(({ pattern }) => pattern.line === 'main')
    .flatMap(({ day, pattern }) => emptyPosts(world, day, pattern, zone));
}

function emptyPosts(world: World, day: Day, pattern: Pattern, zone: string): Slot[] {
  const shift = world.tables.shift.get(shiftIdOf(pattern.id, day));
  const times = shift ?? {
    day,
    patternId: pattern.id,
    kind: pattern.kind,
    ...hoursOn(world, pattern, day, zone),
  };
  return pattern.needed.filter((post) => !shift?.posts[post]).map((post) => slotOf(world, times, post));
}

/** Gives a slot to whoever comes first; returns who would have come before him, had he been able to. */
function choose(candidates: readonly Candidate[], slot: Slot): Choice['passedOver'] {
  const able = candidates.filter(({ person }) => person.posts.includes(slot.post));
  const barred = able.map((candidate) => ({ candidate, bar: barTo(candidate, slot) }));
  const free = barred.filter(({ bar }) => bar === null);
  const rested = free.length > 0 ? free : barred.filter(({ bar }) => bar === 'tired');
  const [best] = rested.map(({ candidate }) => candidate).sort((a, b) => before(a, b, slot));
  const least = best ? best.counts[slot.burden] : Infinity;
  if (best) give(best, slot);
  return barred.flatMap(({ candidate, bar }) =>
    bar !== null && candidate !== best && candidate.counts[slot.burden] <= least
      ? [{ personId: candidate.person.id, bar }]
      : [],
  );
}

/** The fewest of this burden, the fewest in all, the longest since the last one, the place in the list. */
function before(a: Candidate, b: Candidate, { burden, from }: Slot): number {
  return (
    a.counts[burden] - b.counts[burden] ||
    a.slots.length - b.slots.length ||
    lastBefore(a, from) - lastBefore(b, from) ||
    a.person.order - b.person.order
  );
}

function lastBefore({ slots }: Candidate, from: number): number {
  return slots.reduce((last, { until }) => (until <= from && until > last ? until : last), 0);
}

function shiftsOf(choices: readonly Choice[]): Proposal['shifts'] {
  const shifts = new Map<string, { day: Day; patternId: string; posts: Posts; was: Posts }>();
  for (const { slot, personId } of choices) {
    if (!personId) continue;
    const { day, patternId, post } = slot;
    const key = shiftIdOf(patternId, day);
    const there = shifts.get(key) ?? { day, patternId, posts: {}, was: {} };
    shifts.set(key, {
      ...there,
      posts: { ...there.posts, [post]: personId },
      was: { ...there.was, [post]: null },
    });
  }
  return [...shifts.values()];
}

function countsOf(
  world: World,
  month: Month,
  candidates: readonly Candidate[],
  choices: readonly Choice[],
): Map<string, Counts> {
  const there = countShifts(
    world,
    [...world.tables.shift.values()].filter(({ day }) => day.startsWith(month)),
  );
  const counts = new Map(candidates.map(({ person }) => [person.id, { ...(there.get(person.id) ?? NONE) }]));
  for (const { personId, slot } of choices) {
    const own = personId && counts.get(personId);
    if (own) own[slot.burden] += 1;
  }
  return counts;
}
