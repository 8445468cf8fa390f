import { describe, it } from 'vitest';
import { DUTY_LIST, enlisted, filled, may, PERSON, PUBLISHED } from '../../support/nouns/duty.ts';
import { GROUND } from '../../support/steps.ts';
import { given, in_, people, roomAfter, uuid } from '../../support/world.ts';

const { officer, leader } = people;
const listed = [...GROUND, ...DUTY_LIST];
const published = [...listed, filled(may()), PUBLISHED];

describe('an absence', () => {
  const away = (more: object = {}) => ({
    ...{ personId: PERSON.a, kind: 'business', words: '旗里开会', standInId: PERSON.b },
    ...{ from: '2026-05-01T08:00:00+08:00', until: '2026-05-03T18:00:00+08:00', ...more },
  });
  it('is filed with who stands in, once', () => {
    given(...listed)
      .when('absence.file', away(), officer)
      .then(['absence.filed'])
      .again('absence.twice');
  });
  it.each([
    ['absence.backwards', { until: '2026-05-01T08:00:00+08:00' }],
    ['absence.over', { from: '2026-04-01T08:00:00+08:00', until: '2026-04-02T08:00:00+08:00' }],
    ['absence.too-long', { until: '2027-09-01T08:00:00+08:00' }],
    ['absence.stand-in', { standInId: PERSON.a }],
    ['person.unknown', { personId: uuid(0xdead) }],
    ['person.unknown', { standInId: uuid(0xdead) }],
  ])('is refused with %s for %j', (code, more) => {
    given(...listed)
      .when('absence.file', away(more), officer)
      .then(code);
  });
  it('keeps the month from being published until somebody else is there', () => {
    const room = roomAfter([...listed, filled(may()), { type: 'absence.file', body: away(), by: officer }]);
    in_(room).when('roster.publish', PUBLISHED.body, leader).then('roster.incomplete');
  });
  it('refuses a stand-in who is away as well', () => {
    const other = {
      type: 'absence.file',
      body: away({ personId: PERSON.b, standInId: null }),
      by: officer,
    } as const;
    given(...listed, other)
      .when('absence.file', away(), officer)
      .then('absence.stand-in-away');
  });
  it('that came to nothing before it began keeps nobody away', () => {
    const filed = { type: 'absence.file', body: away(), by: officer, id: uuid(0x7101) } as const;
    const end = {
      type: 'absence.end',
      body: { absenceId: uuid(0x7101), reason: '取消' },
      by: officer,
    } as const;
    given(...listed, filed, end)
      .when('absence.file', away({ from: '2026-04-05T13:00:00+08:00' }), officer)
      .then(['absence.filed']);
  });
  it('that was over this morning does not bar whoever takes over this afternoon', () => {
    const room = roomAfter([...published, enlisted(uuid(0x7102), '戊', ['primary'])]);
    const until = '2026-05-02T12:00:00+08:00';
    const gone = { ...away({ personId: uuid(0x7102), until, standInId: null }) };
    room.submit({ type: 'absence.file', body: gone, by: officer });
    const change = {
      shiftId: 'd24-2026-05-02',
      post: 'primary',
      personId: uuid(0x7102),
      was: PERSON.c,
      reason: '病了',
    };
    in_(room).when('shift.amend', change, leader).then('shift.absent');
    room.wait(27 * 24 * 60); // 2 May, 13:20 and more
    in_(room).when('shift.amend', change, leader).then(['substitution.ordered', 'shift.changed']);
  });
  it('ends before its time, and then he can be put in again', () => {
    const filed = { type: 'absence.file', body: away(), by: officer, id: uuid(0x7101) } as const;
    const end = { absenceId: uuid(0x7101), reason: '会议取消' };
    given(...listed, filled(may()), filed)
      .when('absence.end', end, officer)
      .then(['absence.ended'])
      .again('absence.over');
    given(...listed, enlisted(uuid(0x7102), '戊', ['second']))
      .when('absence.end', end, officer)
      .then('absence.unknown');
  });
});
