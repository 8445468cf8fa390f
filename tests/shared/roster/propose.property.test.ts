import { expect, it } from 'vitest';
import { addMonths } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import { BURDENS, countShifts, NONE } from '../../../shared/roster/burden.ts';
import { problemsOf } from '../../../shared/roster/problems.ts';
import { propose } from '../../../shared/roster/propose.ts';
import { shiftIdOf } from '../../../shared/shift/contract.ts';
import { timesOf } from '../../../shared/shift/plan.ts';
import { allPatterns } from '../../../shared/pattern/onDay.ts';
import { msOf } from '../../../shared/time.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import { randomFrom } from '../../support/faults/proof.ts';

const ZONE = 'Asia/Shanghai';
const OFFICES = 1_000;
/** Before every month that is drawn: nothing of it is over. */
const BEFORE = '2025-12-31T00:00:00Z';
const BY = { id: '', name: '', post: '' };
type Random = () => number;

it(`breaks no hard rule in ${OFFICES} random offices, and leaves a post empty only when nobody could take it`, () => {
  const random = randomFrom(20_260_405);
  const broken: string[] = [];
  for (let n = 0; n < OFFICES; n += 1) {
    const world = office(random, {
      absences: Math.floor(random() * 6),
      people: 4 + Math.floor(random() * 14),
    });
    const month = addMonths('2026-01', Math.floor(random() * 24));
    const { choices } = fill(world, month);
    for (const { what, hard, shiftId, post } of problemsOf(world, month, ZONE, BEFORE)) {
      if (!hard) continue;
      const own = choices.filter(({ slot }) => shiftIdOf(slot.patternId, slot.day) === shiftId);
      const barred = own.filter(({ slot }) => post === null || slot.post === post);
      const nobody = barred.length > 0 && barred.every(({ personId }) => personId === null);
      if ((what !== 'empty' && what !== 'gap') || !nobody)
        broken.push(`office ${n} ${shiftId} ${what} ${post}`);
    }
  }
  expect(broken.slice(0, 5)).toEqual([]);
}, 240_000);

it(`spreads every burden to within one shift in ${OFFICES} random offices that are large enough to rest`, () => {
  const random = randomFrom(4_711);
  const uneven: string[] = [];
  for (let n = 0; n < OFFICES; n += 1) {
    const world = office(random, { absences: 0, people: 18 + Math.floor(random() * 22), pools: true });
    const month = addMonths('2026-01', Math.floor(random() * 24));
    const { counts } = fill(world, month);
    for (const post of ['leader', 'primary'] as const) {
      const peers = [...world.tables.person.values()].filter(({ posts }) => posts.includes(post));
      for (const burden of BURDENS) {
        const each = peers.map(({ id }) => counts.get(id)?.[burden] ?? 0);
        const spread = Math.max(...each) - Math.min(...each);
        if (spread > 1) uneven.push(`office ${n} ${month} ${post} ${burden}: ${spread}`);
      }
    }
  }
  expect(uneven.slice(0, 5)).toEqual([]);
}, 240_000);

it('keeps the balance over a year, month upon month, and counts what it proposed', () => {
  const world = office(randomFrom(3), { absences: 0, people: 24, pools: true });
  for (let n = 0; n < 12; n += 1) fill(world, addMonths('2026-01', n));
  const counts = countShifts(world, world.tables.shift.values());
  for (const post of ['leader', 'primary'] as const) {
    const peers = [...world.tables.person.values()].filter(({ posts }) => posts.includes(post));
    for (const burden of BURDENS) {
      const each = peers.map(({ id }) => (counts.get(id) ?? NONE)[burden]);
      expect(Math.max(...each) - Math.min(...each), `${post} ${burden}`).toBeLessThanOrEqual(1);
    }
  }
});

it('respects what was put in by hand, and says who was passed over and why', () => {
  const world = office(randomFrom(5), { absences: 0, people: 12, pools: true });
  const [leader] = [...world.tables.person.values()].filter(({ posts }) => posts.includes('leader'));
  plan(world, '2026-05-01', 'd24', { leader: leader?.id ?? '' });
  const { choices, shifts } = propose(world, '2026-05', ZONE);
  expect(shifts.find(({ day }) => day === '2026-05-01')?.posts).not.toHaveProperty('leader');
  const next = choices.find(({ slot }) => slot.day === '2026-05-02' && slot.post === 'leader');
  expect(next?.personId).not.toBe(leader?.id);
  expect(propose(world, '2026-05', ZONE)).toEqual(propose(world, '2026-05', ZONE));
});

/** An office with people on its list; with pools, leaders do nothing else and officers hold both desk posts. */
function office(
  random: Random,
  { absences, people, pools = false }: { absences: number; people: number; pools?: boolean },
) {
  const world = emptyWorld('real');
  const posts: Post[][] = [['leader'], ['primary', 'second']];
  if (!pools) posts.push(['leader', 'primary'], ['second'], ['primary'], ['driver']);
  for (let n = 0; n < people; n += 1) {
    const id = `p-${n}`;
    const own = n < 6 || pools ? posts[n % 2] : posts[Math.floor(random() * posts.length)];
    const rest = { accountId: null, principal: false, contactId: null, retiredAt: null, order: n, seq: 1 };
    world.tables.person.set(id, { id, name: `干部${n}`, post: '干部', posts: own as Post[], ...rest });
  }
  for (let n = 0; n < absences; n += 1) absent(world, random, n, people);
  return world;
}

function absent(world: World, random: Random, n: number, people: number): void {
  const from = Date.UTC(2026, Math.floor(random() * 24), 1 + Math.floor(random() * 28));
  const until = from + (1 + Math.floor(random() * 20)) * 86_400_000;
  world.tables.absence.set(`a-${n}`, {
    ...{ id: `a-${n}`, personId: `p-${Math.floor(random() * people)}`, kind: 'leave', words: null },
    ...{ from: new Date(from).toISOString(), until: new Date(until).toISOString(), standInId: null },
    ...{ filedAt: '', filedBy: BY, endedAt: null, reason: null, seq: 1 },
  });
}

/** Puts a proposal into the World as the fold would. */
function fill(world: World, month: string) {
  const proposal = propose(world, month, ZONE);
  for (const { day, patternId, posts } of proposal.shifts) plan(world, day, patternId, posts);
  return proposal;
}

function plan(world: World, day: string, patternId: string, posts: object): void {
  const pattern = allPatterns(world).find(({ id }) => id === patternId);
  if (!pattern) throw new RangeError(patternId);
  const id = shiftIdOf(patternId, day);
  const { kind, line } = pattern;
  const times = timesOf(pattern, day, ZONE);
  expect(msOf(times.endsAt)).toBeGreaterThan(msOf(times.startsAt));
  const before = world.tables.shift.get(id)?.posts;
  const state = { published: false, original: null, changedBy: BY, seq: 1 };
  world.tables.shift.set(id, {
    id,
    patternId,
    kind,
    line,
    day,
    ...times,
    posts: { ...before, ...posts },
    ...state,
  });
}
