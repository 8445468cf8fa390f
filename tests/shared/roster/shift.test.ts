import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../shared/refusal.ts';
import { onDuty } from '../../../shared/shift/onDuty.ts';
import { DUTY_LIST, filled, may, member, PERSON, plan, PUBLISHED } from '../../support/nouns/duty.ts';
import { GROUND } from '../../support/steps.ts';
import { given, in_, people, roomAfter, uuid, ZONE } from '../../support/world.ts';

const { officer, leader, administrator, liaisonA } = people;
const listed = [...GROUND, ...DUTY_LIST];
const published = [...listed, filled(may()), PUBLISHED];
const assign = (more: object = {}) => ({
  ...{ day: '2026-05-01', patternId: 'd24', post: 'primary', personId: PERSON.a, was: null },
  ...more,
});

describe('the duty list', () => {
  it('takes somebody on and tells two of one name apart by their office', () => {
    given(...GROUND)
      .when('person.add', member('王某', ['leader', 'primary']), officer, { id: PERSON.a })
      .then([{ ...member('王某', ['leader', 'primary']), type: 'person.added', id: PERSON.a } as never])
      .again('person.exists');
  });
  it.each([
    ['person.posts-twice', member('丁', ['leader', 'leader'])],
    ['person.account-taken', member('丁', ['leader'], { accountId: 'leader' })],
    ['command.malformed', member('丁', [])],
  ])('refuses with %s', (code, body) => {
    given(...listed)
      .when('person.add', body, administrator)
      .then(code);
  });
  it('is nothing for a village', () => {
    given(...listed)
      .when('person.add', member('丁', ['leader']), liaisonA)
      .then('command.not-allowed');
  });
  it('lets nobody go who is still on the roster', () => {
    const reason = '调走';
    given(...published)
      .when('person.retire', { personId: PERSON.a, reason }, officer)
      .then('person.on-roster');
    given(...listed)
      .when('person.retire', { personId: PERSON.a, reason }, officer)
      .then(['person.retired'])
      .again('person.unknown');
  });
  it('changes what really differs', () => {
    given(...listed)
      .when('person.change', { personId: PERSON.a, post: '站长', name: '值班员A' }, officer)
      .then([{ type: 'person.changed', id: PERSON.a, changed: { post: '站长' } } as never])
      .again('person.nothing-changed');
  });
});

describe('a month that is being made', () => {
  it('takes somebody into a post, with the shift’s own hours', () => {
    const { room } = given(...listed)
      .when('shift.assign', assign(), officer)
      .then(['shift.planned'])
      .again('shift.nothing-changed');
    expect(room.world.tables.shift.get('d24-2026-05-01')).toMatchObject({
      startsAt: '2026-05-01T08:30:00.000+08:00',
      endsAt: '2026-05-02T08:30:00.000+08:00',
      posts: { primary: PERSON.a },
      published: false,
      changedBy: { id: 'officer' },
    });
  });
  it.each([
    ['shift.no-pattern', { patternId: 'day' }],
    ['shift.no-pattern', { patternId: 'nothing' }],
    ['person.unknown', { personId: uuid(0xdead) }],
    ['shift.unfit', { personId: PERSON.leader }],
    ['shift.past', { day: '2026-04-04' }],
    ['command.malformed', { day: '2026-02-30' }],
  ])('refuses with %s for %j', (code, more) => {
    given(...listed)
      .when('shift.assign', assign(more), officer)
      .then(code);
  });
  it('refuses a post that the shift does not have', () => {
    const noon = {
      id: 'noon',
      name: { zh: '午间', en: 'Noon' },
      kind: 'noon',
      line: 'extra',
      startMinute: 720,
    };
    const d24 = {
      id: 'd24',
      name: { zh: '24小时班', en: '24 h' },
      kind: 'd24',
      line: 'main',
      startMinute: 510,
    };
    const all = ['workday', 'restday', 'holiday', 'makeup'];
    const patterns = [
      { ...d24, minutes: 1440, on: all, season: null, needed: ['leader', 'primary'], optional: [] },
      { ...noon, minutes: 150, on: ['workday'], season: null, needed: ['primary'], optional: [] },
    ];
    in_(roomAfter([...listed, { type: 'pattern.arrange', body: { patterns }, by: leader }]))
      .when('shift.assign', assign({ patternId: 'noon', post: 'driver', personId: null }), officer)
      .then('shift.no-post');
  });
  it('tells who was quicker, and whom he put there', () => {
    const room = roomAfter([...listed, { type: 'shift.assign', body: assign(), by: officer }]);
    const answer = room.submit({ type: 'shift.assign', body: assign({ personId: PERSON.c }), by: leader });
    expect(isRefusal(answer) && answer).toMatchObject({ code: 'shift.taken' });
    expect(isRefusal(answer) && answer.zh).toBe('值班员C刚刚改过这一班，这一格现在是值班员A，请看过再改');
    room.submit({ type: 'shift.assign', body: assign({ personId: null, was: PERSON.a }), by: officer });
    const late = room.submit({
      type: 'shift.assign',
      body: assign({ personId: PERSON.c, was: PERSON.a }),
      by: leader,
    });
    expect(late).toMatchObject({ code: 'shift.taken-empty' });
  });
  it('says so when somebody was seen in a shift that has nobody', () => {
    given(...listed)
      .when('shift.assign', assign({ was: PERSON.c }), officer)
      .then('shift.was-empty');
    given(...listed)
      .when(
        'shift.fill',
        {
          how: 'pasted',
          shifts: [
            { ...plan('2026-05-01', 'd24', {}), posts: { primary: PERSON.a }, was: { primary: PERSON.c } },
          ],
        },
        officer,
      )
      .then('shift.was-empty');
  });
  it.each(['9999-12-31', '0001-01-01', '1969-12-31'])('takes no day like %s', (day) => {
    given(...listed)
      .when('shift.assign', assign({ day }), officer)
      .then('command.malformed');
    given(...listed)
      .when('roster.publish', { month: day.slice(0, 7), note: null }, leader)
      .then('command.malformed');
  });
  it('is filled whole or not at all, and what was filled can be taken back', () => {
    const shifts = [plan('2026-05-01', 'd24', { leader: PERSON.leader, primary: PERSON.a })];
    const wrong = [...shifts, plan('2026-05-02', 'd24', { leader: PERSON.a })];
    given(...listed)
      .when('shift.fill', { how: 'imported', shifts: wrong }, officer)
      .then('shift.unfit');
    given(...listed)
      .when('shift.fill', { how: 'imported', shifts: [...shifts, ...shifts] }, officer)
      .then('shift.fill-twice');
    const { room } = given(...listed)
      .when('shift.fill', { how: 'imported', shifts }, officer)
      .then(['shift.planned'])
      .again('shift.nothing-changed');
    const [{ posts, was }] = shifts as [{ posts: object; was: object }];
    const back = [{ ...shifts[0], posts: was, was: posts }];
    in_(room).when('shift.fill', { how: 'undone', shifts: back }, officer).then(['shift.planned']);
    expect(room.world.tables.shift.get('d24-2026-05-01')?.posts).toEqual({ leader: null, primary: null });
  });
});

describe('a published month', () => {
  it('is published once, when nothing hard is wrong, by a leader', () => {
    const ready = [...listed, filled(may())];
    given(...ready)
      .when('roster.publish', PUBLISHED.body, officer)
      .then('command.not-allowed');
    const { room } = given(...ready)
      .when('roster.publish', PUBLISHED.body, leader)
      .then(['roster.published', ...Array<string>(may().length).fill('shift.published')])
      .again('roster.published');
    const shift = onDuty(room.world, '2026-05-01T20:00:00+08:00', ZONE);
    expect(shift).toMatchObject({ id: 'd24-2026-05-01', published: true });
  });
  it('is not published with a hole, and says which', () => {
    const room = roomAfter([...listed, filled(may().slice(1))]);
    const answer = room.submit(PUBLISHED);
    expect(answer).toMatchObject({ code: 'roster.incomplete' });
    expect(isRefusal(answer) && answer.zh).toBe('还不能发布：05-01 24小时班没有排人；共 1 处');
  });
  it('is none that is over, and leaves for the records only when it is', () => {
    given(...listed)
      .when('roster.publish', { month: '2026-03', note: null }, leader)
      .then('roster.over');
    given(...published)
      .when('roster.archive', { month: '2026-05' }, people.system)
      .then('roster.running');
  });
  it('does not change without consent', () => {
    const body = assign({ personId: PERSON.c, was: PERSON.a });
    given(...published)
      .when('shift.assign', body, officer)
      .then('shift.published');
  });
  it('is changed by the leader’s order, with the reason, and keeps who was to be there', () => {
    const change = {
      shiftId: 'd24-2026-05-02',
      post: 'primary',
      personId: PERSON.b,
      was: PERSON.c,
      reason: '病了',
    };
    given(...published)
      .when('shift.amend', change, officer)
      .then('command.not-allowed');
    given(...published)
      .when('shift.amend', { ...change, was: PERSON.d }, leader)
      .then('shift.taken');
    given(...published)
      .when('shift.amend', { ...change, personId: PERSON.d }, leader)
      .then('shift.twice');
    given(...published)
      .when('shift.amend', { ...change, personId: null }, leader)
      .then('shift.needed');
    const { room } = given(...published)
      .when('shift.amend', change, leader)
      .then(['substitution.ordered', 'shift.changed'])
      .again('shift.nothing-changed');
    const shift = room.world.tables.shift.get('d24-2026-05-02');
    expect(shift?.posts.primary).toBe(PERSON.b);
    expect(shift?.original?.primary).toBe(PERSON.c);
  });
  it('is not amended before it is published, nor after it is over', () => {
    const change = {
      shiftId: 'd24-2026-05-02',
      post: 'primary',
      personId: PERSON.b,
      was: PERSON.c,
      reason: '病了',
    };
    given(...listed, filled(may()))
      .when('shift.amend', change, leader)
      .then('shift.not-published');
    given(...published)
      .when('shift.amend', { ...change, shiftId: 'd24-2026-06-01' }, leader)
      .then('shift.unknown');
    const room = roomAfter(published);
    room.wait(60 * 24 * 40);
    in_(room).when('shift.amend', change, leader).then('shift.past');
  });
});
