import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../shared/days.ts';
import type { RollCallAnswer } from '../../shared/rollCall/contract.ts';
import { DEFAULT_PLAN } from '../../shared/rollCall/defaults.ts';
import { momentsOf, nextMoment } from '../../shared/rollCall/moments.ts';
import { summaryOf } from '../../shared/rollCall/summary.ts';
import { msOf } from '../../shared/time.ts';
import { drawing } from '../support/arbitraries.ts';
import { uuid, ZONE } from '../support/world.ts';

describe('the random moments of a day', () => {
  const plans = fc.record({
    seed: fc.nat(1_000_000).map(uuid),
    perDay: fc.integer({ min: 1, max: 6 }),
    nightFrom: fc.constantFrom('22:00', '00:30', '18:00'),
    nightUntil: fc.constantFrom('05:00', '06:30'),
    atLeastOneAtNight: fc.constant(true),
  });
  const day = fc.nat(4_000).map((n) => addDays('2024-01-01', n));
  const hourOf = (at: string) => at.slice(11, 16);
  it('are as many as the plan says, in order, an hour apart, in one night at least one', () => {
    const property = fc.property(plans, day, (plan, one) => {
      const moments = momentsOf(plan, one, ZONE);
      expect(moments).toHaveLength(plan.perDay);
      expect(momentsOf({ ...plan }, one, ZONE)).toEqual(moments);
      const times = moments.map(msOf);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      for (let n = 1; n < times.length; n += 1)
        expect((times[n] ?? 0) - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(plan.perDay > 4 ? 0 : 3_600_000);
      const { nightFrom, nightUntil } = plan;
      const atNight = moments.filter((at) =>
        nightFrom < nightUntil
          ? hourOf(at) >= nightFrom && hourOf(at) < nightUntil
          : hourOf(at) >= nightFrom || hourOf(at) < nightUntil,
      );
      expect(atNight.length).toBeGreaterThan(0);
    });
    fc.assert(property, drawing(400));
  });
  it('follow one another without a gap and without one twice', () => {
    const property = fc.property(plans, (plan) => {
      const days = Array.from({ length: 8 }, (_none, n) => addDays('2026-04-01', n));
      const all = days.flatMap((one) => momentsOf(plan, one, ZONE));
      let at = all[0] ?? '';
      const found = [at];
      while (found.length < all.length) found.push((at = nextMoment(plan, at, ZONE)));
      expect(found).toEqual(all);
    });
    fc.assert(property, drawing(100));
  });
  it('spread over the whole night and differ from seed to seed and day to day', () => {
    const hours = new Map<string, number>();
    for (let n = 0; n < 1_400; n += 1) {
      const plan = { ...DEFAULT_PLAN, seed: uuid(n % 7), perDay: 1 };
      const [at = ''] = momentsOf(plan, addDays('2026-01-01', n), ZONE);
      hours.set(at.slice(11, 13), (hours.get(at.slice(11, 13)) ?? 0) + 1);
    }
    expect([...hours.keys()].sort()).toEqual(['00', '01', '02', '03', '04', '22', '23']);
    for (const count of hours.values()) {
      expect(count).toBeGreaterThan(140);
      expect(count).toBeLessThan(260);
    }
  });
  it('are the same on every machine', () => {
    const moments = momentsOf({ ...DEFAULT_PLAN, seed: uuid(7) }, '2026-04-04', ZONE);
    expect(moments).toEqual(FIXED);
  });
});

/** Written down once: another mixing would call at other moments on an older server. */
const FIXED = ['2026-04-04T14:43:00.000+08:00', '2026-04-05T03:19:00.000+08:00'];

describe('a month’s summary', () => {
  const one = (
    target: string,
    calledAt: string,
    result: RollCallAnswer['result'],
    seconds: number | null = null,
  ) => ({
    ...{ target, calledAt, result, seconds, awayMinutes: result === 'away' ? 12 : null },
  });
  const answers = [
    one('a', '2026-04-02T23:00:00+08:00', 'onPost', 10),
    one('b', '2026-04-02T23:00:00+08:00', 'away', 720),
    one('a', '2026-04-04T23:00:00+08:00', 'late', 400),
    one('b', '2026-04-04T23:00:00+08:00', 'noAnswer'),
    one('a', '2026-04-06T23:00:00+08:00', 'noAnswer'),
    one('a', '2026-04-07T23:00:00+08:00', 'onPost', 20),
    one('a', '2026-04-08T23:00:00+08:00', 'waiting'),
    one('c', '2026-04-30T16:30:00Z', 'onPost', 1),
  ];
  it('counts results, the median of the seconds, and names who failed twice', () => {
    const [a, b, ...rest] = summaryOf(answers, '2026-04', ZONE, 2);
    expect(rest).toEqual([]);
    expect(a).toMatchObject({ target: 'a', called: 4, medianSeconds: 20, failures: 1, notice: false });
    expect(a?.results).toMatchObject({ onPost: 2, late: 1, noAnswer: 1 });
    expect(b).toMatchObject({ target: 'b', called: 2, failures: 2, notice: true, awayMinutes: 12 });
    expect(b?.lastFailureAt).toBe('2026-04-04T23:00:00+08:00');
    expect(summaryOf(answers, '2026-04', ZONE, 1)[0]?.notice).toBe(true);
  });
  it('takes the mean of two in the middle, and none where nobody counted', () => {
    const two = [
      one('a', answers[0]?.calledAt ?? '', 'onPost', 10),
      one('a', '2026-04-03T01:00:00+08:00', 'onPost', 15),
    ];
    expect(summaryOf(two, '2026-04', ZONE, 2)[0]?.medianSeconds).toBe(13);
    expect(
      summaryOf([answers[3] ?? one('b', '', 'noAnswer')], '2026-04', ZONE, 2)[0]?.medianSeconds,
    ).toBeNull();
    expect(dayOf('2026-04-30T16:30:00Z', ZONE)).toBe('2026-05-01');
    expect(summaryOf(answers, '2026-05', ZONE, 2).map(({ target }) => target)).toEqual(['c']);
  });
});
