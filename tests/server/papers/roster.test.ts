import { describe, expect, it } from 'vitest';
import { read, type WorkSheet } from '@e965/xlsx';
import type { RosterImport } from '../../../shared/roster/imported.ts';
import { dryRun } from '../../../server/imports/roster/dryRun.ts';
import { openTable } from '../../../server/imports/sheet/openTable.ts';
import { rosterCalendar } from '../../../server/papers/rosterCalendar.ts';
import { rosterPaper } from '../../../server/papers/rosterPaper.ts';
import { sheetXml } from '../../../server/papers/xlsx/sheetXml.ts';
import { workbookOf } from '../../../server/papers/xlsx/workbook.ts';
import { instantAt } from '../../../shared/days.ts';
import type { Shift } from '../../../shared/shift/contract.ts';
import type { Roster } from '../../../shared/roster/contract.ts';
import type { Unit } from '../../../shared/unit/contract.ts';
import type { World } from '../../../shared/world.ts';
import { TEXTS } from '../../support/fuzz/corpora.ts';
import {
  context,
  idOf,
  MONTH,
  office,
  onDay,
  PATTERNS,
  PEOPLE,
  phoneOf,
  shiftsOfMonth,
} from '../../support/rosters/office.ts';

/** The office with every shift of the month planned. */
function planned(world: World = office(), more: Partial<Shift> = {}): World {
  for (const { day, n, patternId } of shiftsOfMonth()) {
    const pattern = PATTERNS.find(({ id }) => id === patternId) as (typeof PATTERNS)[number];
    const { leader, primary, second, driver } = onDay(n);
    const posts = {
      leader: idOf(leader),
      primary: idOf(primary),
      second: idOf(second),
      driver: idOf(driver),
    };
    const startsAt = instantAt(day, pattern.startMinute, 'Asia/Shanghai');
    const endsAt = instantAt(day, pattern.startMinute + pattern.minutes, 'Asia/Shanghai');
    const id = `${patternId}-${day}`;
    const rest = {
      kind: pattern.kind,
      line: pattern.line,
      published: true,
      original: null,
      changedBy: context.principal,
    };
    world.tables.shift.set(id, {
      id,
      patternId,
      day,
      startsAt,
      endsAt,
      posts,
      ...rest,
      seq: 7,
      ...more,
    } as Shift);
  }
  return world;
}
const byId = (id: string) => PEOPLE.find((one) => one.id === id)?.name ?? '';
const paper = (world: World, phones = true) =>
  rosterPaper({
    world,
    month: MONTH,
    today: '2026-03-28',
    phoneOf: (id) => (phones ? phoneOf(byId(id)) : null),
  });
const sheetOf = (bytes: Buffer) => read(bytes, { cellFormula: true }).Sheets['4月'] as WorkSheet;
const words = (sheet: WorkSheet, place: string) => (sheet[place] as { v?: unknown } | undefined)?.v;

describe('the roster as a workbook', () => {
  it('is the form that offices print', () => {
    const sheet = sheetOf(workbookOf(paper(planned())));
    expect(words(sheet, 'A1')).toBe('土城子乡人民政府2026年4月值班安排表');
    const head = [
      '日期',
      '星期',
      '班次',
      '带班领导(职务)',
      '联系电话',
      '主班',
      '电话',
      '副班',
      '电话',
      '驾驶员',
      '备注',
    ];
    expect(head.map((_one, c) => words(sheet, `${String.fromCharCode(65 + c)}2`))).toEqual(head);
    const [, , shift, leader, phone] = ['A3', 'B3', 'C3', 'D3', 'E3'].map((place) => words(sheet, place));
    expect([shift, leader, phone]).toEqual(['白班', '赵甲(书记)', phoneOf('赵甲')]);
    expect(words(sheet, 'B9')).toBe('星期六(清明节)');
  });

  it('ends its pages between days, within what a page holds', () => {
    const xml = sheetXml(paper(planned()));
    const breaks = [...xml.matchAll(/<brk id="(\d+)"/g)].map(([, row]) => Number(row));
    const starts = paper(planned()).rows.flatMap(({ cells }, n, all) =>
      cells[0] === all[n - 1]?.cells[0] ? [] : [n + 3],
    );
    expect(breaks).toHaveLength(1);
    expect(starts).toContain((breaks[0] as number) + 1);
  });

  it('comes in again as it went out', () => {
    const table = openTable(workbookOf(paper(planned())));
    if (table.what !== 'sheets') throw new Error(table.code);
    const { rows } = dryRun({ world: office(), context, month: MONTH }, table.sheets) as RosterImport;
    const found = rows.map(({ day, patternId, posts }) => [
      `${patternId}-${day}`,
      Object.values(posts).map(({ personId }) => personId),
    ]);
    const meant = [...planned().tables.shift.values()].map(({ id, posts }) => [id, Object.values(posts)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(meant));
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('has no number for whoever may not have one', () => {
    const text = JSON.stringify(paper(planned(), false));
    expect(text).not.toMatch(/1\d{10}/);
  });

  it.each(['=1+1', '+861390000', '-2', '@SUM(A1)', '\t=1', "=cmd|'/c calc'!A0", '＝1', '<b>&"'])(
    '%s stays words',
    (name) => {
      const [first] = PEOPLE as [(typeof PEOPLE)[0]];
      const world = planned(office([{ ...first, name }, ...PEOPLE.slice(1)]));
      const cell = sheetOf(workbookOf(paper(world))).D3 as { t: string; f?: string; v: string };
      expect([cell.t, cell.f, cell.v]).toEqual(['s', undefined, `${name}(书记)`]);
    },
  );

  it.each(TEXTS.sheets ?? [])('%s stays words in every column', (text) => {
    const people = PEOPLE.map((one) => ({ ...one, name: text, post: text }));
    const world = planned(office(people));
    const [unit] = [...world.tables.unit.values()];
    world.tables.unit.set('unit', { ...unit, name: text, dutyPhone: text } as Unit);
    world.tables.roster.set(MONTH, { id: MONTH, note: text, publishedBy: { name: text } } as Roster);
    for (const [id, shift] of world.tables.shift)
      world.tables.shift.set(id, { ...shift, original: { primary: idOf('郑西') } });
    const made = rosterPaper({ world, month: MONTH, today: '2026-03-28', phoneOf: () => text });
    const sheet = sheetOf(workbookOf(made));
    const cells = Object.entries(sheet).filter(([place]) => /^[A-Z]+\d+$/.test(place));
    expect(cells.length).toBeGreaterThan(500);
    for (const [, cell] of cells) expect(cell as { t: string; f?: string }).not.toHaveProperty('f');
    expect(cells.every(([, cell]) => ['s', 'z'].includes((cell as { t: string }).t))).toBe(true);
  });

  it('says who was replaced', () => {
    const world = planned();
    const shift = world.tables.shift.get('day-2026-04-01') as Shift;
    world.tables.shift.set(shift.id, {
      ...shift,
      original: shift.posts,
      posts: { ...shift.posts, primary: idOf('郑西') },
    });
    expect(paper(world).rows[0]?.cells.at(-1)).toBe('主班原为周东');
  });
});

describe('the roster as a calendar', () => {
  const now = new Date('2026-04-01T00:00:00Z');
  const events = (text: string) => text.split('BEGIN:VEVENT').slice(1);

  it('gives everybody’s shifts in UTC, without numbers and reminders', () => {
    const text = rosterCalendar(planned(), 'everybody', now);
    expect(events(text)).toHaveLength(shiftsOfMonth().length);
    expect(text).toContain('DTSTART:20260401T003000Z');
    expect(text).toContain('DTEND:20260401T093000Z');
    expect(text).toContain('UID:duty-day-2026-04-01@zhishou');
    expect(text).not.toMatch(/1\d{10}|VALARM|TZID/);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  it('gives somebody his own, with reminders', () => {
    const people = PEOPLE.map((one) => (one.name === '赵甲' ? { ...one, accountId: 'a-1' } : one));
    const own = events(rosterCalendar(planned(office(people)), { accountId: 'a-1' }, now));
    expect(own).toHaveLength(
      [...planned().tables.shift.values()].filter(({ posts }) => posts.leader === idOf('赵甲')).length,
    );
    expect(own[0]).toContain('值班（带班领导） 白班');
    expect(own[0]?.match(/BEGIN:VALARM/g)).toHaveLength(2);
    expect(events(rosterCalendar(planned(), { accountId: 'stranger' }, now))).toEqual([]);
  });

  it('tells nothing of a month that is not published', () => {
    expect(events(rosterCalendar(planned(office(), { published: false }), 'everybody', now))).toEqual([]);
  });
});
