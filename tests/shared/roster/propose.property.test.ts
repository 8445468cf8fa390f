import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import { BURDENS, countShifts, NONE, type Burden, type Counts } from '../../../shared/roster/burden.ts';
import { problemsOf } from '../../../shared/roster/problems.ts';
import { propose } from '../../../shared/roster/propose.ts';
import type { World } from '../../../shared/world.ts';
import { randomFrom } from '../../support/faults/proof.ts';
import { chainIn, mostFilled } from '../../support/nouns/chains.ts';
import { anyMonth, BEFORE, enlist, fill, goAway, office, plan } from '../../support/nouns/office.ts';
import { ZONE } from '../../support/world.ts';

const OFFICES = 1_000;
const NEEDED: readonly Post[] = ['leader', 'primary', 'second'];

describe(`in ${OFFICES} random offices`, () => {
  it('no hard rule is broken, and a post is empty only where nobody could take it, whoever changes places', () => {
    const random = randomFrom(20_260_405);
    const broken: string[] = [];
    let empty = 0;
    for (let n = 0; n < OFFICES; n += 1) {
      const world = office(random, { people: 4 + Math.floor(random() * 14) });
      const month = anyMonth(random);
      for (let away = Math.floor(random() * 8); away > 0; away -= 1) goAway(world, random, month);
      fill(world, month);
      for (const { what, hard, shiftId } of problemsOf(world, month, ZONE, BEFORE))
        if (hard && what !== 'empty' && what !== 'gap') broken.push(`office ${n}: ${shiftId} ${what}`);
      for (const shift of world.tables.shift.values()) {
        const filled = NEEDED.filter((post) => shift.posts[post]).length;
        empty += NEEDED.length - filled;
        if (filled < mostFilled(world, shift, NEEDED)) broken.push(`office ${n}: ${shift.id} has ${filled}`);
      }
    }
    expect(broken.slice(0, 5)).toEqual([]);
    expect(empty, 'posts that stayed empty: else this looked at nothing').toBeGreaterThan(100);
  }, 240_000);

  it('every burden is spread to within one shift where there is time to rest', () => {
    const random = randomFrom(4_711);
    const uneven: string[] = [];
    for (let n = 0; n < OFFICES; n += 1) {
      const world = office(random, { people: 18 + Math.floor(random() * 22), pools: true });
      const month = anyMonth(random);
      const { counts } = fill(world, month);
      for (const [post, burden, spread] of spreads(world, counts))
        if (spread > 1) uneven.push(`office ${n} ${month} ${post} ${burden}: ${spread}`);
    }
    expect(uneven.slice(0, 5)).toEqual([]);
  }, 240_000);

  it('a burden is spread further only where no chain of exchanges could lower it', () => {
    const random = randomFrom(1_914);
    const uneven: string[] = [];
    let [wide, passed] = [0, 0];
    for (let n = 0; n < OFFICES; n += 1) {
      const pools = random() < 0.5;
      const world = office(random, { people: 5 + Math.floor(random() * 12), pools });
      const month = anyMonth(random);
      for (let away = 2 + Math.floor(random() * 8); away > 0; away -= 1) goAway(world, random, month);
      const { counts } = fill(world, month);
      for (const burden of BURDENS) {
        if (!spreads(world, counts).some(([, one, spread]) => one === burden && spread > 1)) continue;
        wide += 1;
        const chain = chainIn(world, burden);
        if (chain) uneven.push(`office ${n} ${month} ${burden}: ${chain.join(' → ')}`);
        else passed += 1;
      }
    }
    expect(uneven.slice(0, 5)).toEqual([]);
    expect([wide > 100, passed > 100], `${wide} wide, ${passed} rightly`).toEqual([true, true]);
  }, 240_000);
});

it('keeps the balance over a year, month upon month, and counts what it proposed', () => {
  const world = office(randomFrom(3), { people: 24, pools: true });
  for (let n = 0; n < 12; n += 1) fill(world, addMonths('2026-01', n));
  const counts = countShifts(world, world.tables.shift.values());
  for (const [post, burden, spread] of spreads(world, counts))
    expect(spread, `${post} ${burden}`).toBeLessThanOrEqual(1);
});

it('respects what was put in by hand, and says who was passed over and why', () => {
  const world = office(randomFrom(5), { people: 12, pools: true });
  const [leader] = [...world.tables.person.values()].filter(({ posts }) => posts.includes('leader'));
  plan(world, '2026-05-01', 'd24', { leader: leader?.id ?? '' });
  const { choices, shifts } = propose(world, '2026-05', ZONE);
  expect(shifts.find(({ day }) => day === '2026-05-01')?.posts).not.toHaveProperty('leader');
  const next = choices.find(({ slot }) => slot.day === '2026-05-02' && slot.post === 'leader');
  expect(next?.personId).not.toBe(leader?.id);
  expect(propose(world, '2026-05', ZONE)).toEqual(propose(world, '2026-05', ZONE));
});

it('proposes nothing for what is over, so that the rest of a month that has begun can be filled', () => {
  const world = office(randomFrom(5), { people: 12, pools: true });
  const { shifts } = propose(world, '2026-04', ZONE, '2026-04-05T13:20:00+08:00');
  expect(shifts[0]?.day).toBe('2026-04-05');
  expect(propose({ ...world, at: '2026-04-05T13:20:00+08:00' }, '2026-04', ZONE).shifts[0]?.day).toBe(
    '2026-04-05',
  );
});

it('lets two change places rather than leave a post empty', () => {
  const world = office(randomFrom(5), { people: 0 });
  enlist(world, 0, ['leader', 'primary']);
  enlist(world, 1, ['leader']);
  enlist(world, 2, ['second']);
  const { choices } = propose(world, '2026-05', ZONE);
  const first = choices.filter(({ slot }) => slot.day === '2026-05-01');
  expect(first.map(({ personId }) => personId)).toEqual(['p-1', 'p-0', 'p-2']);
});

it('says who comes without his rest, for nobody had it', () => {
  const world = office(randomFrom(5), { people: 0 });
  for (const [n, post] of NEEDED.entries()) enlist(world, n, [post]);
  const { choices } = propose(world, '2026-05', ZONE);
  const restless = (day: string) => choices.filter(({ slot }) => slot.day === day).map((one) => one.restless);
  expect([restless('2026-05-01'), restless('2026-05-02')]).toEqual([
    Array(3).fill(false),
    Array(3).fill(true),
  ]);
});

it('shares by what people can do, in whatever order it was written down', () => {
  const world = office(randomFrom(5), { people: 0 });
  for (let n = 0; n < 8; n += 1) enlist(world, n, n % 2 ? ['primary', 'second'] : ['second', 'primary']);
  for (let n = 8; n < 12; n += 1) enlist(world, n, ['leader']);
  for (let n = 0; n < 3; n += 1) fill(world, addMonths('2026-01', n));
  const counts = countShifts(world, world.tables.shift.values());
  for (const [post, burden, spread] of spreads(world, counts))
    expect(spread, `${post} ${burden}`).toBeLessThanOrEqual(1);
});

/** Of each post and burden, how many more whoever has most of it has than whoever has fewest. */
function spreads(world: World, counts: ReadonlyMap<string, Counts>): [Post, Burden, number][] {
  return (['leader', 'primary'] as const).flatMap((post) => {
    const peers = [...world.tables.person.values()].filter(({ posts }) => posts.includes(post));
    return BURDENS.map((burden): [Post, Burden, number] => {
      const each = peers.map(({ id }) => (counts.get(id) ?? NONE)[burden]);
      return [post, burden, each.length > 0 ? Math.max(...each) - Math.min(...each) : 0];
    });
  });
}
