import { monthOf } from '../../../shared/days.ts';
import type { Context } from '../../../shared/noun.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { World } from '../../../shared/world.ts';
import type { FoundPhone, RosterImport, UnknownName } from '../../../shared/roster/imported.ts';
import { importRefusals } from '../contract.ts';
import type { Sheet } from '../sheet/task.ts';
import { isOtherWeekday } from './dayIn.ts';
import { headingOf } from './heading.ts';
import type { Named } from './namesIn.ts';
import { importRows } from './importRows.ts';
import { rowsOf, type RawRow } from './rowsOf.ts';
import { isSameOffice, titleOf, type Title } from './titleOf.ts';
import { longestFirst, namesOf, whoIs, type Names } from './whoIs.ts';

/** What an office's table is read against. Pure: nothing is written, and the same comes of the same. */
export interface Ground {
  readonly world: World;
  /** Who asks and when: shifts that are over stay as they are. */
  readonly context: Context;
  /** `2026-04`, in the unit's zone. */
  readonly month: string;
}

interface Read {
  readonly sheet: Sheet;
  readonly title: Title;
  readonly rows: readonly RawRow[];
}

/** What would be written into the roster of a month, row by row, or why the whole table is not taken. */
export function dryRun(ground: Ground, sheets: readonly Sheet[]): RosterImport | Refusal {
  const { world, month } = ground;
  if (world.tables.roster.has(month)) return refuse(importRefusals, 'import.published', { month });
  const names = namesOf(world.tables.person.values());
  const read = readAll(sheets, month, longestFirst(names));
  if (read.length === 0) return refuse(importRefusals, 'import.no-head');
  const dated = read.filter(({ rows }) => rows.length > 0);
  if (dated.length === 0) return refuse(importRefusals, 'import.no-rows');
  const here = dated.filter(({ rows }) =>
    rows.some(({ days }) => days.some((day) => monthOf(day) === month)),
  );
  const wrong = otherMonth(dated, here, month) ?? otherYear(here, month) ?? otherOffice(ground, here, names);
  if (wrong) return wrong;
  const rows = here.flatMap((one) => one.rows);
  const taken = new Set(here.map(({ sheet }) => sheet.name));
  return {
    month,
    rows: importRows(ground, rows, names),
    unknown: unknownIn(rows, names),
    phones: phonesOf(rows, names),
    passedOver: sheets.map(({ name }) => name).filter((name) => !taken.has(name)),
  };
}

function readAll(sheets: readonly Sheet[], month: string, known: readonly string[]): Read[] {
  return sheets.flatMap((sheet) => {
    const heading = headingOf(sheet.rows);
    if (!heading) return [];
    const title = titleOf(sheet, heading.below, month);
    return [{ sheet, title, rows: rowsOf(sheet, heading, title.month ?? month, known) }];
  });
}

function otherMonth(dated: readonly Read[], here: readonly Read[], month: string): Refusal | null {
  if (here.length > 0) return null;
  const rows = dated.flatMap(({ rows }) => rows);
  const first = rows.find(({ days }) => days.length > 0);
  if (!first) return refuse(importRefusals, 'import.no-rows');
  const found = monthOf(first.days[0] as string);
  return refuse(importRefusals, 'import.other-month', { found, month, row: first.row });
}

/** A table without a year looks like any other's, but for its weekdays. */
function otherYear(here: readonly Read[], month: string): Refusal | null {
  const said = here
    .flatMap(({ rows }) => rows)
    .filter(({ weekday, days }) => weekday !== null && days.length === 1);
  const wrong = said.filter(({ weekday, days }) => isOtherWeekday(days[0] as string, weekday));
  const [first] = wrong;
  if (!first || said.length < 3 || wrong.length * 2 <= said.length) return null;
  return refuse(importRefusals, 'import.other-year', { row: first.row, month });
}

/** Another office's table names another office and people who are not here, or nobody who is. */
function otherOffice({ world }: Ground, here: readonly Read[], names: Names): Refusal | null {
  const unit = world.tables.unit.get('unit')?.name ?? '';
  const rows = here.flatMap((one) => one.rows);
  const said = [...new Map(peopleOf(rows).map((one) => [one.name, one])).values()];
  const known = said.filter((one) => whoIs(one, names).what !== 'none').length;
  for (const { title } of here) {
    const { office, row } = title;
    if (office !== null && unit !== '' && !isSameOffice(office, unit) && known * 2 < said.length)
      return refuse(importRefusals, 'import.other-office', { office, unit, row });
  }
  if (names.size === 0 || known > 0 || said.length < 3) return null;
  return refuse(importRefusals, 'import.nobody-known', { row: rows[0]?.row ?? 1, count: said.length });
}

function peopleOf(rows: readonly RawRow[]): Named[] {
  return rows.flatMap(({ claims }) => claims.flatMap(({ people }) => people));
}

function unknownIn(rows: readonly RawRow[], names: Names): UnknownName[] {
  const found = new Map<string, UnknownName>();
  for (const { row, claims } of rows)
    for (const { post, people } of claims)
      for (const one of people) {
        if (whoIs(one, names).what === 'one') continue;
        const before = found.get(one.name) ?? { name: one.name, post: null, posts: [], rows: [] };
        found.set(one.name, {
          name: one.name,
          post: before.post ?? one.office,
          posts: [...new Set([...before.posts, post])],
          rows: [...new Set([...before.rows, row])],
        });
      }
  return [...found.values()];
}

function phonesOf(rows: readonly RawRow[], names: Names): FoundPhone[] {
  const found = new Map<string, FoundPhone>();
  for (const one of peopleOf(rows))
    for (const phone of one.phones) {
      const personId = whoIs(one, names).person?.id ?? null;
      found.set(`${one.name}/${phone}`, { name: one.name, personId, phone });
    }
  return [...found.values()];
}
