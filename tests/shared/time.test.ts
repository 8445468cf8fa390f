import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoIn, later, msOf, yearIn } from '../../shared/time.ts';
import { drawing } from '../support/arbitraries.ts';

const SHANGHAI = 'Asia/Shanghai';
const inShanghai = (instant: string) => isoIn(msOf(instant), SHANGHAI);

describe('an instant in a zone', () => {
  it.each([
    ['2026-04-05T05:28:00Z', '2026-04-05T13:28:00.000+08:00'],
    ['2026-04-05T05:28:00.007Z', '2026-04-05T13:28:00.007+08:00'],
    ['2026-04-05T23:59:59.999+08:00', '2026-04-05T23:59:59.999+08:00'],
    ['2026-04-05T12:00:00-03:30', '2026-04-05T23:30:00.000+08:00'],
    ['2024-02-28T16:00:00Z', '2024-02-29T00:00:00.000+08:00'],
    ['1970-01-01T00:00:00Z', '1970-01-01T08:00:00.000+08:00'],
    ['1969-12-31T15:59:59.999Z', '1969-12-31T23:59:59.999+08:00'],
  ])('%s is %s in Shanghai', (instant, local) => {
    expect(inShanghai(instant)).toBe(local);
  });
  it.each([
    ['UTC', '2026-01-01T00:00:00.000+00:00'],
    ['Asia/Urumqi', '2026-01-01T06:00:00.000+06:00'],
    ['Asia/Kathmandu', '2026-01-01T05:45:00.000+05:45'],
    ['America/St_Johns', '2025-12-31T20:30:00.000-03:30'],
    ['Pacific/Kiritimati', '2026-01-01T14:00:00.000+14:00'],
    ['Pacific/Niue', '2025-12-31T13:00:00.000-11:00'],
  ])('midnight in Greenwich in %s is %s', (zone, local) => {
    expect(isoIn(msOf('2026-01-01T00:00:00Z'), zone)).toBe(local);
  });
});

describe('summer time, which China kept from 1986 to 1991', () => {
  it.each([
    ['begins on 4 May 1986', '1986-05-03T17:59:59.999Z', '01:59:59.999+08:00', '03:00:00.000+09:00'],
    ['ends on 14 September 1986', '1986-09-13T16:59:59.999Z', '01:59:59.999+09:00', '01:00:00.000+08:00'],
    ['begins on 14 April 1991', '1991-04-13T17:59:59.999Z', '01:59:59.999+08:00', '03:00:00.000+09:00'],
    ['ends on 15 September 1991', '1991-09-14T16:59:59.999Z', '01:59:59.999+09:00', '01:00:00.000+08:00'],
  ])('%s', (_what, last, before, after) => {
    const day = (text: string) => text.slice(11);
    expect([day(inShanghai(last)), day(isoIn(msOf(last) + 1, SHANGHAI))]).toEqual([before, after]);
  });
  it.each([1986, 1987, 1988, 1989, 1990, 1991])('holds in July %i and not in January', (year) => {
    expect(inShanghai(`${year}-07-01T00:00:00Z`)).toBe(`${year}-07-01T09:00:00.000+09:00`);
    expect(inShanghai(`${year}-01-01T00:00:00Z`)).toBe(`${year}-01-01T08:00:00.000+08:00`);
  });
  it('is over: none in 1985 and none since 1992', () => {
    for (const year of [1985, 1992, 2008, 2026])
      expect(inShanghai(`${year}-07-01T00:00:00Z`)).toBe(`${year}-07-01T08:00:00.000+08:00`);
  });
});

describe('the year of an instant', () => {
  it('turns at midnight of the zone, whatever the spelling', () => {
    expect(yearIn('2026-12-31T23:59:59.999+08:00', SHANGHAI)).toBe(2026);
    expect(yearIn('2026-12-31T15:59:59.999Z', SHANGHAI)).toBe(2026);
    expect(yearIn('2026-12-31T16:00:00Z', SHANGHAI)).toBe(2027);
    expect(yearIn('2027-01-01T00:00:00+08:00', 'UTC')).toBe(2026);
  });
});

it('an instant keeps its moment in every zone, and a clock never sees 24 o’clock', () => {
  const zones = [
    SHANGHAI,
    'UTC',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Europe/Dublin',
  ];
  const ms = fc.integer({ min: msOf('1970-01-01T00:00:00Z'), max: msOf('2199-12-31T00:00:00Z') });
  const property = fc.property(ms, fc.constantFrom(...zones), (moment, zone) => {
    const text = isoIn(moment, zone);
    expect(msOf(text)).toBe(moment);
    expect(text).toMatch(/^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}[+-][01]\d:\d{2}$/);
    expect(text.slice(11, 13)).not.toBe('24');
  });
  fc.assert(property, drawing(500));
});

it('the later of two instants is told by time and not by spelling', () => {
  const [noon, one] = ['2026-04-05T12:00:00+08:00', '2026-04-05T05:00:00Z'];
  expect(later(noon, one)).toBe(one);
  expect(later(one, noon)).toBe(one);
  expect(later(noon, '2026-04-05T04:00:00Z')).toBe(noon);
});
