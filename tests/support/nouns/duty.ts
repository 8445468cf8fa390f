import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import { POSTS } from '../../../shared/pattern/contract.ts';
import type { Posts } from '../../../shared/shift/contract.ts';
import { isoIn, msOf } from '../../../shared/time.ts';
import type { Dice } from '../makers.ts';
import { people, uuid, ZONE, type Room, type Step } from '../world.ts';

/** Those who do duty in specifications: letters, as in the scenario. */
export const PERSON = {
  leader: uuid(0x7001),
  otherLeader: uuid(0x7002),
  a: uuid(0x7003),
  b: uuid(0x7004),
  c: uuid(0x7005),
  d: uuid(0x7006),
  driver: uuid(0x7007),
} as const;

type More = Readonly<Record<string, unknown>>;

/** Somebody for the duty list. */
export function member(name: string, posts: readonly string[], more: More = {}): More {
  return { name, post: '干部', posts, accountId: null, principal: false, contactId: null, ...more };
}

/** Puts somebody on the duty list under an id that is known. */
export function enlisted(id: string, name: string, posts: readonly string[], more: More = {}): Step {
  return { type: 'person.add', body: member(name, posts, more), by: people.officer, id };
}

const OFFICER = ['primary', 'second'];

/** Two leaders, four officers and a driver: enough for two shifts that share nobody. */
export const DUTY_LIST: readonly Step[] = [
  enlisted(PERSON.leader, '乙', ['leader'], { post: '副乡长', accountId: 'leader' }),
  enlisted(PERSON.otherLeader, '丙', ['leader'], { post: '人大主席' }),
  enlisted(PERSON.a, '值班员A', OFFICER),
  enlisted(PERSON.b, '值班员B', OFFICER),
  enlisted(PERSON.c, '值班员C', OFFICER, { accountId: 'officer' }),
  enlisted(PERSON.d, '值班员D', OFFICER),
  enlisted(PERSON.driver, '司机', ['driver']),
];

/** One shift of a month that is being made. */
export function plan(day: string, patternId: string, posts: Posts): More {
  const was = Object.fromEntries(Object.keys(posts).map((post) => [post, null]));
  return { day, patternId, posts, was };
}

export const FIRST: Posts = { leader: PERSON.leader, primary: PERSON.a, second: PERSON.b };
export const SECOND: Posts = { leader: PERSON.otherLeader, primary: PERSON.c, second: PERSON.d };

/** Every shift of April 2026 from a day on, by the patterns that hold without any being arranged, turn about. */
export function april(from = '2026-04-01'): More[] {
  const shifts: More[] = [];
  const days = Array.from({ length: 30 }, (_none, n) => `2026-04-${String(n + 1).padStart(2, '0')}`);
  const turns = () => (shifts.length % 2 === 0 ? FIRST : SECOND);
  for (const day of days.filter((one) => one >= from)) {
    const rest = [4, 5, 6, 11, 12, 18, 19, 25, 26].includes(Number(day.slice(8)));
    for (const patternId of rest ? ['d24'] : ['day', 'night']) shifts.push(plan(day, patternId, turns()));
  }
  return shifts;
}

export function filled(shifts: readonly More[], how = 'generated'): Step {
  return { type: 'shift.fill', body: { how, shifts }, by: people.officer };
}

/** A month later than START's is published whole: May 2026. */
export function may(): More[] {
  const shifts: More[] = [];
  const days = Array.from({ length: 31 }, (_none, n) => `2026-05-${String(n + 1).padStart(2, '0')}`);
  const rest = new Set([1, 2, 3, 4, 5, 10, 16, 17, 23, 24, 30, 31]);
  for (const day of days)
    for (const patternId of rest.has(Number(day.slice(8))) ? ['d24'] : ['day', 'night'])
      shifts.push(plan(day, patternId, shifts.length % 2 === 0 ? FIRST : SECOND));
  return shifts;
}
export const PUBLISHED: Step = {
  type: 'roster.publish',
  body: { month: '2026-05', note: null },
  by: people.leader,
};

/** So many days from now on, by whatever clock the book has: in a time that is over nobody can be away. */
export function daysAhead({ world }: Room, days: number): string {
  return isoIn(msOf(world.at) + days * 24 * 60 * 60_000, ZONE);
}

/** A day for which something is planned that is not published. */
export function draftDay({ world }: Room): string {
  const draft = [...world.tables.shift.values()].find(({ published }) => !published);
  return draft?.day ?? '2027-01-01';
}

/** The id of any row of a table. */
export function key(room: Room, dice: Dice, table: 'absence' | 'shift' | 'substitution'): string {
  return dice.one([...room.world.tables[table].keys()]) ?? 'none';
}

/** Mostly one of a state in which the command can be given, when there is one. */
export function substitution(room: Room, dice: Dice, state?: string): { substitutionId: string } {
  const fit = [...room.world.tables.substitution.values()].filter((one) => one.state === state);
  const one = dice.chance(80) ? dice.one(fit) : undefined;
  return { substitutionId: one?.id ?? key(room, dice, 'substitution') };
}

/** Mostly somebody who is on the list for it, in a post of a published shift, in place of whoever holds it. */
export function amendment({ world }: Room, dice: Dice): More {
  const all = [...world.tables.shift.values()];
  const shift = dice.one(dice.chance(90) ? all.filter(({ published }) => published) : all);
  const post = dice.one(POSTS) ?? 'leader';
  const fit = [...world.tables.person.values()].filter(({ posts }) => posts.includes(post));
  const was = shift?.posts[post] ?? null;
  return { shiftId: shift?.id ?? 'none', post, personId: dice.one(fit)?.id ?? null, was, reason: '急病' };
}

const seasonal = {
  season: { from: '03-15', until: '06-15' },
  on: ['workday', 'restday', 'holiday', 'makeup'],
};
/** The patterns that hold before any are arranged, as a command says them. */
export const base = DEFAULT_PATTERNS.map(
  ({ order: _order, retired: _retired, seq: _seq, ...pattern }) => pattern,
);
export const ARRANGEMENTS = [
  base,
  [
    ...base,
    ...base
      .slice(2)
      .map((one) => ({ ...one, ...seasonal, id: 'fire', name: { zh: '防火期班', en: 'Fire season' } })),
  ],
];
