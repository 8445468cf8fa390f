import { describe, expect, it } from 'vitest';
import { msOf } from '../../shared/time.ts';
import { DUTY_LIST, filled, may, PERSON, PUBLISHED } from '../support/nouns/duty.ts';
import {
  A,
  answered,
  B,
  CALL,
  call,
  called,
  close,
  closed,
  DESK,
  LEADER,
  recorded,
} from '../support/rollCallSteps.ts';
import { received } from '../support/nouns/rollCall.ts';
import { GROUND } from '../support/steps.ts';
import * as w from '../support/world.ts';
import { given, in_, people, roomAfter, VILLAGE_A, type Step } from '../support/world.ts';

const { officer, leader, liaisonA, liaisonB, system } = people;
const until = (room: w.Room, at: string) => room.wait((msOf(at) - msOf(room.world.at)) / 60_000);
const row = (room: w.Room, id: string) => room.world.tables.rollCallAnswer.get(id);

describe('a roll-call of the township', () => {
  it('calls everybody it names, once', () => {
    const { room } = given(...GROUND)
      .when('rollCall.call', call.body, officer, { id: CALL })
      .then(['rollCall.called'])
      .again('rollCall.running');
    expect(room.world.tables.rollCall.get(CALL)).toMatchObject({ source: 'own', counts: { waiting: 4 } });
    expect(row(room, A)).toMatchObject({ target: VILLAGE_A, villageId: VILLAGE_A, result: 'waiting' });
    expect(row(room, DESK)).toMatchObject({ target: 'desk', villageId: null, callWords: '夜间点名' });
  });
  it.each([
    ['rollCall.target-unknown', { targets: ['desk', w.NO_VILLAGE] }],
    ['rollCall.target-twice', { targets: ['desk', 'desk'] }],
    ['command.malformed', { targets: [] }],
    ['command.malformed', { answerMinutes: 0 }],
  ])('is refused with %s for %j', (code, more) => {
    given(...GROUND)
      .when('rollCall.call', { ...call.body, ...more }, leader)
      .then(code);
  });
  it('is answered by the village itself, in seconds of the server', () => {
    const { room } = given(...called)
      .when('rollCall.answer', answered(A).body, liaisonA)
      .then(['rollCall.answered'])
      .again('rollCall.answered');
    expect(row(room, A)).toMatchObject({ result: 'onPost', seconds: 60, channel: 'app', onBehalf: null });
    expect(room.world.tables.rollCall.get(CALL)?.counts).toEqual({ waiting: 3, onPost: 1 });
  });
  it('is not answered by another village, nor by the desk for a village', () => {
    given(...called)
      .when('rollCall.answer', answered(A).body, liaisonB)
      .then('command.unknown-target');
    given(...called)
      .when('rollCall.answer', answered(A).body, officer)
      .then('rollCall.not-called');
    given(...called)
      .when('rollCall.answer', answered(DESK).body, leader)
      .then('rollCall.not-called');
    given(...called)
      .when('rollCall.answer', { answerId: 'none', location: null }, officer)
      .then('rollCall.unknown');
  });
  it('is answered by whoever holds the post, where the roster knows it', () => {
    const room = roomAfter([...GROUND, ...DUTY_LIST, filled(may()), PUBLISHED]);
    until(room, '2026-05-01T10:00:00+08:00');
    in_(room).when('rollCall.call', call.body, officer, { id: CALL }).then(['rollCall.called']);
    expect(row(room, LEADER)?.personId).toBe(PERSON.leader);
    expect(row(room, DESK)?.personId).toBe(PERSON.a);
    const other = { ...leader, id: 'somebody-else' };
    in_(room).when('rollCall.answer', answered(LEADER).body, other).then('rollCall.not-called');
    in_(room).when('rollCall.answer', answered(LEADER).body, leader).then(['rollCall.answered']);
    // Neither officer of that shift has an account: any officer's will do.
    in_(room).when('rollCall.answer', answered(DESK).body, officer).then(['rollCall.answered']);
  });
  it('is over with the last answer', () => {
    const rest = [answered(B, liaisonB), answered(DESK, officer), answered(LEADER, leader)];
    const { room } = given(...called, ...rest)
      .when('rollCall.answer', answered(A).body, liaisonA)
      .then(['rollCall.answered', 'rollCall.closed'])
      .again('rollCall.answered');
    expect(room.world.tables.rollCall.get(CALL)).toMatchObject({ counts: { onPost: 4 } });
    in_(room).when('rollCall.close', close.body, system).then('rollCall.closed');
  });
  it('ends by the clock: who was silent did not answer, and no more is said of him', () => {
    given(...called)
      .when('rollCall.close', close.body, system)
      .then('rollCall.not-due');
    const room = roomAfter([...called, answered(A)]);
    room.wait(10);
    in_(room).when('rollCall.close', close.body, system).then(['rollCall.closed']).again('rollCall.closed');
    expect(row(room, B)).toMatchObject({ result: 'noAnswer', missAt: row(room, B)?.calledAt });
    expect(room.world.tables.rollCall.get(CALL)?.counts).toEqual({ onPost: 1, noAnswer: 3 });
    given(...GROUND)
      .when('rollCall.close', close.body, system)
      .then('rollCall.unknown');
  });
  it('takes an answer that comes after its time as late, and one from a phone when it is received', () => {
    const { room } = given(...closed)
      .when('rollCall.answer', answered(B, liaisonB).body, liaisonB)
      .then(['rollCall.answered']);
    expect(row(room, B)).toMatchObject({ result: 'late', missAt: row(room, B)?.calledAt });
    expect(row(room, B)?.seconds).toBeGreaterThan(600);
    const slow = roomAfter(called);
    slow.wait(6);
    in_(slow).when('rollCall.answer', answered(A).body, liaisonA).then(['rollCall.answered']);
    expect(row(slow, A)?.result).toBe('late');
  });
});

describe('an answer on somebody’s behalf', () => {
  it('is written down with its channel and words, and may be corrected', () => {
    const { room } = given(...called)
      .when('rollCall.record', recorded(B), officer)
      .then(['rollCall.recorded'])
      .again('rollCall.nothing-changed');
    expect(row(room, B)).toMatchObject({
      result: 'onPost',
      seconds: 60,
      onBehalf: '在值守点',
      channel: 'phone',
    });
    in_(room)
      .when('rollCall.record', recorded(B, 'vacant', 20), leader)
      .then(['rollCall.recorded']);
    expect(row(room, B)).toMatchObject({ result: 'vacant', seconds: 20 });
    expect(room.world.tables.rollCall.get(CALL)?.counts).toEqual({ waiting: 3, vacant: 1 });
  });
  it('is about somebody who was called, by the desk', () => {
    given(...called)
      .when('rollCall.record', recorded('none'), officer)
      .then('rollCall.unknown');
    given(...called)
      .when('rollCall.record', recorded(A), liaisonA)
      .then('command.not-allowed');
  });
  it('is what makes an absence: what a person has decided stands when the phone speaks after all', () => {
    const absent: Step = { type: 'rollCall.record', body: recorded(B, 'absent'), by: leader };
    const room = roomAfter([...closed, absent, answered(B, liaisonB)]);
    expect(row(room, B)).toMatchObject({ result: 'absent' });
    expect(row(room, B)?.answeredAt).not.toBeNull();
  });
});

describe('somebody who was missed', () => {
  const returned = (answerId = B, returnedAt = '2026-04-05T13:34:30+08:00') => ({
    ...{ answerId, returnedAt, words: '返岗应答' },
  });
  it('comes back after so many minutes', () => {
    const { room } = given(...closed)
      .when('rollCall.noteReturn', returned(), officer)
      .then(['rollCall.returned'])
      .again('rollCall.returned');
    expect(row(room, B)).toMatchObject({ result: 'away', awayMinutes: 12, note: '返岗应答' });
    const vacant: Step = { type: 'rollCall.record', body: recorded(B, 'vacant'), by: officer };
    const found = roomAfter([...closed, vacant]);
    in_(found).when('rollCall.noteReturn', returned(), officer).then(['rollCall.returned']);
    expect(row(found, B)?.result).toBe('vacant');
  });
  it.each([
    ['rollCall.unknown', returned('none')],
    ['rollCall.not-missed', returned(A)],
    ['rollCall.return-early', returned(B, '2026-04-05T13:00:00+08:00')],
    ['rollCall.future', returned(B, '2026-04-05T18:00:00+08:00')],
  ])('is refused with %s for %j', (code, body) => {
    given(...closed)
      .when('rollCall.noteReturn', body, officer)
      .then(code);
  });
  it('has not been missed while the time runs', () => {
    given(...called)
      .when('rollCall.noteReturn', returned(), officer)
      .then('rollCall.waiting');
    given(...called)
      .when('rollCall.setTask', { answerId: B, words: '约谈' }, officer)
      .then('rollCall.waiting');
  });
  it('is followed up once at a time', () => {
    const task = { answerId: B, words: '包村干部约谈' };
    const done = { answerId: B, words: '已约谈' };
    const { room } = given(...closed)
      .when('rollCall.setTask', task, officer)
      .then(['rollCall.taskSet'])
      .again('rollCall.task-open');
    in_(room)
      .when('rollCall.closeTask', done, leader)
      .then(['rollCall.taskClosed'])
      .again('rollCall.no-task');
    expect(row(room, B)).toMatchObject({ taskWords: task.words, taskDone: { words: done.words } });
    given(...closed)
      .when('rollCall.setTask', { ...task, answerId: A }, officer)
      .then('rollCall.not-missed');
    given(...closed)
      .when('rollCall.closeTask', { ...done, answerId: 'none' }, officer)
      .then('rollCall.unknown');
  });
});

describe('a roll-call from above', () => {
  it('is noted with whom, what was found and where the leader was', () => {
    const { room } = given(...GROUND)
      .when('rollCall.noteReceived', received(), officer, { id: CALL })
      .then(['rollCall.received']);
    expect(room.world.tables.rollCall.get(CALL)).toMatchObject({
      source: 'bannerDuty',
      rings: 2,
      leaderSeconds: 40,
    });
    expect(row(room, A)).toMatchObject({ target: 'desk', result: 'onPost', seconds: 6, missAt: null });
    in_(room).when('rollCall.answer', answered(A).body, officer).then('rollCall.not-called');
  });
  it.each([
    ['rollCall.future', { calledAt: '2026-04-05T18:00:00+08:00' }],
    ['rollCall.target-unknown', { target: w.NO_VILLAGE }],
    ['command.malformed', { source: 'own' }],
    ['command.malformed', { result: 'waiting' }],
  ])('is refused with %s for %j', (code, more) => {
    given(...GROUND)
      .when('rollCall.noteReceived', received(more), officer)
      .then(code);
  });
});
