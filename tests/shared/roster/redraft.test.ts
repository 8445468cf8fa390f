import { describe, expect, it } from 'vitest';
import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import { problemsOf } from '../../../shared/roster/problems.ts';
import { nextShift, onDuty } from '../../../shared/shift/onDuty.ts';
import { DUTY_LIST, FIRST, filled, may, PERSON, plan, PUBLISHED, SECOND } from '../../support/nouns/duty.ts';
import { GROUND } from '../../support/steps.ts';
import { given, in_, people, roomAfter, ZONE, type Step } from '../../support/world.ts';

const { officer, leader } = people;
const NOW = '2026-04-05T13:20:00+08:00';
const base = DEFAULT_PATTERNS.map(({ order: _order, retired: _retired, seq: _seq, ...pattern }) => pattern);
const EVERY_DAY = ['workday', 'restday', 'holiday', 'makeup'];
const arranged = (patterns: readonly object[]): Step => ({
  type: 'pattern.arrange',
  body: { patterns },
  by: leader,
});
/** The usual arrangement, begun so many minutes later. */
const later = (minutes: number) => base.map((one) => ({ ...one, startMinute: one.startMinute + minutes }));
const ALWAYS = { ...base[2], on: EVERY_DAY };
const NOON = {
  ...{ id: 'noon', name: { zh: '午间', en: 'Noon' }, kind: 'noon', line: 'extra', season: null },
  ...{ startMinute: 720, minutes: 150, on: ['workday'], needed: ['primary'], optional: [] },
};
const listed = [...GROUND, ...DUTY_LIST];

describe('a month that is being made goes with the patterns', () => {
  it('and takes their hours, with the people who are planned', () => {
    const shifts = [plan('2026-05-01', 'd24', FIRST), plan('2026-05-06', 'day', SECOND)];
    const { room } = given(...listed, filled(shifts))
      .when('pattern.arrange', { patterns: later(30) }, leader)
      .then(['pattern.arranged', 'shift.planned', 'shift.planned'])
      .again(['pattern.arranged']);
    expect(room.world.tables.shift.get('day-2026-05-06')).toMatchObject({
      startsAt: '2026-05-06T09:00:00.000+08:00',
      endsAt: '2026-05-06T18:00:00.000+08:00',
      posts: SECOND,
      published: false,
    });
  });
  it('and loses the shifts that its days no longer have: else it could never be published', () => {
    const room = roomAfter([...listed, filled(may()), arranged([ALWAYS])]);
    const left = [...room.world.tables.shift.values()];
    expect(new Set(left.map(({ patternId }) => patternId))).toEqual(new Set(['d24']));
    const gaps = problemsOf(room.world, '2026-05', ZONE, NOW).filter(({ hard }) => hard);
    expect(new Set(gaps.map(({ what }) => what))).toEqual(new Set(['gap']));
    const shifts = gaps.map(({ day }, n) => plan(day, 'd24', n % 2 ? FIRST : SECOND));
    room.submit(filled(shifts));
    in_(room)
      .when('roster.publish', PUBLISHED.body, leader)
      .then(['roster.published', ...Array<string>(31).fill('shift.published')]);
  });
  it('and with the calendar', () => {
    const days = [{ day: '2026-05-06', type: 'holiday', name: '劳动节' }];
    const { room } = given(...listed, filled(may()))
      .when('calendar.setYear', { year: '2026', source: '旗里通知', days }, officer)
      .then(['calendar.yearSet', ...Array<string>(7).fill('shift.unplanned')]);
    const { shift } = room.world.tables;
    expect([shift.has('day-2026-05-06'), shift.has('night-2026-05-06')]).toEqual([false, false]);
    expect(problemsOf(room.world, '2026-05', ZONE, NOW)).toContainEqual(
      expect.objectContaining({ what: 'gap', shiftId: 'd24-2026-05-06' }),
    );
  });
  it('but not what is published, nor what is over', () => {
    given(...listed, filled(may()), PUBLISHED)
      .when('pattern.arrange', { patterns: [ALWAYS] }, leader)
      .then(['pattern.arranged']);
    const room = roomAfter([...listed, filled([plan('2026-05-06', 'day', FIRST)])]);
    room.wait(40 * 24 * 60);
    in_(room)
      .when('pattern.arrange', { patterns: [ALWAYS] }, leader)
      .then(['pattern.arranged']);
  });
  it('and lets whoever is in a post that the pattern has no more be taken out, nobody put in', () => {
    const driven = plan('2026-05-01', 'd24', { ...FIRST, driver: PERSON.driver });
    const plain = base.map((one) => ({ ...one, optional: [] }));
    const room = roomAfter([...listed, filled([driven]), arranged(plain)]);
    const driver = { day: '2026-05-01', patternId: 'd24', post: 'driver' };
    in_(room)
      .when('shift.assign', { ...driver, personId: null, was: PERSON.driver }, officer)
      .then(['shift.planned'])
      .again('shift.no-post');
    in_(room)
      .when('shift.assign', { ...driver, personId: PERSON.driver, was: null }, officer)
      .then('shift.no-post');
  });
});

describe('a desk beside the duty room', () => {
  const noon = { day: '2026-05-06', patternId: 'noon', post: 'primary' };
  const set = { ...noon, personId: PERSON.d, was: null };
  it('goes with the last who is planned for it, and does not keep the month from being published', () => {
    const room = roomAfter([
      ...[...GROUND, arranged([...base, NOON]), ...DUTY_LIST, filled(may())],
      { type: 'shift.assign', body: set, by: officer },
    ]);
    expect(room.world.tables.shift.has('noon-2026-05-06')).toBe(true);
    in_(room)
      .when('shift.assign', { ...noon, personId: null, was: PERSON.d }, officer)
      .then(['shift.unplanned'])
      .again('shift.nothing-changed');
    expect(room.world.tables.shift.has('noon-2026-05-06')).toBe(false);
    expect(problemsOf(room.world, '2026-05', ZONE, NOW).filter(({ hard }) => hard)).toEqual([]);
  });
});

describe('an office that arranges its own patterns in the middle of a published month', () => {
  const own = base.map((one) => ({ ...one, id: `own-${one.id}` }));
  it('has the same people on duty as before', () => {
    const room = roomAfter([...listed, filled(may()), PUBLISHED]);
    const at = ['2026-05-01T20:00:00+08:00', '2026-05-06T12:00:00+08:00', '2026-05-07T03:00:00+08:00'];
    const before = at.map((one) => onDuty(room.world, one, ZONE)?.id);
    expect(before).toEqual(['d24-2026-05-01', 'day-2026-05-06', 'night-2026-05-06']);
    room.submit(arranged(own));
    expect(at.map((one) => onDuty(room.world, one, ZONE)?.id)).toEqual(before);
  });
});

describe('a new hour of handover from the next month on', () => {
  const shifts = (pattern = '') => {
    const days = Array.from({ length: 30 }, (_none, n) => `2026-06-${String(n + 1).padStart(2, '0')}`);
    const rest = [6, 7, 13, 14, 19, 20, 21, 27, 28];
    const ids = days.flatMap((day) =>
      (rest.includes(Number(day.slice(8))) ? ['d24'] : ['day', 'night']).map((id) => [day, id] as const),
    );
    return ids.map(([day, id], n) => plan(day, pattern + id, n % 2 ? FIRST : SECOND));
  };
  it.each([-60, 60])('moved by %i minutes leaves no minute out and gives none twice', (minutes) => {
    const room = roomAfter([...listed, filled(may()), PUBLISHED, arranged(later(minutes))]);
    room.submit(filled(shifts()));
    const june = { month: '2026-06', note: null };
    in_(room)
      .when('roster.publish', june, leader)
      .then(['roster.published', ...Array<string>(51).fill('shift.published')]);
    const last = room.world.tables.shift.get('d24-2026-05-31');
    const next = last && nextShift(room.world, last, ZONE);
    expect(next).toMatchObject({ id: 'day-2026-06-01', startsAt: '2026-06-01T08:30:00.000+08:00' });
    expect(room.world.tables.shift.get('day-2026-06-02')?.startsAt).toBe(
      minutes < 0 ? '2026-06-02T07:30:00.000+08:00' : '2026-06-02T09:30:00.000+08:00',
    );
  });
});
