import { describe, expect, it } from 'vitest';
import { see } from '../../shared/see.ts';
import { filing, PROXY } from '../support/nouns/zeroReport.ts';
import { GROUND } from '../support/steps.ts';
import { given, in_, people, roomAfter, VILLAGE_A, VILLAGE_B } from '../support/world.ts';
import {
  A,
  B,
  CLOSED,
  DAILY,
  DUE,
  OPEN,
  ROUND,
  clock,
  dues,
  file,
  open,
  plan,
  row,
} from '../support/zeroSteps.ts';

const { officer, leader, liaisonA, liaisonB, system } = people;

describe('a plan', () => {
  it('asks every village at its times from then on', () => {
    const room = roomAfter([...GROUND, plan({ times: ['17:00', '08:00'] })]);
    expect(room.world.tables.zeroPlan.get('plan')?.times).toEqual(['08:00', '17:00']);
    expect(dues(room)).toEqual([['2026-04-05T15:00:00.000+08:00', 'zeroReport.open']]);
  });
  it('asks nobody without one, or without a time', () => {
    expect(dues(roomAfter(GROUND))).toEqual([]);
    expect(dues(roomAfter([...GROUND, plan({ times: [] })]))).toEqual([]);
    given(...GROUND)
      .when('zeroReport.open', { dueAt: DUE }, system)
      .then('zeroReport.not-asked');
    given(...GROUND)
      .when('zeroReport.file', file().body, liaisonA)
      .then('zeroReport.not-asked');
  });
  it('is refused with a time twice, and when it says what holds', () => {
    const twice = { times: ['17:00', '17:00'], remindMinutes: 0 };
    given(...GROUND)
      .when('zeroReport.plan', twice, officer)
      .then('zeroReport.times-twice');
    given(...GROUND)
      .when('zeroReport.plan', DAILY, officer)
      .then(['zeroReport.planned'])
      .again('zeroReport.nothing-changed');
  });
  it('takes back a due time to come that it does not ask any more, unless somebody has filed', () => {
    const other = { ...DAILY, times: ['18:00'] };
    const { room } = given(...OPEN)
      .when('zeroReport.plan', other, leader)
      .then(['zeroReport.planned']);
    expect(room.world.tables.zeroRound.size + room.world.tables.zeroReport.size).toBe(0);
    expect(dues(room)).toEqual([['2026-04-05T16:00:00.000+08:00', 'zeroReport.open']]);
    const filed = given(...OPEN, file())
      .when('zeroReport.plan', other, leader)
      .then(['zeroReport.planned']);
    expect(filed.room.world.tables.zeroReport.size).toBe(2);
    // A plan that comes back opens it anew, under another moment: the first opening is not mistaken for it.
    const back = in_(room).when('zeroReport.plan', DAILY, leader).then(['zeroReport.planned']).room;
    expect(dues(back)[0]?.[1]).toBe('zeroReport.open');
    expect(dues(back)[0]?.[0]).not.toBe('2026-04-05T15:00:00.000+08:00');
  });
});

describe('a due time', () => {
  it('opens for all villages two hours before, once', () => {
    given(...GROUND, plan())
      .when('zeroReport.open', { dueAt: DUE }, system)
      .then('zeroReport.not-yet');
    const { room } = given(...GROUND, plan(), open())
      .when('zeroReport.open', { dueAt: DUE }, system)
      .then('zeroReport.already-open');
    expect(room.world.tables.zeroReport.size).toBe(2);
    expect(dues(room)).toEqual([
      ['2026-04-06T15:00:00.000+08:00', 'zeroReport.open'],
      ['2026-04-05T16:30:00.000+08:00', 'zeroReport.remind'],
      [DUE, 'zeroReport.noteMissing'],
    ]);
  });
  it('opens late when the server comes back soon, and is passed over when it is long gone', () => {
    const soon = roomAfter([...GROUND, plan()]);
    soon.wait(8 * 60);
    in_(soon)
      .when('zeroReport.open', { dueAt: DUE }, system)
      .then(['zeroReport.opened', 'zeroReport.counted']);
    expect(soon.world.tables.zeroRound.get(ROUND.roundId)?.remindAt).toBeNull();
    const gone = roomAfter([...GROUND, plan()]);
    gone.wait(40 * 24 * 60);
    in_(gone).when('zeroReport.open', { dueAt: DUE }, system).then(['zeroReport.counted']);
    expect(gone.world.tables.zeroRound.size).toBe(0);
    expect(dues(gone)[0]?.[0]?.slice(0, 10)).toBe('2026-05-15');
  });
  it('reminds whoever has not filed, once, and nobody when all have', () => {
    given(...OPEN)
      .when('zeroReport.remind', ROUND, system)
      .then('zeroReport.not-yet');
    const { room } = given(...OPEN, file(), clock('zeroReport.remind', 90))
      .when('zeroReport.remind', ROUND, system)
      .then('zeroReport.not-yet');
    expect([row(room, A).remindedAt, row(room, B).remindedAt]).toEqual([null, expect.any(String)]);
    const all = roomAfter([...OPEN, file(), file(liaisonB)]);
    expect(dues(all).map(([, type]) => type)).not.toContain('zeroReport.remind');
    all.wait(90);
    in_(all).when('zeroReport.remind', ROUND, system).then('zeroReport.nobody-missing');
  });
  it('marks who has not filed at the minute, and decides no more', () => {
    given(...OPEN)
      .when('zeroReport.noteMissing', ROUND, system)
      .then('zeroReport.not-yet');
    const { room } = given(...OPEN, file(), clock('zeroReport.noteMissing', 120))
      .when('zeroReport.noteMissing', ROUND, system)
      .then('zeroReport.closed');
    expect([row(room, A).missedAt, row(room, B).missedAt]).toEqual([null, expect.any(String)]);
    const none = { roundId: '2026-04-07-1700' };
    in_(room).when('zeroReport.noteMissing', none, system).then('zeroReport.unknown');
  });
  it('goes to the records with its reports, 62 days after', () => {
    given(...OPEN)
      .when('zeroReport.archive', ROUND, system)
      .then('zeroReport.not-yet');
    const room = roomAfter(CLOSED);
    expect(dues(room)).toContainEqual(['2026-06-06T09:00:00.000Z', 'zeroReport.archive']);
    in_(room)
      .when('zeroReport.archive', ROUND, system)
      .then(['zeroReport.archived'])
      .again('zeroReport.unknown');
    expect(room.world.tables.zeroReport.size + room.world.tables.zeroRound.size).toBe(0);
  });
});

describe('a village’s report', () => {
  it('is filed once, on time', () => {
    const { room } = given(...OPEN)
      .when('zeroReport.file', file().body, liaisonA)
      .then(['zeroReport.filed'])
      .again('zeroReport.already-filed');
    expect(row(room, A)).toMatchObject({ words: null, safe: true, late: null, by: { id: 'liaison-a' } });
  });
  it('may come before the clock has opened its time: it opens it for all', () => {
    const { room } = given(...GROUND, plan())
      .when('zeroReport.file', file().body, liaisonA)
      .then(['zeroReport.opened', 'zeroReport.filed']);
    expect(row(room, B).filedAt).toBeNull();
    expect(dues(room)[0]).toEqual(['2026-04-06T15:00:00.000+08:00', 'zeroReport.open']);
  });
  it('is late by the whole minutes after the due time', () => {
    const room = roomAfter([...CLOSED, file(liaisonB, {}, 21)]);
    const { filedAt, late, missedAt } = row(room, B);
    expect(missedAt).not.toBeNull();
    expect(late).toBe(Math.floor((Date.parse(filedAt ?? '') - Date.parse(DUE)) / 60_000));
  });
  it('is late all the same when the phone had no signal, and says both times', () => {
    const observedAt = '2026-04-05T16:50:00+08:00';
    const room = roomAfter([...CLOSED, file(liaisonB, { observedAt }, 30)]);
    expect(row(room, B)).toMatchObject({ observedAt, offline: true, doubtful: false });
    expect(row(room, B).late).toBeGreaterThan(29);
  });
  it.each(['2016-04-05T16:50:00+08:00', '2036-04-05T16:50:00+08:00'])(
    'from a phone whose clock says %s is taken and marked',
    (observedAt) => {
      const room = roomAfter([...CLOSED, file(liaisonB, { observedAt }, 30)]);
      expect(row(room, B)).toMatchObject({ observedAt, offline: false, doubtful: true });
    },
  );
  it('is filed by the desk with a reason and the words said, never so by the village', () => {
    given(...OPEN)
      .when('zeroReport.file', file(officer).body, officer)
      .then('zeroReport.proxy-reason');
    const proxied = file(officer, { proxy: PROXY }).body;
    given(...OPEN)
      .when('zeroReport.file', proxied, liaisonA)
      .then('zeroReport.own');
    const { room } = given(...OPEN)
      .when('zeroReport.file', proxied, officer)
      .then(['zeroReport.filed'])
      .again('zeroReport.already-filed');
    expect(row(room, A)).toMatchObject({ proxy: PROXY, late: null });
    in_(room).when('zeroReport.file', file().body, liaisonA).then('zeroReport.already-filed');
  });
  it('is refused for another time, for nobody’s village and without saying what is wrong', () => {
    const at = (dueAt: string) => filing(VILLAGE_A, dueAt);
    for (const time of [
      '2026-04-05T16:00:00+08:00',
      '2026-04-07T17:00:00+08:00',
      '2026-03-05T17:00:00+08:00',
    ])
      given(...OPEN)
        .when('zeroReport.file', at(time), liaisonA)
        .then('zeroReport.no-such-time');
    const nowhere = filing('nowhere', DUE, { proxy: PROXY });
    given(...OPEN)
      .when('zeroReport.file', nowhere, officer)
      .then('zeroReport.village-unknown');
    const silent = filing(VILLAGE_A, DUE, { safe: false });
    given(...OPEN)
      .when('zeroReport.file', silent, liaisonA)
      .then('zeroReport.say-what');
    const other = filing(VILLAGE_B, DUE);
    given(...OPEN)
      .when('zeroReport.file', other, liaisonA)
      .then('command.other-village');
  });
  it('is corrected with a reason', () => {
    const said = { ...A, words: '停电', safe: true, reason: '漏写' };
    given(...OPEN)
      .when('zeroReport.correct', said, liaisonA)
      .then('zeroReport.not-filed');
    const gone = { ...said, zeroReportId: `2026-01-01-1700-${VILLAGE_A}` };
    given(...OPEN)
      .when('zeroReport.correct', gone, officer)
      .then('zeroReport.unknown');
    const silent = { ...said, words: null, safe: false };
    given(...OPEN, file())
      .when('zeroReport.correct', silent, liaisonA)
      .then('zeroReport.say-what');
    const { room } = given(...OPEN, file())
      .when('zeroReport.correct', said, liaisonA)
      .then(['zeroReport.corrected'])
      .again('zeroReport.nothing-changed');
    expect(row(room, A)).toMatchObject({ words: '停电', corrections: 1, correction: { reason: '漏写' } });
    in_(room)
      .when('zeroReport.correct', { ...said, words: '通电' }, liaisonB)
      .then('command.unknown-target');
  });
  it('that is late or missing may be explained by the desk', () => {
    const note = { ...A, words: '手机无信号' };
    given(...OPEN, file())
      .when('zeroReport.note', note, officer)
      .then('zeroReport.on-time');
    given(...CLOSED)
      .when('zeroReport.note', { ...note, zeroReportId: `${ROUND.roundId}-x` }, officer)
      .then('zeroReport.unknown');
    given(...CLOSED)
      .when('zeroReport.note', note, officer)
      .then(['zeroReport.noted'])
      .again('zeroReport.nothing-changed');
  });
  it('is its village’s and the desk’s; the wall learns that and when', () => {
    const room = roomAfter([...OPEN, file(liaisonA, { words: '有客人' })]);
    expect(see(`village/${VILLAGE_B}`, 'zeroReport', row(room, A))).toBeNull();
    expect(see('department/police', 'zeroReport', row(room, A))).toBeNull();
    const wall = see('wall', 'zeroReport', row(room, A));
    expect(wall).toMatchObject({ villageId: VILLAGE_A, late: null });
    expect(Object.keys(wall ?? {})).not.toEqual(expect.arrayContaining(['words']));
    expect(JSON.stringify(wall)).not.toContain('联络员');
  });
});
