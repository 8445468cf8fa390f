import { describe, expect, it } from 'vitest';
import { dayTypeOf, isYearKnown } from '../../../shared/calendar/dayType.ts';
import { DEFAULT_PATTERNS } from '../../../shared/pattern/defaults.ts';
import { patternsOn } from '../../../shared/pattern/onDay.ts';
import { untiled } from '../../../shared/pattern/tiling.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { GROUND } from '../../support/steps.ts';
import { given, people, roomAfter, type Step } from '../../support/world.ts';

const { officer, leader, administrator } = people;
const base = DEFAULT_PATTERNS.map(({ order: _order, retired: _retired, seq: _seq, ...pattern }) => pattern);
const [DAY, NIGHT, D24] = base as [(typeof base)[0], (typeof base)[0], (typeof base)[0]];
const EVERY_DAY = ['workday', 'restday', 'holiday', 'makeup'] as const;
const arranged = (patterns: readonly object[]): Step => ({
  type: 'pattern.arrange',
  body: { patterns },
  by: leader,
});

describe('the calendar', () => {
  const { world } = roomAfter(GROUND);
  it.each([
    ['2026-04-03', 'workday', null],
    ['2026-04-04', 'holiday', '清明节'],
    ['2026-04-06', 'holiday', '清明节'],
    ['2026-02-14', 'makeup', '春节'],
    ['2026-02-23', 'holiday', '春节'],
    ['2026-02-28', 'makeup', '春节'],
    ['2026-10-10', 'makeup', '国庆节'],
    ['2026-04-11', 'restday', null],
    ['2027-05-01', 'restday', null],
  ])('knows that %s is a %s', (day, type, name) => {
    expect(dayTypeOf(world, day)).toEqual({ type, name });
  });
  it('says of which year it knows the holidays', () => {
    expect([isYearKnown(world, '2026'), isYearKnown(world, '2027')]).toEqual([true, false]);
  });
  it('takes a year in, whole, in place of what was known', () => {
    const body = {
      year: '2026',
      source: '旗里通知',
      days: [{ day: '2026-04-07', type: 'holiday', name: '清明节' }],
    };
    const { room } = given(...GROUND)
      .when('calendar.setYear', body, officer)
      .then(['calendar.yearSet']);
    expect(dayTypeOf(room.world, '2026-04-07')).toEqual({ type: 'holiday', name: '清明节' });
    expect(dayTypeOf(room.world, '2026-04-06')).toEqual({ type: 'workday', name: null });
  });
  it.each([
    ['calendar.other-year', [{ day: '2027-01-01', type: 'holiday', name: '元旦' }]],
    ['calendar.twice', [1, 2].map(() => ({ day: '2026-01-01', type: 'holiday', name: '元旦' }))],
    ['command.malformed', [{ day: '2026-02-29', type: 'holiday', name: '春节' }]],
  ])('refuses with %s', (code, days) => {
    given(...GROUND)
      .when('calendar.setYear', { year: '2026', source: '通知', days }, officer)
      .then(code);
  });
});

describe('the patterns', () => {
  it('that hold before any are arranged leave out no minute of any day', () => {
    expect(untiled(DEFAULT_PATTERNS)).toBeNull();
    const { world } = roomAfter(GROUND);
    const on = (day: string) => patternsOn(world, day).map(({ id }) => id);
    expect([on('2026-04-03'), on('2026-04-04'), on('2026-02-14')]).toEqual([
      ['day', 'night'],
      ['d24'],
      ['day', 'night'],
    ]);
  });
  it('of a season take the place of the others, also over New Year', () => {
    const season = { from: '11-15', until: '03-15' };
    const winter = { ...D24, id: 'winter', name: { zh: '冬防班', en: 'Winter' }, season, on: EVERY_DAY };
    const { world } = roomAfter([...GROUND, arranged([...base, winter])]);
    const on = (day: string) => patternsOn(world, day).map(({ id }) => id);
    expect([on('2026-11-14'), on('2026-11-16'), on('2027-03-15'), on('2027-03-16')]).toEqual([
      ['d24'],
      ['winter'],
      ['winter'],
      ['day', 'night'],
    ]);
  });
  it('stay known when they are in use no more', () => {
    const always = { ...D24, on: EVERY_DAY };
    const { room } = given(...GROUND, arranged(base))
      .when('pattern.arrange', { patterns: [always] }, leader)
      .then(['pattern.arranged']);
    expect([...room.world.tables.pattern.values()].map(({ id, retired }) => [id, retired])).toEqual([
      ['day', true],
      ['night', true],
      ['d24', false],
    ]);
  });
  it.each([
    ['pattern.twice', [DAY, NIGHT, D24, { ...D24, line: 'extra' }], /24小时班/],
    ['pattern.post-twice', [DAY, NIGHT, { ...D24, optional: ['leader'] }], /24小时班/],
    ['pattern.no-leader', [DAY, NIGHT, { ...D24, needed: ['primary'] }], /24小时班/],
    ['pattern.none', [DAY, NIGHT], /休息日没有值班班次/],
    ['pattern.gap', [DAY, { ...NIGHT, startMinute: 1080, minutes: 870 }, D24], /工作日 17:30 起没有人值班/],
    ['pattern.gap', [DAY, { ...NIGHT, minutes: 840 }, D24], /工作日 07:30 起没有人值班/],
    ['pattern.overlap', [{ ...DAY, minutes: 600 }, NIGHT, D24], /工作日 17:30 起有两个班次重叠/],
    ['pattern.start', [DAY, NIGHT, { ...D24, startMinute: 480 }], /休息日从 08:00 起班/],
    [
      'command.malformed',
      [DAY, NIGHT, D24, { ...D24, id: 'x', season: { from: '02-30', until: '04-31' } }],
      /season/,
    ],
    ['command.malformed', [], /patterns/],
  ])('are refused with %s', (code, patterns, sentence) => {
    const answer = roomAfter(GROUND).submit(arranged(patterns as object[]));
    expect(isRefusal(answer) && answer.code).toBe(code);
    expect(isRefusal(answer) && answer.zh).toMatch(sentence);
  });
  it('are arranged by a leader or the administrator', () => {
    given(...GROUND)
      .when('pattern.arrange', { patterns: base }, officer)
      .then('command.not-allowed');
    given(...GROUND)
      .when('pattern.arrange', { patterns: base }, administrator)
      .then(['pattern.arranged']);
  });
});
