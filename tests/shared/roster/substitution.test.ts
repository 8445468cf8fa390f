import { describe, expect, it } from 'vitest';
import { postsAt } from '../../../shared/shift/onDuty.ts';
import { DUTY_LIST, enlisted, filled, may, PERSON, PUBLISHED } from '../../support/nouns/duty.ts';
import { GROUND } from '../../support/steps.ts';
import { given, in_, people, roomAfter, uuid, type Step } from '../../support/world.ts';

const { officer, leader, administrator } = people;
const SPARE = uuid(0x7201);
const ASKED = uuid(0x7202);
const published = [
  ...[...GROUND, ...DUTY_LIST, enlisted(SPARE, '戊', ['primary', 'second'])],
  ...[filled(may()), PUBLISHED],
];
const ask = (more: object = {}) => ({
  ...{ shiftId: 'd24-2026-05-02', post: 'primary', personId: SPARE, reason: '孩子住院', ...more },
});
const asked: Step = { type: 'substitution.ask', body: ask(), by: officer, id: ASKED };
const about = { substitutionId: ASKED };
const said: Step = {
  type: 'substitution.consent',
  body: { ...about, onBehalf: '电话里说：可以，我来' },
  by: officer,
};

const extraOf = {
  consent: { onBehalf: '同意' },
  approve: {},
  decline: { reason: '不行' },
  note: {},
  lapse: {},
};

describe('a substitution', () => {
  it('is asked once for a post', () => {
    given(...published)
      .when('substitution.ask', ask(), officer)
      .then(['substitution.asked'])
      .again('substitution.open');
  });
  it.each([
    ['shift.unknown', { shiftId: 'd24-2026-06-02' }],
    ['substitution.empty', { post: 'driver' }],
    ['substitution.self', { personId: PERSON.c }],
    ['shift.twice', { personId: PERSON.d }],
    ['shift.unfit', { personId: PERSON.leader }],
  ])('is refused with %s for %j', (code, more) => {
    given(...published)
      .when('substitution.ask', ask(more), officer)
      .then(code);
  });
  it('needs the other’s word and then the leader’s', () => {
    given(...published, asked)
      .when('substitution.approve', about, leader)
      .then('substitution.no-consent');
    given(...published, asked)
      .when('substitution.consent', { ...about, onBehalf: null }, officer)
      .then('substitution.not-asked');
    given(...published, asked)
      .when('substitution.consent', said.body, officer)
      .then(['substitution.consented'])
      .again('substitution.consented');
    given(...published, asked, said)
      .when('substitution.approve', about, officer)
      .then('command.not-allowed');
    const { room } = given(...published, asked, said)
      .when('substitution.approve', about, leader)
      .then(['substitution.approved', 'shift.changed'])
      .again('substitution.closed');
    const shift = room.world.tables.shift.get('d24-2026-05-02');
    expect(shift?.posts.primary).toBe(SPARE);
    expect(shift?.original?.primary).toBe(PERSON.c);
  });
  it('is declined, and can be asked again', () => {
    const { room } = given(...published, asked)
      .when('substitution.decline', { ...about, reason: '那天有事' }, officer)
      .then(['substitution.declined'])
      .again('substitution.closed');
    in_(room).when('substitution.ask', ask(), officer).then(['substitution.asked']);
  });
  it('does not hold when the roster has changed in the meantime', () => {
    const change = {
      shiftId: 'd24-2026-05-02',
      post: 'primary',
      personId: PERSON.a,
      was: PERSON.c,
      reason: '病了',
    };
    given(...published, asked, said, { type: 'shift.amend', body: change, by: leader })
      .when('substitution.approve', about, leader)
      .then('substitution.changed');
  });
  it('lapses with its shift when nobody agreed', () => {
    const room = roomAfter([...published, asked]);
    room.wait(60 * 24 * 28);
    in_(room)
      .when('substitution.lapse', about, people.system)
      .then(['substitution.lapsed'])
      .again('substitution.closed');
  });
  it('stays in sight as long as its shift, and a week when it came to nothing', () => {
    given(...published, asked)
      .when('substitution.archive', about, people.system)
      .then('substitution.running');
    given(...published, asked, {
      type: 'substitution.decline',
      body: { ...about, reason: '不行' },
      by: officer,
    })
      .when('substitution.archive', about, people.system)
      .then(['substitution.archived'])
      .again('substitution.unknown');
    for (const type of ['consent', 'approve', 'decline', 'note', 'lapse'] as const)
      given(...published)
        .when(
          `substitution.${type}`,
          { ...about, ...extraOf[type] },
          type === 'lapse' ? people.system : leader,
        )
        .then('substitution.unknown');
  });
  it('is seen by the one whom it concerns', () => {
    given(...published, asked)
      .when('substitution.note', about, officer)
      .then(['substitution.noted'])
      .again('substitution.noted');
    given(...published, asked)
      .when('substitution.note', about, administrator)
      .then('substitution.not-concerned');
  });
});

describe('a swap', () => {
  const swap = {
    ...{ shiftId: 'd24-2026-05-02', post: 'primary', otherShiftId: 'd24-2026-05-03', otherPost: 'primary' },
    reason: '家里有事',
  };
  const swapped: Step[] = [{ type: 'substitution.askSwap', body: swap, by: officer, id: ASKED }, said];
  it('changes both shifts at once', () => {
    const { room } = given(...published, ...swapped)
      .when('substitution.approve', about, leader)
      .then(['substitution.approved', 'shift.changed', 'shift.changed']);
    const { shift } = room.world.tables;
    expect(shift.get('d24-2026-05-02')?.posts.primary).toBe(PERSON.a);
    expect(shift.get('d24-2026-05-03')?.posts.primary).toBe(PERSON.c);
  });
  it('exchanges two posts of one shift', () => {
    const within = { ...swap, otherShiftId: swap.shiftId, otherPost: 'second' };
    const step: Step = { type: 'substitution.askSwap', body: within, by: officer, id: ASKED };
    const { room } = given(...published, step, said)
      .when('substitution.approve', about, leader)
      .then(['substitution.approved', 'shift.changed', 'shift.changed']);
    const shift = room.world.tables.shift.get('d24-2026-05-02');
    expect(shift?.posts).toMatchObject({ primary: PERSON.d, second: PERSON.c });
    expect(shift?.original).toMatchObject({ primary: PERSON.c, second: PERSON.d });
    expect(shift && postsAt(room.world, shift, shift.startsAt)).toMatchObject({ primary: PERSON.d });
  });
  it('with himself is none', () => {
    given(...published)
      .when('substitution.askSwap', { ...swap, otherShiftId: swap.shiftId }, officer)
      .then('substitution.self');
  });
  it('does not go through when two requests would put one person in two posts', () => {
    const [one, two] = [uuid(0x7211), uuid(0x7212)];
    const request = (id: string, post: string): Step[] => [
      { type: 'substitution.ask', body: ask({ post }), by: officer, id },
      { type: 'substitution.consent', body: { substitutionId: id, onBehalf: '可以' }, by: officer },
    ];
    given(...[...published, ...request(one, 'primary'), ...request(two, 'second')], {
      type: 'substitution.approve',
      body: { substitutionId: one },
      by: leader,
    })
      .when('substitution.approve', { substitutionId: two }, leader)
      .then('shift.twice');
  });
  it('is no longer possible once one of the shifts is over', () => {
    const room = roomAfter([...published, ...swapped]);
    room.wait(60 * 24 * 28);
    in_(room).when('substitution.approve', about, leader).then('shift.past');
  });
  it('refuses an empty post', () => {
    given(...published)
      .when('substitution.askSwap', { ...swap, otherPost: 'driver' }, officer)
      .then('substitution.empty');
  });
});

it('says of a shift in whose course somebody was replaced who was there when', () => {
  const room = roomAfter(published);
  room.wait(60 * 24 * 27); // 2 May, in the course of its shift
  const change = {
    shiftId: 'd24-2026-05-02',
    post: 'primary',
    personId: SPARE,
    was: PERSON.c,
    reason: '急病',
  };
  room.submit({ type: 'shift.amend', body: change, by: leader });
  const shift = room.world.tables.shift.get('d24-2026-05-02');
  const at = (time: string) => shift && postsAt(room.world, shift, `2026-05-02T${time}:00+08:00`).primary;
  expect([at('09:00'), at('23:00')]).toEqual([PERSON.c, SPARE]);
});
