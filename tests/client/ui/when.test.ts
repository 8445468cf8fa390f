import { afterEach, describe, expect, test } from 'vitest';
import { setLanguage } from '../../../client/ui/language.ts';
import {
  age,
  clockTime,
  clockTimeSeconds,
  dayAndTime,
  dayOf,
  duration,
  longDay,
  longDuration,
  setZone,
  stopwatch,
  timeOrDay,
  zone,
} from '../../../client/ui/when.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const moment = '2026-04-05T14:36:12+08:00';

afterEach(() => {
  setLanguage('zh');
  setZone('Asia/Shanghai');
});

describe('instants in the zone of the unit', () => {
  test('one instant reads the same however it was written', () => {
    expect(clockTime(moment)).toBe('14:36');
    expect(clockTime('2026-04-05T06:36:12Z')).toBe('14:36');
    expect(clockTimeSeconds(Date.parse(moment))).toBe('14:36:12');
  });

  test('midnight is 00, and the day is the zone’s day', () => {
    expect(clockTime('2026-04-04T16:00:00Z')).toBe('00:00');
    expect(dayOf('2026-04-04T16:00:00Z')).toBe('2026-04-05');
    expect(dayOf('2026-04-04T15:59:59Z')).toBe('2026-04-04');
  });

  test('another zone tells another time; an unknown one is refused', () => {
    expect(setZone('Asia/Urumqi')).toBe(true);
    expect(clockTime(moment)).toBe('12:36');
    expect(setZone('Nowhere/Place')).toBe(false);
    expect(zone.value).toBe('Asia/Urumqi');
  });

  test('the year is said when it is another one', () => {
    expect(dayAndTime(moment, moment)).toBe('04-05 14:36');
    expect(dayAndTime('2025-12-31T23:59:00+08:00', moment)).toBe('2025-12-31 23:59');
    expect(timeOrDay(moment, '2026-04-05T23:00:00+08:00')).toBe('14:36');
    expect(timeOrDay(moment, '2026-04-06T00:00:00+08:00')).toBe('04-05 14:36');
  });

  test('a day by name in both languages', () => {
    expect(longDay(moment)).toBe('4月5日 周日');
    setLanguage('en');
    expect(longDay(moment)).toBe('Sun 5 Apr');
  });

  test('what is no instant is a dash, not “Invalid Date”', () => {
    for (const tell of [clockTime, clockTimeSeconds, dayOf, longDay]) expect(tell('soon')).toBe('—');
    expect(dayAndTime(Number.NaN, moment)).toBe('—');
  });
});

describe('lengths of time', () => {
  test.each([
    [-5 * MINUTE, '刚刚', 'just now'],
    [59_999, '刚刚', 'just now'],
    [MINUTE, '1 分前', '1 min ago'],
    [9 * MINUTE + 59_000, '9 分前', '9 min ago'],
    [59 * MINUTE + 59_999, '59 分前', '59 min ago'],
    [HOUR, '1:00 前', '1:00 h ago'],
    [91 * MINUTE, '1:31 前', '1:31 h ago'],
    [2 * DAY - 1, '47:59 前', '47:59 h ago'],
    [3 * DAY + HOUR, '3 天前', '3 d ago'],
  ])('an age of %d ms', (ms, zh, en) => {
    expect(age(ms)).toBe(zh);
    setLanguage('en');
    expect(age(ms)).toBe(en);
  });

  test('in a narrow place, in a sentence, and running', () => {
    expect(duration(9 * MINUTE)).toBe('9 分');
    expect(duration(119 * MINUTE)).toBe('1:59');
    expect(longDuration(17 * HOUR + 54 * MINUTE)).toBe('17 小时 54 分');
    expect(longDuration(29 * HOUR)).toBe('1 天 5 小时');
    expect(longDuration(2 * DAY)).toBe('2 天');
    expect(stopwatch(48_000)).toBe('0:48');
    expect(stopwatch(12 * MINUTE + 41_000)).toBe('12:41');
    expect(stopwatch(HOUR + 2 * MINUTE + 3_000)).toBe('1:02:03');
    setLanguage('en');
    expect(duration(9 * MINUTE)).toBe('9 min');
    expect(longDuration(HOUR)).toBe('1 h');
  });

  test('nothing is shorter than nothing', () => {
    expect(duration(-1)).toBe('0 分');
    expect(stopwatch(-1)).toBe('0:00');
    expect(age(Number.NaN)).toBe('—');
  });
});
