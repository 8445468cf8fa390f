import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/entry.ts';
import { onDuty } from '../../shared/shift/onDuty.ts';
import { isoIn } from '../../shared/time.ts';
import { emptyWorld, type World } from '../../shared/world.ts';
import { rosterNow, worldOfRows } from '../support/nouns/onDuty.ts';
import { Screen } from '../support/screen.ts';
import { openTownship, type Township } from '../support/township.ts';
import { ZONE } from '../support/world.ts';

/** A Tuesday at 17:15: the day shift ends and the night shift begins at 17:30. The test moves it on. */
let now = Date.parse('2026-11-24T17:15:00+08:00');
const NIGHT = 'night-2026-11-24';
let township: Township;
let screens: Screen[];
let teams: Awaited<ReturnType<typeof rosterNow>>['teams'];

beforeAll(async () => {
  township = await openTownship({}, () => now);
  const { dutyOfficer, leader } = township.people;
  const { session } = await leader.get<{ session: { principal: { id: string } } }>('/api/session');
  ({ teams } = await rosterNow(dutyOfficer, leader, now, { leader: session.principal.id }));
  const people = [dutyOfficer, leader, township.wall];
  screens = await Promise.all(people.map((one) => new Screen(one).open()));
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await township.close();
});

const leaderOn = (world: World, at: number) => {
  const shift = onDuty(world, isoIn(at, ZONE), ZONE);
  return world.tables.person.get(shift?.posts.leader ?? '')?.name ?? null;
};
const entries = async () => (await township.people.leader.get<{ entries: Entry[] }>('/api/journal')).entries;
const missed = async () => (await entries()).filter(({ command }) => command === 'attendance.noteMissing');

describe('a change of shift', () => {
  it('comes at its minute on every screen, from the rows each of them holds', () => {
    const change = Date.parse('2026-11-24T17:30:00+08:00');
    for (const screen of screens) {
      const world = worldOfRows(screen.rows);
      expect([change - 1, change].map((at) => leaderOn(world, at))).toEqual(['乙', '丙']);
      expect(leaderOn(world, Date.parse('2026-12-01T08:30:00+08:00'))).toBeNull();
    }
    expect(leaderOn(emptyWorld('real'), change)).toBeNull();
  });

  it('is signed in for at every desk, and the wall sees nothing of who was late', async () => {
    const { dutyOfficer } = township.people;
    const body = { shiftId: NIGHT, personId: teams[1]?.primary, kind: 'arrive', onBehalf: '账号未开通' };
    const { id } = await dutyOfficer.command('attendance.signIn' as never, body as never);
    await Promise.all(screens.slice(0, 2).map((screen) => screen.sees(`attendance/${id}`)));
    expect(screens[1]?.rows.get(`attendance/${id}`)).toMatchObject({
      early: 15,
      mark: 'onTime',
      post: 'primary',
    });
    expect([...(screens[2]?.rows.keys() ?? [])].filter((key) => key.startsWith('attendance/'))).toEqual([]);
  });
});

describe('who has not come', () => {
  it('is noted once, ten minutes after the start, and not before', async () => {
    now = Date.parse('2026-11-24T17:39:59+08:00');
    expect(await missed()).toEqual([]);
    now = Date.parse('2026-11-24T17:40:00+08:00');
    await expect.poll(async () => (await missed()).length, { timeout: 10_000 }).toBe(2);
    now += 30 * 60_000;
    expect((await missed()).map(({ at }) => at < '2026-11-24T17:40:00')).toEqual([false, false]);
    const about = (await missed()).flatMap(({ events }) =>
      events.map((event) => (event as never as { personId: string }).personId),
    );
    expect(new Set(about)).toEqual(new Set([teams[1]?.leader, teams[1]?.second]));
    const rows = [...(screens[1]?.rows.entries() ?? [])].filter(([, row]) => row.kind === 'missing');
    expect(rows).toHaveLength(2);
  });

  it('is whoever holds the post by then, and he is told again once', async () => {
    const { leader } = township.people;
    const [first] = teams;
    const change = {
      shiftId: NIGHT,
      post: 'second',
      personId: first?.second,
      was: teams[1]?.second,
      reason: '联系不上',
    };
    await leader.command('shift.amend' as never, change as never);
    now += 11 * 60_000;
    await expect.poll(async () => (await missed()).length, { timeout: 10_000 }).toBe(3);
  });

  it('is taken note of with what was done, on all desks at once', async () => {
    const [key] = [...(screens[1]?.rows.entries() ?? [])].find(([, row]) => row.kind === 'missing') ?? [''];
    const attendanceId = key.split('/')[1];
    const said = { attendanceId, words: '电话联系，十分钟到' };
    await township.people.leader.command('attendance.acknowledgeMissing' as never, said as never);
    await screens[0]?.sees(key, ({ handled }) => handled !== null);
    expect(screens[0]?.rows.get(key)?.handled).toMatchObject({ words: said.words });
  });
});
