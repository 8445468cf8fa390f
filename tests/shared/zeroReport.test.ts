import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { see } from '../../shared/see.ts';
import type { ZeroReport } from '../../shared/zeroReport/contract.ts';
import { isDueTime, nextDue, roundIdOf } from '../../shared/zeroReport/plan.ts';
import { filing, PROXY } from '../support/nouns/zeroReport.ts';
import { GROUND } from '../support/steps.ts';
import { given, in_, people, roomAfter, VILLAGE_A, VILLAGE_B, ZONE } from '../support/world.ts';
import type { Room, Step } from '../support/world.ts';

const { officer, leader, liaisonA, liaisonB, system } = people;
const DUE = '2026-04-05T17:00:00.000+08:00';
const ROUND = { roundId: '2026-04-05-1700' };
const A = { zeroReportId: `2026-04-05-1700-${VILLAGE_A}` };
const B = { zeroReportId: `2026-04-05-1700-${VILLAGE_B}` };
const DAILY = { times: ['17:00'], remindMinutes: 30 };
const UNTIL = '2026-04-05T20:00:00+08:00';
const plan = (body: object = {}): Step => ({
  type: 'zeroReport.plan',
  body: { ...DAILY, ...body },
  by: leader,
});
const demand = (body: object = {}): Step => ({
  type: 'zeroReport.demand',
  body: { everyMinutes: 60, until: UNTIL, reason: '大风蓝色预警', ...body },
  by: officer,
});
/** The room's clock starts at 13:20 and each command takes a minute: `wait` leads to about the hour named. */
const open = (wait = 100): Step => ({ type: 'zeroReport.open', body: { dueAt: DUE }, by: system, wait });
const file = (by = liaisonA, more: object = {}, wait = 0): Step => {
  return { type: 'zeroReport.file', body: filing(by.villageId ?? VILLAGE_A, DUE, more as never), by, wait };
};
const clock = (type: Step['type'], wait = 0): Step => ({ type, body: ROUND, by: system, wait });
const OPEN = [...GROUND, plan(), open()];
const CLOSED = [...OPEN, clock('zeroReport.noteMissing', 120)];
const row = ({ world }: Room, { zeroReportId }: { zeroReportId: string }) =>
  world.tables.zeroReport.get(zeroReportId) as ZeroReport;
const dues = (room: Room) => [...catalogue.due(room.world)].map(({ at, type }) => [at, type]);

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

describe('a demand', () => {
  it('asks more often, from its minute on, beside the daily time', () => {
    const room = roomAfter([...GROUND, plan(), demand()]);
    const extra = room.world.tables.zeroPlan.get('plan');
    const times = ['2026-04-05T13:23:00.000+08:00'];
    for (let n = 0; n < 7; n += 1) times.push(nextDue(extra as never, times[n] as string, ZONE) as string);
    expect(times.slice(1).map((one) => one.slice(11, 16))).toEqual([
      '14:23',
      '15:23',
      '16:23',
      '17:00',
      '17:23',
      '18:23',
      '19:23',
    ]);
    expect(nextDue(extra as never, UNTIL, ZONE)?.slice(0, 16)).toBe('2026-04-06T17:00');
  });
  it('asks by itself where there is no plan', () => {
    const room = roomAfter([...GROUND, demand()]);
    expect(room.world.tables.zeroPlan.get('plan')).toMatchObject({ times: [], remindMinutes: 30 });
    expect(dues(room)[0]?.[1]).toBe('zeroReport.open');
  });
  it('is refused when it ends too soon, lasts too long or says what holds', () => {
    const soon = demand({ until: '2026-04-05T14:00:00+08:00' }).body;
    given(...GROUND)
      .when('zeroReport.demand', soon, officer)
      .then('zeroReport.no-time-left');
    const long = demand({ until: '2026-04-25T14:00:00+08:00' }).body;
    given(...GROUND)
      .when('zeroReport.demand', long, officer)
      .then('zeroReport.too-long');
    given(...GROUND)
      .when('zeroReport.demand', demand().body, officer)
      .then(['zeroReport.demanded'])
      .again('zeroReport.nothing-changed');
  });
  it('ends by itself, or by somebody once', () => {
    const end = { reason: '预警解除' };
    given(...GROUND, plan())
      .when('zeroReport.endDemand', end, officer)
      .then('zeroReport.no-demand');
    given(...GROUND, plan(), demand())
      .when('zeroReport.endDemand', end, officer)
      .then(['zeroReport.demandEnded'])
      .again('zeroReport.no-demand');
    const room = roomAfter([...GROUND, plan(), demand()]);
    room.wait(600);
    in_(room).when('zeroReport.endDemand', end, officer).then('zeroReport.no-demand');
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

describe('due times', () => {
  it('are of the unit’s zone, also where its clock jumps', () => {
    const daily = { times: ['02:30'], extra: null };
    expect(nextDue(daily, '2026-03-28T12:00:00+01:00', 'Europe/Berlin')).toBe(
      '2026-03-29T03:00:00.000+02:00',
    );
    expect(isDueTime(daily, '2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe(true);
    expect(roundIdOf('2026-12-31T16:30:00Z', ZONE)).toBe('2027-01-01-0030');
    expect(nextDue(daily, '2028-02-28T10:00:00+08:00', ZONE)).toBe('2028-02-29T02:30:00.000+08:00');
  });
});
