import { describe, expect, it } from 'vitest';
import {
  changesOf,
  inverseOf,
  readTable,
  swapped,
  tableOf,
  wishesOf,
  type Cell,
} from '../../client/roster/grid/changes.ts';
import { copyOfLast, linesOf } from '../../client/roster/grid/lines.ts';
import { findPeople, personNamed } from '../../client/roster/people.ts';
import { clockOf, instantOfField, minutesOf } from '../../client/roster/day.ts';
import { readDays, writeDays } from '../../client/roster/rules/calendarLines.ts';
import { BUILT_IN } from '../../shared/calendar/builtIn.ts';
import { enlisted, PERSON } from '../support/nouns/duty.ts';
import { openRoom, people, ZONE, type Room } from '../support/world.ts';

const cell = (day: string, post: Cell['post'] = 'primary'): Cell => ({ day, patternId: 'd24', post });

function room(): Room {
  const made = openRoom();
  made.submit(enlisted(PERSON.leader, '乙', ['leader']));
  made.submit(enlisted(PERSON.a, '张三', ['primary', 'second']));
  made.submit(enlisted(PERSON.b, '徐四', ['primary', 'second']));
  return made;
}
const fill = (made: Room, day: string, posts: object, patternId = 'd24') =>
  made.submit({
    type: 'shift.fill',
    body: { how: 'pasted', shifts: [{ day, patternId, posts, was: {} }] },
    by: people.officer,
  });

describe('the lines of a month', () => {
  it('are the shifts of each day, the first of a day saying how many it has', () => {
    const lines = linesOf(room().world, '2026-05', ZONE);
    const [first] = lines;
    expect(first).toMatchObject({ id: 'd24-2026-05-01', span: 1, kind: { type: 'holiday', name: '劳动节' } });
    const workday = lines.filter(({ day }) => day === '2026-05-06');
    expect(workday.map(({ pattern, span }) => [pattern.id, span])).toEqual([
      ['day', 2],
      ['night', 0],
    ]);
  });
});

describe('last month copied', () => {
  it('goes by the same weekday counted from the first, into empty posts, without those who left', () => {
    const made = room();
    fill(made, '2026-05-09', { primary: PERSON.a }, 'day');
    fill(made, '2026-05-10', { leader: PERSON.leader, primary: PERSON.a, second: PERSON.b });
    fill(made, '2026-06-14', { second: PERSON.a });
    const copied = copyOfLast(made.world, '2026-06', ZONE, made.world.at);
    expect(copied).toEqual([
      {
        day: '2026-06-14',
        patternId: 'd24',
        posts: { leader: PERSON.leader, primary: PERSON.a },
        was: { leader: null, primary: null },
      },
    ]);
  });
});

describe('changes', () => {
  const a = { ...cell('2026-05-02'), from: null, to: 'p1' };
  const b = { ...cell('2026-05-02', 'second'), from: 'p1', to: 'p2' };

  it('of one shift are one wish, and come back from it', () => {
    const wishes = wishesOf([a, b]);
    expect(wishes).toHaveLength(1);
    expect(wishes[0]).toMatchObject({
      posts: { primary: 'p1', second: 'p2' },
      was: { primary: null, second: 'p1' },
    });
    expect(changesOf(wishes)).toEqual([a, b]);
  });

  it('are taken back by their inverse', () => {
    expect(inverseOf([b])).toEqual([{ ...b, from: 'p2', to: 'p1' }]);
  });

  it('exchange two cells, and move onto an empty one', () => {
    const there: Record<string, string | null> = { '2026-05-02': 'p1', '2026-05-03': null };
    const holder = ({ day }: Cell) => there[day] ?? null;
    expect(swapped(cell('2026-05-02'), cell('2026-05-03'), holder)).toEqual([
      { ...cell('2026-05-02'), from: 'p1', to: null },
      { ...cell('2026-05-03'), from: null, to: 'p1' },
    ]);
    expect(swapped(cell('2026-05-02'), cell('2026-05-02'), holder)).toEqual([]);
  });
});

describe('a table of names', () => {
  it('goes out and comes in, also from an office program, and says which names are strangers', () => {
    const names: Record<string, string> = { p1: '张三', p2: '徐四' };
    const ids = new Map(Object.entries(names).map(([id, name]) => [name, id]));
    const block = [
      ['p1', null],
      ['p2', 'p1'],
    ];
    const text = tableOf(block, (id) => names[id] ?? '');
    expect(text).toBe('张三\t\n徐四\t张三');
    const read = (said: string) => readTable(said, (name) => ids.get(name.trim()));
    expect(read(text)).toEqual(block);
    expect(read('张三\r\n王五\r\n')).toEqual([['p1'], [undefined]]);
  });
});

describe('people', () => {
  it('are found by initials among those fit for the post, whoever cannot come last', () => {
    const made = room();
    expect(findPeople(made.world, 'xs', 'primary').map(({ person }) => person.name)).toEqual(['徐四']);
    expect(findPeople(made.world, '', 'leader').map(({ person }) => person.name)).toEqual(['乙']);
    fill(made, '2026-05-02', { primary: PERSON.a });
    const shift = {
      id: 'night-2026-05-02',
      startsAt: '2026-05-02T17:30:00.000+08:00',
      endsAt: '2026-05-03T08:30:00.000+08:00',
    };
    const found = findPeople(made.world, '', 'primary', shift);
    expect(found.map(({ person, bar }) => [person.name, bar])).toEqual([
      ['徐四', null],
      ['张三', 'busy'],
    ]);
  });

  it('of one name twice are nobody', () => {
    const made = room();
    expect(personNamed(made.world, ' 张三 ')?.id).toBe(PERSON.a);
    made.submit(enlisted(PERSON.c, '张三', ['primary'], { post: '司机' }));
    expect(personNamed(made.world, '张三')).toBeNull();
  });
});

describe('times and days as they are written', () => {
  it('minutes are read and written', () => {
    expect([minutesOf('8:30'), minutesOf('17：30'), minutesOf('24:00'), minutesOf('x')]).toEqual([
      510,
      1050,
      null,
      null,
    ]);
    expect(clockOf(1950)).toBe('08:30');
  });

  it('a field is an instant of the unit’s zone', () => {
    expect(instantOfField('2026-05-02T08:30')).toBe('2026-05-02T08:30:00.000+08:00');
    expect(instantOfField('2026-05')).toBeNull();
  });

  it('a year’s days are read from lines, and the first that cannot be is named', () => {
    const text = writeDays(BUILT_IN['2026'] ?? {});
    expect(readDays(text)).toHaveLength(text.split('\n').length);
    expect(readDays('2027-1-1 休 元旦\n\n2027年1月4日 班 元旦')).toEqual([
      { day: '2027-01-01', type: 'holiday', name: '元旦' },
      { day: '2027-01-04', type: 'makeup', name: '元旦' },
    ]);
    expect(readDays('2027-01-01 休 元旦\n2027-02-30 休 春节')).toEqual({ n: 2, line: '2027-02-30 休 春节' });
  });
});
