import { describe, expect, it } from 'vitest';
import { isDueTime, nextDue, roundIdOf } from '../../shared/zeroReport/plan.ts';
import { GROUND } from '../support/steps.ts';
import { given, in_, people, roomAfter, ZONE } from '../support/world.ts';
import { UNTIL, demand, dues, plan } from '../support/zeroSteps.ts';

const { officer } = people;

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
