import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { msOf } from '../../shared/time.ts';
import { DUTY_LIST, enlisted, filled, may, PERSON, PUBLISHED } from '../support/nouns/duty.ts';
import { GROUND } from '../support/steps.ts';
import { in_, people, roomAfter, START, uuid, type Room, type Step } from '../support/world.ts';

const { officer, leader, administrator, system } = people;
const SPARE = uuid(0x7401);
/** Its leader is `leader` by account, its primary officer has none, its second is `SPARE` after a substitution. */
const SHIFT = 'd24-2026-05-02';
const OTHER = 'd24-2026-05-01';
const steps: readonly Step[] = [
  ...GROUND,
  ...DUTY_LIST,
  enlisted(SPARE, '戊', ['primary', 'second']),
  filled(may()),
  PUBLISHED,
];

/** The room when so many minutes are left until the shift of 2 May begins; negative when it has begun. */
function before(minutes: number, more: readonly Step[] = []): Room {
  const room = roomAfter([...steps, ...more]);
  const now = msOf(START) + (steps.length + more.length) * 60_000;
  room.wait((msOf('2026-05-02T08:30:00+08:00') - now) / 60_000 - minutes);
  return room;
}
const { c, d, otherLeader } = PERSON;
const sign = (personId: string, kind = 'arrive', onBehalf: string | null = null, shiftId = SHIFT) => ({
  ...{ shiftId, personId, kind, onBehalf },
});
const arrived = (room: Room, personId = c) =>
  in_(room)
    .when('attendance.signIn', sign(personId, 'arrive', '代签'), officer)
    .then(['attendance.signed']).room;
const rows = ({ world }: Room) => [...world.tables.attendance.values()];
const missing = (personId: string) => ({ shiftId: SHIFT, personId });
const dueIn = ({ world }: Room) =>
  [...catalogue.due(world)].filter(({ type, key }) => type.startsWith('attendance') && key.includes(SHIFT));

describe('signing in', () => {
  it.each([
    [30, { early: 30, late: null, mark: 'onTime' }],
    [10, { early: 10, late: null, mark: 'onTime' }],
    [9.5, { early: 9, late: null, mark: 'short' }],
    [0, { early: 0, late: null, mark: 'short' }],
    [-0.2, { early: null, late: 1, mark: 'late' }],
    [-17, { early: null, late: 17, mark: 'late' }],
  ])('%s minutes before the shift is kept as %j', (minutes, kept) => {
    const { room } = in_(before(minutes))
      .when('attendance.signIn', sign(c), officer)
      .then(['attendance.signed']);
    expect(rows(room)).toEqual([
      expect.objectContaining({ shiftId: SHIFT, personId: c, post: 'primary', kind: 'arrive', ...kept }),
    ]);
  });
  it('is done once', () => {
    in_(before(12))
      .when('attendance.signIn', sign(c), officer)
      .then(['attendance.signed'])
      .again('attendance.arrived');
  });
  it('is done by oneself, or by the desk with the reason', () => {
    in_(before(12)).when('attendance.signIn', sign(d), officer).then('attendance.not-you');
    in_(before(12)).when('attendance.signIn', sign(c), leader).then('attendance.not-you');
    const forHim = sign(d, 'arrive', '手机没电，人已到');
    in_(before(12)).when('attendance.signIn', forHim, administrator).then('attendance.not-you');
    const { room } = in_(before(12)).when('attendance.signIn', forHim, officer).then(['attendance.signed']);
    expect(rows(room)[0]?.onBehalf).toBe('手机没电，人已到');
    // Whoever signs for himself needs no reason, and none is kept.
    const own = in_(before(12))
      .when('attendance.signIn', sign(c, 'arrive', '多余'), officer)
      .then(['attendance.signed']);
    expect(rows(own.room)[0]?.onBehalf).toBeNull();
    in_(before(12)).when('attendance.signIn', sign(c), people.liaisonA).then('command.not-allowed');
  });
  it.each([
    ['attendance.too-early', 61, sign(c)],
    ['attendance.not-arrived', 12, sign(c, 'leave')],
    ['attendance.over', -24 * 60 - 1, sign(c)],
    ['attendance.no-shift', 12, sign(c, 'arrive', null, 'd24-2050-05-02')],
    ['attendance.not-in-shift', 12, sign(PERSON.a, 'arrive', '代签')],
  ])('is refused with %s, %s minutes before', (code, minutes, body) => {
    in_(before(minutes)).when('attendance.signIn', body, officer).then(code);
  });
  it('is possible to the last moment, and for a roster that holds', () => {
    in_(before(-24 * 60))
      .when('attendance.signIn', sign(c), officer)
      .then(['attendance.signed']);
    const room = roomAfter([...GROUND, ...DUTY_LIST, filled(may())]);
    in_(room).when('attendance.signIn', sign(c), officer).then('attendance.not-published');
  });
  it('is not judged by the clock of a shift in whose course somebody was put into it', () => {
    const room = arrived(before(12));
    room.wait(60);
    const change = { shiftId: SHIFT, post: 'second', personId: SPARE, was: d, reason: '急病' };
    in_(room).when('shift.amend', change, leader).then(['substitution.ordered', 'shift.changed']);
    in_(room)
      .when('attendance.signIn', sign(d, 'arrive', '代签'), officer)
      .then('attendance.not-in-shift');
    in_(room)
      .when('attendance.signIn', sign(SPARE, 'arrive', '代签'), officer)
      .then(['attendance.signed']);
    expect(rows(room).at(-1)).toMatchObject({ personId: SPARE, early: null, late: null, mark: null });
  });
});

describe('during the shift', () => {
  it('somebody signs that he is on post, and that he has gone round, and at last that he goes', () => {
    const room = arrived(before(12));
    in_(room).when('attendance.signIn', sign(c, 'onPost'), officer).then('attendance.not-begun');
    room.wait(60);
    in_(room)
      .when('attendance.signIn', sign(c, 'onPost'), officer)
      .then(['attendance.signed'])
      .again('attendance.again');
    room.wait(60);
    in_(room).when('attendance.signIn', sign(c, 'onPost'), officer).then(['attendance.signed']);
    in_(room)
      .when('attendance.signIn', sign(c, 'patrol'), officer)
      .then(['attendance.signed'])
      .again('attendance.again');
    room.wait(23 * 60);
    in_(room).when('attendance.signIn', sign(c, 'onPost'), officer).then('attendance.over');
    in_(room)
      .when('attendance.signIn', sign(c, 'leave'), officer)
      .then(['attendance.signed'])
      .again('attendance.left');
    expect(rows(room).map(({ kind }) => kind)).toEqual(['arrive', 'onPost', 'onPost', 'patrol', 'leave']);
  });
  it('whoever has gone signs no more', () => {
    const room = arrived(before(-60));
    in_(room).when('attendance.signIn', sign(c, 'leave'), officer).then(['attendance.signed']);
    in_(room).when('attendance.signIn', sign(c, 'onPost'), officer).then('attendance.left');
  });
  it('whoever handed his post on may still sign that he goes', () => {
    const room = arrived(before(-5));
    const change = { shiftId: SHIFT, post: 'primary', personId: SPARE, was: c, reason: '急病' };
    in_(room).when('shift.amend', change, leader).then(['substitution.ordered', 'shift.changed']);
    in_(room).when('attendance.signIn', sign(c, 'patrol'), officer).then('attendance.not-in-shift');
    in_(room).when('attendance.signIn', sign(c, 'leave'), officer).then(['attendance.signed']);
    expect(rows(room).at(-1)).toMatchObject({ kind: 'leave', post: null });
  });
});

describe('somebody who has not come', () => {
  it('falls due ten minutes after the start, for each needed post', () => {
    const due = dueIn(before(30));
    expect(due.map(({ at, body }) => [at, (body as { personId: string }).personId])).toEqual(
      [otherLeader, c, d].map((id) => ['2026-05-02T00:40:00.000Z', id]),
    );
    const left = dueIn(arrived(before(30))).filter(({ type }) => type === 'attendance.noteMissing');
    expect(left.map(({ body }) => body)).toEqual([missing(otherLeader), missing(d)]);
  });
  it('is noted once, and not when he came', () => {
    in_(before(-9)).when('attendance.noteMissing', missing(d), system).then('attendance.not-missing');
    const { room } = in_(before(-10))
      .when('attendance.noteMissing', missing(d), system)
      .then(['attendance.missed'])
      .again('attendance.noted');
    expect(rows(room)[0]).toMatchObject({ kind: 'missing', personId: d, post: 'second', handled: null });
    expect(dueIn(room).map(({ body }) => body)).not.toContainEqual(missing(d));
    in_(arrived(room, c)).when('attendance.noteMissing', missing(c), system).then('attendance.arrived');
    in_(room).when('attendance.noteMissing', missing(PERSON.a), system).then('attendance.not-in-shift');
    in_(room).when('attendance.noteMissing', missing(d), officer).then('command.not-allowed');
    const nowhere = { shiftId: 'd24-2050-05-02', personId: d };
    in_(room).when('attendance.noteMissing', nowhere, system).then('attendance.no-shift');
    in_(before(-24 * 60))
      .when('attendance.noteMissing', missing(d), system)
      .then('attendance.over');
  });
  it('is whoever holds the post then: ten minutes after he was put there', () => {
    const room = before(-30);
    in_(room).when('attendance.noteMissing', missing(d), system).then(['attendance.missed']);
    const change = { shiftId: SHIFT, post: 'second', personId: SPARE, was: d, reason: '联系不上' };
    in_(room).when('shift.amend', change, leader).then(['substitution.ordered', 'shift.changed']);
    const due = dueIn(room).find(({ body }) => (body as { personId: string }).personId === SPARE);
    expect(due?.at).toBe('2026-05-02T01:11:00.000Z');
    in_(room).when('attendance.noteMissing', missing(SPARE), system).then('attendance.not-missing');
    room.wait(10);
    in_(room).when('attendance.noteMissing', missing(SPARE), system).then(['attendance.missed']);
  });
  it('is nobody in a shift that was over, or had begun, when the roster came to hold', () => {
    const late = before(30, []).world.tables.roster.get('2026-05')?.publishedAt ?? '';
    expect(late < '2026-05-01').toBe(true);
    const room = roomAfter([...GROUND, ...DUTY_LIST, filled(may())]);
    room.wait((msOf('2026-05-02T12:00:00+08:00') - msOf(room.world.at)) / 60_000 - 1);
    in_(room)
      .when('roster.publish', PUBLISHED.body, leader)
      .then(['roster.published', ...Array<string>(50).fill('shift.published')]);
    const due = [...catalogue.due(room.world)].filter(({ type }) => type === 'attendance.noteMissing');
    expect(due.some(({ key }) => key.includes(OTHER))).toBe(false);
    expect(due.find(({ key }) => key.includes(SHIFT))?.at).toBe('2026-05-02T04:10:00.000Z');
    in_(room).when('attendance.signIn', sign(c), officer).then(['attendance.signed']);
    expect(rows(room)[0]).toMatchObject({ early: null, late: null, mark: null });
  });
  it('is an alarm until somebody says what he did', () => {
    const room = before(-12);
    in_(room)
      .when('attendance.noteMissing', missing(d), system, { id: uuid(0x7402) })
      .then(['attendance.missed']);
    const done = { attendanceId: uuid(0x7402), words: '电话联系，二十分钟到' };
    in_(room)
      .when('attendance.acknowledgeMissing', { ...done, words: ' ' }, leader)
      .then('command.malformed');
    in_(room).when('attendance.acknowledgeMissing', done, administrator).then('command.not-allowed');
    in_(room)
      .when('attendance.acknowledgeMissing', done, leader)
      .then(['attendance.acknowledged'])
      .again('attendance.acknowledged');
    expect(rows(room)[0]?.handled).toMatchObject({ words: done.words, by: { id: 'leader' } });
    const other = { ...done, attendanceId: rows(arrived(room))[1]?.id ?? '' };
    in_(room).when('attendance.acknowledgeMissing', other, leader).then('attendance.unknown');
  });
});

describe('the rows of a shift', () => {
  it('go to the records 62 days after it, all at once', () => {
    const room = arrived(before(12));
    in_(room)
      .when('attendance.signIn', sign(d, 'arrive', '代签'), officer)
      .then(['attendance.signed']);
    const due = dueIn(room).find(({ type }) => type === 'attendance.archive');
    expect(due).toMatchObject({ at: '2026-07-04T00:30:00.000Z', body: { shiftId: SHIFT } });
    in_(room).when('attendance.archive', { shiftId: SHIFT }, system).then('attendance.kept');
    room.wait(64 * 24 * 60);
    in_(room)
      .when('attendance.archive', { shiftId: SHIFT }, system)
      .then(['attendance.archived', 'attendance.archived'])
      .again('attendance.unknown');
    expect(rows(room)).toEqual([]);
  });
});
