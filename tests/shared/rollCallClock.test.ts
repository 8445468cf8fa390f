import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { planOf } from '../../shared/rollCall/defaults.ts';
import { see } from '../../shared/see.ts';
import { msOf } from '../../shared/time.ts';
import { planned } from '../support/nouns/rollCall.ts';
import { A, B, CALL, called, closed } from '../support/rollCallSteps.ts';
import { GROUND } from '../support/steps.ts';
import * as w from '../support/world.ts';
import { given, in_, people, roomAfter, VILLAGE_A, VILLAGE_B, type Step } from '../support/world.ts';

const { officer, leader, administrator, system } = people;
const until = (room: w.Room, at: string) => room.wait((msOf(at) - msOf(room.world.at)) / 60_000);

describe('the clock', () => {
  const plan: Step = { type: 'rollCall.setPlan', body: planned(0x9100), by: leader };
  const moment = (room: w.Room) => {
    const due = [...catalogue.due(room.world)].find(({ type }) => type === 'rollCall.callByClock');
    if (!due) throw new Error('nothing is due');
    return due;
  };
  it('does nothing by itself until somebody switches it on', () => {
    const room = roomAfter(GROUND);
    expect(planOf(room.world)).toMatchObject({
      on: false,
      targets: ['desk', 'leader', VILLAGE_A, VILLAGE_B],
    });
    const types = () => [...catalogue.due(room.world)].map(({ type }) => type);
    expect(types()).not.toContain('rollCall.callByClock');
    in_(room).when('rollCall.callByClock', { dueAt: w.START }, system).then('rollCall.not-due');
    in_(room)
      .when('rollCall.setPlan', planned(1, { on: false }), leader)
      .then(['rollCall.planned']);
    expect(types()).not.toContain('rollCall.callByClock');
  });
  it('calls at the next moment of the plan, once', () => {
    const room = roomAfter([...GROUND, plan]);
    const { at, body } = moment(room);
    in_(room)
      .when('rollCall.callByClock', body as Step['body'], system)
      .then('rollCall.not-due');
    until(room, at);
    in_(room)
      .when('rollCall.callByClock', body as Step['body'], system, { id: CALL })
      .then(['rollCall.called'])
      .again('rollCall.not-due');
    expect(room.world.tables.rollCall.get(CALL)).toMatchObject({
      by: { id: 'system' },
      counts: { waiting: 4 },
    });
    expect(msOf(moment(room).at)).toBeGreaterThan(msOf(at));
  });
  it('passes over a moment that nobody was there for', () => {
    const room = roomAfter([...GROUND, plan]);
    const { at, body } = moment(room);
    until(room, at);
    room.wait(3 * 24 * 60);
    in_(room)
      .when('rollCall.callByClock', body as Step['body'], system)
      .then(['rollCall.passedOver']);
    expect(room.world.tables.rollCall.size).toBe(0);
    expect(msOf(moment(room).at)).toBeGreaterThan(msOf(room.world.at));
  });
  it.each([
    ['rollCall.night-empty', { nightUntil: '22:00' }],
    ['rollCall.target-unknown', { targets: [w.NO_VILLAGE] }],
    ['command.malformed', { nightFrom: '24:00' }],
  ])('is not set with %s for %j', (code, more) => {
    given(...GROUND)
      .when('rollCall.setPlan', planned(2, more), administrator)
      .then(code);
  });
  it('is set by the leader, with a secret made anew, which no screen is sent', () => {
    const { room } = given(...GROUND)
      .when('rollCall.setPlan', plan.body, leader)
      .then(['rollCall.planned'])
      .again('rollCall.nothing-changed');
    given(...GROUND)
      .when('rollCall.setPlan', plan.body, officer)
      .then('command.not-allowed');
    const set = room.world.tables.rollCallPlan.get('plan');
    if (!set) throw new Error('no plan');
    expect(JSON.stringify(see('desk', 'rollCallPlan', set))).not.toContain(set.seed);
    for (const audience of ['wall', 'department/police', `village/${VILLAGE_A}`] as const)
      expect(see(audience, 'rollCallPlan', set)).toBeNull();
  });
  it('files away what is over for a week, and not what is still to be followed up', () => {
    const room = roomAfter([
      ...closed,
      { type: 'rollCall.setTask', body: { answerId: B, words: '约谈' }, by: officer },
    ]);
    room.wait(8 * 24 * 60);
    const archive = { rollCallId: CALL };
    in_(room).when('rollCall.archive', archive, system).then('rollCall.not-due');
    in_(room)
      .when('rollCall.closeTask', { answerId: B, words: '已约谈' }, officer)
      .then(['rollCall.taskClosed']);
    const due = [...catalogue.due(room.world)].filter(({ type }) => type === 'rollCall.archive');
    expect(due.map(({ body }) => body)).toEqual([archive]);
    in_(room).when('rollCall.archive', archive, system).then(['rollCall.archived']).again('rollCall.unknown');
    expect(room.world.tables.rollCallAnswer.size).toBe(0);
    given(...closed)
      .when('rollCall.archive', archive, system)
      .then('rollCall.not-due');
  });
});

describe('a village', () => {
  it('sees that it is called and nothing of the others', () => {
    const { world } = roomAfter(called);
    const seen = [...world.tables.rollCallAnswer.values()].filter((one) =>
      see(`village/${VILLAGE_A}`, 'rollCallAnswer', one),
    );
    expect(seen.map(({ id }) => id)).toEqual([A]);
    for (const one of world.tables.rollCallAnswer.values())
      expect(see('wall', 'rollCallAnswer', one)).toBeNull();
    for (const one of world.tables.rollCall.values())
      expect(see(`village/${VILLAGE_A}`, 'rollCall', one)).toBeNull();
  });
});
