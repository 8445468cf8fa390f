import { POSTS } from '../../../shared/pattern/contract.ts';
import type { Fixtures } from '../access/fixtures.ts';
import type { Target } from '../access/table.ts';
import type { Dice } from '../makers.ts';
import { propose } from '../../../shared/roster/propose.ts';
import { people, uuid, ZONE, type Room, type Step } from '../world.ts';
import {
  amendment,
  ARRANGEMENTS,
  base,
  key,
  substitution,
  daysAhead,
  DUTY_LIST,
  draftDay,
  enlisted,
  filled,
  may,
  member,
  PERSON,
  PUBLISHED,
} from './duty.ts';

type Body = Record<string, unknown>;

/** Bodies for the property tests: mostly such as could be given. */
export const makers = {
  'calendar.setYear': (room: Room, dice: Dice) => {
    const day = dice.chance(80) ? draftDay(room) : '2026-10-01';
    const type = dice.one(['holiday', 'makeup']);
    return { year: day.slice(0, 4), source: '国务院办公厅通知', days: [{ day, type, name: '国庆节' }] };
  },
  'pattern.arrange': (_room: Room, dice: Dice) => ({ patterns: dice.one(ARRANGEMENTS) }),
  'person.add': (_room: Room, dice: Dice) =>
    member(`干部${dice.roll(12)}`, ['leader', 'primary', 'second'], { principal: dice.chance(20) }),
  'person.change': (room: Room, dice: Dice) => ({ ...person(room, dice), post: `职务${dice.roll(4)}` }),
  'person.retire': (room: Room, dice: Dice) => ({ ...person(room, dice), reason: '调走' }),
  'absence.file': (room: Room, dice: Dice) => ({
    ...{ ...person(room, dice), kind: 'leave', words: null, standInId: null },
    // From now on by whatever clock the book has: in a time that is over nobody can be away.
    ...{ from: daysAhead(room, dice.roll(9)), until: daysAhead(room, 10) },
  }),
  'absence.end': (room: Room, dice: Dice) => ({ absenceId: key(room, dice, 'absence'), reason: '回来了' }),
  'absence.archive': (room: Room, dice: Dice) => ({ absenceId: key(room, dice, 'absence') }),
  'shift.assign': (room: Room, dice: Dice) => assignment(room, dice),
  'shift.fill': (room: Room, dice: Dice) => {
    const shifts = dice.chance(90) ? propose(room.world, '2026-05', ZONE).shifts : [];
    if (shifts.length > 0) return { how: 'generated', shifts };
    const { day, patternId, post, personId, was } = assignment(room, dice);
    const name = post as string;
    return { how: 'pasted', shifts: [{ day, patternId, posts: { [name]: personId }, was: { [name]: was } }] };
  },
  'shift.amend': (room: Room, dice: Dice) => amendment(room, dice),
  'roster.publish': () => ({ month: '2026-05', note: null }),
  'roster.archive': (room: Room, dice: Dice) => {
    if (room.world.tables.shift.size > 0 && dice.chance(15)) room.wait(100 * 24 * 60);
    return { month: '2026-05' };
  },
  'substitution.ask': (room: Room, dice: Dice) => ({
    ...{ shiftId: key(room, dice, 'shift'), post: dice.one(POSTS), ...person(room, dice), reason: '有事' },
  }),
  'substitution.askSwap': (room: Room, dice: Dice) => ({
    ...{ shiftId: key(room, dice, 'shift'), post: dice.one(POSTS), reason: '有事' },
    ...{ otherShiftId: key(room, dice, 'shift'), otherPost: dice.one(POSTS) },
  }),
  'substitution.consent': (room: Room, dice: Dice) => ({
    ...substitution(room, dice, 'asked'),
    onBehalf: '同意',
  }),
  'substitution.approve': (room: Room, dice: Dice) => substitution(room, dice, 'consented'),
  'substitution.decline': (room: Room, dice: Dice) => ({ ...substitution(room, dice), reason: '不行' }),
  'substitution.note': (room: Room, dice: Dice) => substitution(room, dice),
  'substitution.lapse': (room: Room, dice: Dice) => substitution(room, dice),
  'substitution.archive': (room: Room, dice: Dice) => substitution(room, dice),
};

function person(room: Room, dice: Dice): { personId: string } {
  return { personId: dice.one([...room.world.tables.person.keys()]) ?? uuid(0xdead) };
}

function assignment(room: Room, dice: Dice): Body {
  const day = dice.one(['2026-04-06', '2026-04-07', '2026-05-01', '2026-05-06']) as string;
  const patternId = dice.one(['d24', 'day', 'night']) as string;
  const fit = [...room.world.tables.person.values()];
  const one = dice.one(fit);
  const post = one ? dice.one(one.posts) : 'leader';
  const was = room.world.tables.shift.get(`${patternId}-${day}`)?.posts[post ?? 'leader'] ?? null;
  return { day, patternId, post, personId: one?.id ?? null, was };
}

/** The story of a month, for the golden fixtures: every command with every field, and every event. */
export function* golden(): Generator<Step> {
  const { officer, leader, administrator, system } = people;
  const days = [
    { day: '2027-01-01', type: 'holiday', name: '元旦' },
    { day: '2027-01-04', type: 'makeup', name: '元旦' },
  ];
  yield { type: 'calendar.setYear', body: { year: '2027', source: '国务院办公厅通知', days }, by: officer };
  yield { type: 'pattern.arrange', body: { patterns: ARRANGEMENTS[1] }, by: leader };
  yield { type: 'pattern.arrange', body: { patterns: base }, by: administrator };
  yield* DUTY_LIST;
  const spare = uuid(0x7301);
  yield enlisted(spare, '戊', ['primary', 'second'], { principal: true, contactId: uuid(0x7302) });
  const changed = { name: '己', post: '站长', posts: ['primary', 'second'], accountId: null };
  yield {
    type: 'person.change',
    body: { personId: spare, ...changed, principal: false, contactId: null },
    by: officer,
  };
  const absence = { personId: PERSON.driver, kind: 'sick', words: '住院', standInId: null };
  const times = { from: '2026-04-10T08:00:00+08:00', until: '2026-04-20T08:00:00+08:00' };
  yield { type: 'absence.file', body: { ...absence, ...times }, by: officer, id: uuid(0x7303) };
  yield { type: 'absence.end', body: { absenceId: uuid(0x7303), reason: '出院' }, by: officer };
  yield { type: 'absence.archive', body: { absenceId: uuid(0x7303) }, by: system };
  yield { type: 'person.retire', body: { personId: PERSON.driver, reason: '调走' }, by: officer };
  const first = { day: '2026-05-01', patternId: 'd24', post: 'primary', personId: spare, was: null };
  yield { type: 'shift.assign', body: first, by: officer };
  yield { type: 'shift.assign', body: { ...first, personId: null, was: spare }, by: officer };
  yield filled(may());
  yield { ...PUBLISHED, body: { month: '2026-05', note: '值班期间不得脱岗' } };
  yield* substitutions(spare);
}

function* substitutions(spare: string): Generator<Step> {
  const { officer, leader, system } = people;
  const about = (n: number) => ({ substitutionId: uuid(0x7310 + n) });
  const place = { shiftId: 'd24-2026-05-02', post: 'primary', reason: '家里有事' };
  const other = { otherShiftId: 'd24-2026-05-03', otherPost: 'primary' };
  const consent = (n: number): Step => ({
    type: 'substitution.consent',
    body: { ...about(n), onBehalf: '电话同意' },
    by: officer,
  });
  yield { type: 'substitution.ask', body: { ...place, personId: spare }, by: officer, id: uuid(0x7310) };
  yield consent(0);
  yield { type: 'substitution.approve', body: about(0), by: leader };
  yield { type: 'substitution.note', body: about(0), by: officer };
  yield { type: 'substitution.askSwap', body: { ...place, ...other }, by: officer, id: uuid(0x7311) };
  yield { type: 'substitution.decline', body: { ...about(1), reason: '不行' }, by: officer };
  yield { type: 'substitution.archive', body: about(1), by: system };
  yield { type: 'substitution.askSwap', body: { ...place, ...other }, by: officer, id: uuid(0x7312) };
  yield { type: 'substitution.lapse', body: about(2), by: system };
  const order = { personId: PERSON.c, was: spare, reason: '急病' };
  yield { type: 'shift.amend', body: { shiftId: place.shiftId, post: place.post, ...order }, by: leader };
}

/** In a book of its own, for its time passes: a month that is over goes to the records. */
export function* later(): Generator<Step> {
  const { officer, system } = people;
  const clock = { startsAt: '2026-05-30T08:00:00.000+08:00', speed: 1 };
  yield { type: 'book.openExercise', body: { kind: 'exercise', title: '值班演练', ...clock }, by: officer };
  const first = { day: '2026-05-30', patternId: 'd24', post: 'leader', personId: PERSON.leader, was: null };
  yield { type: 'shift.assign', body: first, by: officer };
  yield { type: 'roster.archive', body: { month: '2026-05' }, by: system, wait: 100 * 24 * 60 };
  // What is planned goes with the calendar.
  yield { type: 'shift.assign', body: { ...first, day: '2026-10-31' }, by: officer };
  const days = [{ day: '2026-10-31', type: 'makeup', name: '国庆节' }];
  yield { type: 'calendar.setYear', body: { year: '2026', source: '旗里通知', days }, by: officer };
}

/** Bodies for the access table: about what there is, about nothing, or of no form. */
export const bodies: Record<string, (make: Fixtures, target: Target) => Promise<Body> | Body> = {
  'calendar.setYear': ({ next }, target) => ({
    ...{ year: '2031', source: `通知 ${next()}` },
    days: [{ day: bad(target) ? '2031-02-30' : '2031-10-01', type: 'holiday', name: '国庆节' }],
  }),
  'pattern.arrange': (_make, target) => ({ patterns: bad(target) ? [] : base }),
  'person.add': ({ next }, target) => member(bad(target) ? '' : `干部${next()}`, ['leader']),
  'person.change': async (make, target) => ({ ...(await one(make, target)), post: `站长${make.next()}` }),
  'person.retire': async (make, target) => ({ ...(await one(make, target)), reason: '调走' }),
  'absence.file': async (make, target) => away((await one(make, target)).personId as string),
  'absence.end': async (make, target) => ({ ...(await absence(make, target)), reason: '回来了' }),
  'absence.archive': async (make, target) => absence(make, target),
  'shift.assign': async (make, target) => assign(make, target),
  'shift.fill': async (make, target) => {
    const { day, patternId, post, personId } = await assign(make, target);
    const shift = { day, patternId, posts: { [post as string]: personId }, was: { [post as string]: null } };
    return { how: 'pasted', shifts: [shift] };
  },
  'shift.amend': async (make, target) => amend(make, target),
  'roster.publish': ({ next }, target) => ({ month: bad(target) ? '2031' : month(next()), note: null }),
  'roster.archive': () => ({ month: '2026-01' }),
  'substitution.ask': async (make, target) => ask(make, target),
  'substitution.askSwap': async (make, target) => {
    // The posts of one shift can be exchanged by nobody: nobody is fit for both, so it is refused for that.
    const { shiftId, post } = await ask(make, target);
    return { shiftId, post, otherShiftId: shiftId, otherPost: post, reason: '有事' };
  },
  'substitution.consent': async (make, target) => ({ ...(await asked(make, target)), onBehalf: '同意' }),
  'substitution.approve': async (make, target) => asked(make, target, true),
  'substitution.decline': async (make, target) => ({ ...(await asked(make, target)), reason: '不行' }),
  'substitution.note': async (make, target) => asked(make, target),
  'substitution.lapse': async (make, target) => asked(make, target),
  'substitution.archive': async (make, target) => asked(make, target),
};

const bad = (target: Target) => target === 'malformed';
const month = (n: number) => `${2027 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;

function enlist({ give, next }: Fixtures): Promise<string> {
  return give('person.add', member(`干部${next()}`, ['leader', 'primary']));
}

async function one(make: Fixtures, target: Target): Promise<Body> {
  return { personId: await make.idFor(target, () => enlist(make)) };
}

function away(personId: string): Body {
  const times = { from: '2031-04-10T08:00:00+08:00', until: '2031-04-20T08:00:00+08:00' };
  return { personId, kind: 'leave', words: null, standInId: null, ...times };
}

async function absence(make: Fixtures, target: Target): Promise<Body> {
  const file = async () => make.give('absence.file', away(await enlist(make)));
  return { absenceId: await make.idFor(target, file) };
}

async function assign(make: Fixtures, target: Target): Promise<Body> {
  const { personId } = await one(make, target);
  return { day: dayFor(make.next()), patternId: 'd24', post: 'leader', personId, was: null };
}

/** A Sunday of a year that nobody has published. */
function dayFor(n: number): string {
  return new Date(Date.UTC(2035, 0, 7 + 7 * n)).toISOString().slice(0, 10);
}

/** A published month of a far year, whose leaders can be exchanged one by one; made once for a run. */
interface FarMonth {
  readonly places: { shiftId: string; post: string; holder: string }[];
  used: number;
}
const months = new WeakMap<Fixtures, Promise<FarMonth>>();

async function place(make: Fixtures): Promise<FarMonth['places'][number]> {
  if (!months.has(make)) months.set(make, farMonth(make));
  const far = await (months.get(make) as Promise<FarMonth>);
  const next = far.places[far.used];
  if (!next)
    throw new Error('every post of the far month is used: publish another one in the access fixtures');
  far.used += 1;
  return next;
}

async function farMonth(make: Fixtures): Promise<FarMonth> {
  const posts = ['leader', 'primary', 'second'];
  const teams = [0, 1].map(() => posts.map((post) => make.give('person.add', teamMember(make, post))));
  const ids = await Promise.all(teams.map((team) => Promise.all(team)));
  const days = Array.from({ length: 30 }, (_none, n) => `2040-09-${String(n + 1).padStart(2, '0')}`);
  const places: FarMonth['places'] = [];
  const shifts = days.flatMap((day) => {
    const rest = [0, 6].includes(new Date(day).getUTCDay());
    return (rest ? ['d24'] : ['day', 'night']).map((patternId) => {
      const team = ids[places.length % 2] as string[];
      const holders = Object.fromEntries(posts.map((post, n) => [post, team[n] as string]));
      for (const [post, holder] of Object.entries(holders))
        places.push({ shiftId: `${patternId}-${day}`, post, holder });
      return { day, patternId, posts: holders, was: { leader: null, primary: null, second: null } };
    });
  });
  await make.give('shift.fill', { how: 'generated', shifts });
  await make.give('roster.publish', { month: '2040-09', note: null }, make.leader);
  return { places, used: 0 };
}

function teamMember({ next }: Fixtures, post: string): Body {
  return member(`班组${next()}`, [post]);
}

/** Somebody new in a post of the far month. */
async function amend(make: Fixtures, target: Target): Promise<Body> {
  const { shiftId, post, holder } = await place(make);
  const personId = await make.give('person.add', member(`顶替${make.next()}`, [post]));
  const there = target === 'missing' ? 'd24-2050-01-01' : shiftId;
  const change = { post, personId, was: holder, reason: '急病' };
  return { shiftId: bad(target) ? '../x' : there, ...change };
}

async function ask(make: Fixtures, target: Target): Promise<Body> {
  const { shiftId, post, personId } = await amend(make, target);
  return { shiftId, post, personId, reason: '有事' };
}

async function asked(make: Fixtures, target: Target, consented = false): Promise<Body> {
  const substitutionId = await make.idFor(target, async () =>
    make.give('substitution.ask', await ask(make, 'own')),
  );
  const there = target !== 'missing' && !bad(target);
  if (consented && there) await make.give('substitution.consent', { substitutionId, onBehalf: '同意' });
  return { substitutionId };
}
