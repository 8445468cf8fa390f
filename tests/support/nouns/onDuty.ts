import { dayOf, addDays } from '../../../shared/days.ts';
import { dayTypeOf } from '../../../shared/calendar/dayType.ts';
import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import { shiftIdOf, type Posts } from '../../../shared/shift/contract.ts';
import { timesOf } from '../../../shared/shift/hours.ts';
import { msOf } from '../../../shared/time.ts';
import { REAL } from '../../../shared/book/contract.ts';
import { isTable } from '../../../shared/rows.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import type { Client } from '../../../scripts/client.ts';
import { ZONE } from '../world.ts';
import { member } from './duty.ts';

interface Planned {
  readonly id: string;
  readonly fill: Record<string, unknown>;
}

/** A month's shifts that are not over, by the patterns that hold without any being arranged, the teams turn about. */
export function monthFrom(now: number, teams: readonly Posts[]): Planned[] {
  const world = emptyWorld('real');
  const today = dayOf(new Date(now).toISOString(), ZONE);
  const from = today.endsWith('-01') ? today : addDays(today, -1);
  const shifts: Planned[] = [];
  for (let day = from; day.slice(0, 7) === today.slice(0, 7); day = addDays(day, 1)) {
    const { type } = dayTypeOf(world, day);
    for (const pattern of DEFAULT_PATTERNS.filter(({ on }) => on.includes(type))) {
      if (msOf(timesOf(pattern, day, ZONE).endsAt) <= now) continue;
      const posts = teams[shifts.length % teams.length] as Posts;
      const was = Object.fromEntries(Object.keys(posts).map((post) => [post, null]));
      shifts.push({ id: shiftIdOf(pattern.id, day), fill: { day, patternId: pattern.id, posts, was } });
    }
  }
  return shifts;
}

/** A duty list of two teams, of which one is the accounts that are given, and a roster of the running month. */
export async function rosterNow(
  officer: Client,
  leader: Client,
  now: number,
  accounts: Partial<Posts> = {},
  book = REAL,
) {
  const give = async (type: string, body: object, by = officer) =>
    (await by.command(type as never, body as never, { book })).id;
  const add = (name: string, post: string, posts: readonly string[], accountId: string | null = null) =>
    give('person.add', member(name, posts, { post, accountId }));
  const teams: Posts[] = [];
  for (const [n, names] of [
    ['乙', '值班员C', '值班员D'],
    ['丙', '值班员E', '值班员F'],
  ].entries()) {
    const account = (post: 'leader' | 'primary' | 'second') => (n === 0 ? (accounts[post] ?? null) : null);
    const [leads = '', primary = '', second = ''] = names;
    teams.push({
      leader: await add(leads, n === 0 ? '党委副书记' : '人大主席', ['leader'], account('leader')),
      primary: await add(primary, '党政办干事', ['primary', 'second'], account('primary')),
      second: await add(second, '党政办干事', ['primary', 'second'], account('second')),
    });
  }
  const shifts = monthFrom(now, teams);
  await give('shift.fill', { how: 'generated', shifts: shifts.map(({ fill }) => fill) });
  await give(
    'roster.publish',
    { month: dayOf(new Date(now).toISOString(), ZONE).slice(0, 7), note: null },
    leader,
  );
  return { teams, shifts: shifts.map(({ id }) => id) };
}

/** The rows that a screen holds, as the World that rules take. */
export function worldOfRows(rows: ReadonlyMap<string, Record<string, unknown>>): World {
  const world = emptyWorld('real');
  for (const [key, row] of rows) {
    const [table = '', id = ''] = key.split('/');
    if (isTable(table)) (world.tables[table] as Map<string, unknown>).set(id, row);
  }
  return world;
}
