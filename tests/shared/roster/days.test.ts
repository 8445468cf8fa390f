import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  daysOf,
  instantAt,
  weekdayOf,
} from '../../../shared/days.ts';

const ZONE = 'Asia/Shanghai';

describe('days', () => {
  it('are those of the unit’s zone', () => {
    expect(dayOf('2026-04-04T23:59:59.999+08:00', ZONE)).toBe('2026-04-04');
    expect(dayOf('2026-04-04T16:00:00.000Z', ZONE)).toBe('2026-04-05');
    expect(dayOf('2026-04-04T16:00:00.000Z', 'America/Chicago')).toBe('2026-04-04');
  });
  it('follow each other across month, year and leap day', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(daysOf('2028-02')).toHaveLength(29);
    expect(daysBetween('2026-04-30', '2026-05-02')).toEqual(['2026-04-30', '2026-05-01', '2026-05-02']);
    expect(weekdayOf('2026-04-05')).toBe(0);
  });
  it('have their minutes where the clocks of the zone show them', () => {
    expect(instantAt('2026-04-05', 510, ZONE)).toBe('2026-04-05T08:30:00.000+08:00');
    expect(instantAt('2026-04-05', 510 + 1440, ZONE)).toBe('2026-04-06T08:30:00.000+08:00');
  });
  it('jump with a clock that jumps, and take the first of an hour that comes twice', () => {
    expect(instantAt('2026-03-08', 150, 'America/Chicago')).toBe('2026-03-08T03:00:00.000-05:00');
    expect(instantAt('2026-11-01', 90, 'America/Chicago')).toBe('2026-11-01T01:30:00.000-05:00');
  });
  it.each([
    ['2026-03-08', 'America/Chicago'],
    ['2026-11-01', 'America/Chicago'],
    ['2026-10-04', 'Australia/Lord_Howe'],
    ['2026-04-05', 'Australia/Lord_Howe'],
    ['2011-12-30', 'Pacific/Apia'],
    ['1986-05-04', 'Asia/Shanghai'],
    ['1986-09-14', 'Asia/Shanghai'],
  ])('never go back: each minute of %s in %s is no earlier than the one before', (day, zone) => {
    const all = Array.from({ length: 2881 }, (_none, n) => Date.parse(instantAt(day, n - 720, zone)));
    expect(all.filter((ms, n) => n > 0 && ms < (all[n - 1] as number))).toEqual([]);
    expect(new Set(all).size).toBeGreaterThan(1400);
  });
});
