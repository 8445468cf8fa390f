import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import type { Problem } from '../../../shared/roster/problem.ts';
import { problemsOf } from '../../../shared/roster/problems.ts';
import { problemWords } from '../../../shared/roster/words.ts';
import type { Shift } from '../../../shared/shift/contract.ts';
import { DUTY_LIST, enlisted, filled, may, PERSON, plan } from '../../support/nouns/duty.ts';
import { GROUND } from '../../support/steps.ts';
import { people, roomAfter, uuid, ZONE, type Room, type Step } from '../../support/world.ts';

const { officer, leader } = people;
const NOW = '2026-04-05T13:20:00+08:00';
const base = DEFAULT_PATTERNS.map(({ order: _order, retired: _retired, seq: _seq, ...pattern }) => pattern);
/** A desk that somebody sets up beside the duty room's: a whole day from 20:00. */
const DESK = {
  ...{ id: 'desk', name: { zh: '专班', en: 'Desk' }, kind: 'special', line: 'extra', season: null },
  ...{ startMinute: 1200, minutes: 1440, on: ['workday'], needed: ['primary'], optional: [] },
};
const ready: Step[] = [
  ...[...GROUND, { type: 'pattern.arrange', body: { patterns: [...base, DESK] }, by: leader } as const],
  ...DUTY_LIST,
  filled(may()),
];
const named = (one: Problem) => `${one.what} ${one.shiftId || one.day} ${one.post}`;
const what = (room: Room, month = '2026-05', at = NOW) =>
  problemsOf(room.world, month, ZONE, at)
    .filter(({ hard }) => hard)
    .map(named);
const warned = (room: Room, kind: Problem['what'], month = '2026-05') =>
  problemsOf(room.world, month, ZONE, NOW).filter(({ what: one, hard }) => one === kind && !hard);
const assign = (day: string, patternId: string, post: string, personId: string | null, was: string | null) =>
  ({ type: 'shift.assign', body: { day, patternId, post, personId, was }, by: officer }) as const;
const away = (personId: string, from: string, until: string): Step => ({
  type: 'absence.file',
  body: { personId, kind: 'leave', from, until, words: null, standInId: null },
  by: officer,
});
/** What no command can bring about, or only a chain of them. */
function bend(room: Room, id: string, fields: Partial<Shift>): Room {
  const shift = room.world.tables.shift.get(id) as Shift;
  room.world.tables.shift.set(id, { ...shift, ...fields });
  return room;
}

describe('what is wrong with a month', () => {
  it('is nothing when every post of every shift has somebody', () => {
    expect(what(roomAfter(ready))).toEqual([]);
  });
  it('is a shift that nobody has planned, and nothing more of it', () => {
    const room = roomAfter([...ready.slice(0, -1), filled(may().filter(({ day }) => day !== '2026-05-31'))]);
    expect(what(room)).toEqual(['gap d24-2026-05-31 null']);
  });
  it('is a month in which nothing is planned at all: each shift of it', () => {
    expect(what(roomAfter([...GROUND, ...DUTY_LIST]))).toHaveLength(may().length);
  });
  it('is a post that is needed and empty, not one that may be', () => {
    const room = roomAfter([...ready, assign('2026-05-01', 'd24', 'second', null, PERSON.b)]);
    expect(what(room)).toEqual(['empty d24-2026-05-01 second']);
  });
  it('is one person in two posts of one shift', () => {
    const room = roomAfter([...ready, assign('2026-05-01', 'd24', 'second', PERSON.a, PERSON.b)]);
    expect(what(room)).toEqual(['twice d24-2026-05-01 second']);
  });
  it('is one person at a desk beside the duty room and in it, said at the later', () => {
    const room = roomAfter([...ready, assign('2026-05-02', 'desk', 'primary', PERSON.c, null)]);
    expect(what(room)).toEqual(['twice desk-2026-05-02 primary']);
  });
  it('is one person at once in this month and in the next, said in this one when only that is its own', () => {
    const last = assign('2026-04-30', 'desk', 'primary', PERSON.a, null);
    const room = roomAfter([...ready, last]);
    expect(what(room)).toEqual(['twice d24-2026-05-01 primary']);
    expect(what(room, '2026-04')).toContain('twice desk-2026-04-30 primary');
  });
  it('is no overlap when one ends where the other begins', () => {
    const desk = { startsAt: '2026-05-06T17:30:00.000+08:00', endsAt: '2026-05-07T08:30:00.000+08:00' };
    const room = roomAfter([...ready, assign('2026-05-06', 'desk', 'primary', PERSON.a, null)]);
    const [day, night] = ['day-2026-05-06', 'night-2026-05-06'].map((id) => room.world.tables.shift.get(id));
    const dayHas = day?.posts.primary === PERSON.a;
    expect(night?.posts.primary === PERSON.a).toBe(!dayHas);
    bend(room, 'desk-2026-05-06', desk);
    const clash = what(room).filter((one) => one.startsWith('twice'));
    expect(clash).toEqual(dayHas ? [] : ['twice night-2026-05-06 primary']);
  });
  it('is two shifts of the duty room at once, across the months as well', () => {
    const early = { startsAt: '2026-05-01T08:00:00.000+08:00' };
    const april = plan('2026-04-30', 'night', { leader: PERSON.otherLeader });
    const room = bend(roomAfter([...ready, filled([april])]), 'd24-2026-05-01', early);
    expect(what(room)).toEqual(['overlap d24-2026-05-01 null']);
    expect(what(room, '2026-04')).toContain('overlap night-2026-04-30 null');
    const inside = { startsAt: '2026-05-02T08:29:00.000+08:00' };
    expect(what(bend(roomAfter(ready), 'd24-2026-05-02', inside))).toContain('overlap d24-2026-05-02 null');
  });
  it('is a time between two shifts that belongs to none, unless a shift is missing there', () => {
    const late = { startsAt: '2026-05-02T09:00:00.000+08:00' };
    expect(what(bend(roomAfter(ready), 'd24-2026-05-02', late))).toEqual(['hole d24-2026-05-02 null']);
    const first = { startsAt: '2026-05-01T09:00:00.000+08:00' };
    expect(what(bend(roomAfter(ready), 'd24-2026-05-01', first))).toEqual([]);
    const april = filled([plan('2026-04-30', 'night', {}), plan('2026-04-30', 'day', {})].map(led));
    expect(what(bend(roomAfter([...ready, april]), 'd24-2026-05-01', first))).toEqual([
      'hole d24-2026-05-01 null',
    ]);
  });
  it('is somebody who is not on the list for the post', () => {
    const posts = { personId: PERSON.driver, posts: ['primary', 'driver'] };
    const change: Step = { type: 'person.change', body: posts, by: officer };
    const back: Step = {
      type: 'person.change',
      body: { personId: PERSON.driver, posts: ['driver'] },
      by: officer,
    };
    const room = roomAfter([
      ...ready,
      change,
      assign('2026-05-01', 'd24', 'primary', PERSON.driver, PERSON.a),
      back,
    ]);
    expect(what(room)).toEqual(['unfit d24-2026-05-01 primary']);
  });
  it.each([
    ['2026-05-02T08:30:00+08:00', '2026-05-03T08:30:00+08:00', 1],
    ['2026-05-03T08:29:00+08:00', '2026-05-04T08:30:00+08:00', 1],
    ['2026-05-01T10:00:00+08:00', '2026-05-02T08:30:00+08:00', 0],
    ['2026-05-03T08:30:00+08:00', '2026-05-04T08:30:00+08:00', 0],
  ])('is somebody filed as away at any time of his shift: from %s until %s', (from, until, count) => {
    const room = roomAfter([...ready, away(PERSON.c, from, until)]);
    expect(what(room).filter((one) => one === 'absent d24-2026-05-02 primary')).toHaveLength(count);
  });
  it('is no absence that was ended before it began', () => {
    const id = uuid(0x7301);
    const filed = { ...away(PERSON.a, '2026-05-01T12:00:00+08:00', '2026-05-01T18:00:00+08:00'), id };
    const room = roomAfter([...ready, filed]);
    expect(what(room)).toEqual(['absent d24-2026-05-01 primary']);
    room.wait(25 * 24 * 60 + 19 * 60 + 40); // 1 May in the morning, in the course of the shift
    room.submit({ type: 'absence.end', body: { absenceId: id, reason: '会议取消' }, by: officer });
    expect(room.world.tables.absence.get(id)?.endedAt).toMatch(/^2026-05-01T09/);
    expect(what(room)).toEqual([]);
  });
  it('is, as a warning, less than 24 hours after a shift of 24, also into and out of the month', () => {
    const spare = uuid(0x7302);
    const rested = [...ready, enlisted(spare, '戊', ['primary'])];
    const restless = (steps: Step[], month = '2026-05') =>
      warned(roomAfter([...rested, ...steps]), 'rest', month)
        .filter(({ post }) => post === 'primary')
        .map(({ shiftId }) => shiftId);
    const usual = restless([]);
    expect(usual).not.toContain('d24-2026-05-02');
    const second = restless([assign('2026-05-02', 'd24', 'primary', PERSON.a, PERSON.c)]);
    expect(second.filter((id) => !usual.includes(id))).toEqual(['d24-2026-05-02', 'd24-2026-05-03']);
    // 31 May has 24 hours; on 1 June, a Monday, the day begins when they end.
    const holder = may().at(-1)?.posts as { primary: string };
    const last = assign('2026-05-31', 'd24', 'primary', spare, holder.primary);
    const next = [last, assign('2026-06-01', 'day', 'primary', spare, null)];
    expect(restless(next).filter((id) => !usual.includes(id))).toEqual(['d24-2026-05-31']);
    expect(restless(next, '2026-06')).toEqual(['day-2026-06-01']);
    expect(restless([last, assign('2026-06-01', 'night', 'primary', spare, null)], '2026-06')).toEqual([
      'night-2026-06-01',
    ]);
    expect(restless([last, assign('2026-06-02', 'day', 'primary', spare, null)], '2026-06')).toEqual([]);
  });
  it('is, as a warning, a day on which both principals are away at one moment', () => {
    const [secretary, head] = [uuid(0x7303), uuid(0x7304)];
    const both = [secretary, head].map((id, n) =>
      enlisted(id, `主要领导${n}`, ['leader'], { principal: true }),
    );
    const of = (...absences: Step[]) =>
      warned(roomAfter([...ready, ...both, ...absences]), 'principals').map(named);
    const morning = away(secretary, '2026-05-06T08:00:00+08:00', '2026-05-06T12:00:00+08:00');
    const afternoon = away(head, '2026-05-06T12:00:00+08:00', '2026-05-07T18:00:00+08:00');
    expect(of(morning, afternoon)).toEqual([]);
    const noon = away(head, '2026-05-06T11:59:00+08:00', '2026-05-07T18:00:00+08:00');
    expect(of(morning, noon)).toEqual(['principals 2026-05-06 null']);
    const long = away(secretary, '2026-05-06T08:00:00+08:00', '2026-05-08T12:00:00+08:00');
    expect(of(long, noon)).toEqual(['principals 2026-05-06 null', 'principals 2026-05-07 null']);
    expect(of(long)).toEqual([]);
  });
  it('is not what is over: it can no longer be put right', () => {
    const room = roomAfter([...ready, assign('2026-05-01', 'd24', 'second', null, PERSON.b)]);
    expect(what(room, '2026-05', '2026-05-02T08:29:59+08:00')).toHaveLength(1);
    expect(what(room, '2026-05', '2026-05-02T08:30:00+08:00')).toEqual([]);
    const none = roomAfter([...GROUND, ...DUTY_LIST]);
    const left = (at: string) => problemsOf(none.world, '2026-05', ZONE, at).length;
    expect([left('2026-05-02T08:29:00+08:00'), left('2026-05-02T08:30:00+08:00')]).toEqual([
      may().length,
      may().length - 1,
    ]);
  });
  it('is said in both languages, with day, shift, post and name as they are written', () => {
    const room = roomAfter([...ready, enlisted(uuid(0x7305), '王$&{post}', ['primary'])]);
    const about = { hard: true, day: '2026-05-01', shiftId: 'd24-2026-05-01', post: 'primary' } as const;
    const said = (kind: Problem['what'], personId: string | null) =>
      problemWords(room.world, { ...about, what: kind, personId });
    expect(said('unfit', uuid(0x7305)).zh).toBe('05-01 王$&{post}不能排在主班');
    for (const kind of [
      'gap',
      'empty',
      'hole',
      'twice',
      'overlap',
      'absent',
      'rest',
      'principals',
    ] as const) {
      const { zh, en } = said(kind, PERSON.a);
      expect(zh).toMatch(/^05-01 [^{]+$/);
      expect(en).toMatch(/^05-01: [^{]+$/);
    }
  });
});

it('reaches to the last day of a February with 29', () => {
  const room = roomAfter([...GROUND, ...DUTY_LIST]);
  const days = problemsOf(room.world, '2028-02', ZONE, NOW).map(({ day }) => day);
  expect([days[0], days.at(-1)]).toEqual(['2028-02-01', '2028-02-29']);
});

function led(shift: ReturnType<typeof plan>, n: number): ReturnType<typeof plan> {
  const posts = n % 2 ? { leader: PERSON.leader } : { leader: PERSON.otherLeader };
  return { ...shift, posts, was: { leader: null } };
}
