import { describe, expect, test } from 'vitest';
import { readTime } from '../../../client/report/desk/time.ts';

const now = Date.parse('2026-04-05T14:36:12+08:00');
const read = (text: string, zone = 'Asia/Shanghai', at = now) => {
  const found = readTime(text, at, zone);
  return typeof found === 'string' ? found : found.iso;
};

describe('a time as it is written at a desk', () => {
  test.each([
    '1326',
    '13:26',
    '13：26',
    '13.26',
    '13点26',
    '13时26分',
    '4-5 13:26',
    '04-05 1326',
    '4月5日13时26分',
  ])('reads %s', (text) => expect(read(text)).toBe('2026-04-05T13:26:00.000+08:00'));

  test('takes the last such time: after now it was yesterday', () => {
    expect(read('23:50')).toBe('2026-04-04T23:50:00.000+08:00');
    expect(read('0:05', 'Asia/Shanghai', Date.parse('2026-04-05T00:10:00+08:00'))).toBe(
      '2026-04-05T00:05:00.000+08:00',
    );
    expect(read('14:50')).toBe('2026-04-05T14:50:00.000+08:00');
  });

  test('takes the last such day: one that has not come yet was last month’s or last year’s', () => {
    expect(read('12-30 08:00')).toBe('2025-12-30T08:00:00.000+08:00');
    expect(read('28日 08:00')).toBe('2026-03-28T08:00:00.000+08:00');
    expect(read('昨天 2310')).toBe('2026-04-04T23:10:00.000+08:00');
    expect(read('昨2310')).toBe('2026-04-04T23:10:00.000+08:00');
  });

  test('tells nothing from nonsense', () => {
    expect(read('')).toBe('empty');
    expect(read('  ')).toBe('empty');
    for (const text of ['25:00', '13:60', '刚才', '13', '4-31 10:00', '1326 1327 1', '13:26x']) {
      expect(read(text), text).toBe('bad');
    }
  });

  test('means the unit’s zone, across a change of its clocks', () => {
    const spring = Date.parse('2026-03-29T12:00:00Z');
    expect(read('0030', 'Europe/Berlin', spring)).toBe('2026-03-29T00:30:00.000+01:00');
    expect(read('0330', 'Europe/Berlin', spring)).toBe('2026-03-29T03:30:00.000+02:00');
  });
});
