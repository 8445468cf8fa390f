import type { Day } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import type { Cell, Sheet } from '../sheet/task.ts';
import { daysIn, weekdayIn, type DaysRead } from './dayIn.ts';
import { isHeadingAgain, type Block, type Heading, type PostColumn } from './heading.ts';
import { namesIn, phonesIn, type Named } from './namesIn.ts';
import { partIn, plain, tight, type Part } from './plain.ts';

/** People in a post, as one cell or several beside each other have them. */
export interface Claim {
  readonly post: Post;
  readonly part: Part | null;
  readonly people: readonly Named[];
  /** More people than there are places for. */
  readonly isTooMany: boolean;
  /** The column whose cell is a formula, from 1; null when none is. */
  readonly formula: number | null;
}

/** A row of the table as it says itself; nothing is known of the office yet. */
export interface RawRow {
  readonly sheet: string;
  /** From 1, as the spreadsheet counts. */
  readonly row: number;
  /** Empty when the cell is no day that there is. */
  readonly days: readonly Day[];
  /** The words of the cell of the day. */
  readonly said: string;
  readonly weekday: number | null;
  /** The shift that the row says it is of: 白班; empty when it does not say. */
  readonly label: string;
  readonly claims: readonly Claim[];
}

/** The rows of a sheet below its heading, as far as somebody is on duty in them; notes and the foot are passed over. */
export function rowsOf(sheet: Sheet, heading: Heading, month: string, known: readonly string[]): RawRow[] {
  return heading.blocks.flatMap((block) => rowsOfBlock(sheet, heading.below, block, month, known));
}

function rowsOfBlock(
  sheet: Sheet,
  below: number,
  block: Block,
  month: string,
  known: readonly string[],
): RawRow[] {
  const found: RawRow[] = [];
  const formulas = new Set(sheet.formulas);
  let day: Day | null = null;
  for (let r = below; r < sheet.rows.length; r += 1) {
    const cells = sheet.rows[r] as readonly Cell[];
    if (isHeadingAgain(cells, block) || isNote(cells, block)) continue;
    const claims = claimsOf(cells, block, known, (c) => formulas.has(`${r},${c}`));
    if (claims.length === 0) continue;
    const cell = cells[block.day] ?? null;
    const read: DaysRead | null =
      cell === null && day !== null ? { days: [day], weekday: null, rest: '' } : daysIn(cell, month, day);
    day = read?.days.at(-1) ?? day;
    const weekday = read?.weekday ?? weekdayIn(tight(cells[block.weekday ?? -1]));
    const label =
      tight(cells[block.label ?? -1]) || partWords(read?.rest ?? '', tight(cells[block.weekday ?? -1]));
    const said = plain(cell).slice(0, 40);
    found.push({ sheet: sheet.name, row: r + 1, days: read?.days ?? [], said, weekday, label, claims });
  }
  return found;
}

/** A cell that goes across: 清明节放假, 值班电话…, or a line below the table. */
function isNote(cells: readonly Cell[], { day, posts }: Block): boolean {
  const texts = posts.map(({ index }) => tight(cells[index])).filter((text) => text !== '');
  const own = tight(cells[day]);
  if (texts.length === 0) return true;
  const isAcross = texts.length > 1 && new Set(texts).size === 1 && texts.length === posts.length;
  return (
    (own !== '' && texts.every((text) => text === own)) ||
    (isAcross && (texts[0]?.length ?? 0) > 12) ||
    FOOT.test(own)
  );
}

const FOOT = /^(值班电话|值班时间|值班要求|备注|说明|要求|注[:：(]|制表|审核|签发|联系电话|投诉|监督)/;

function partWords(...texts: string[]): string {
  return texts.find((text) => partIn(text) !== null) ?? '';
}

function claimsOf(
  cells: readonly Cell[],
  { posts }: Block,
  known: readonly string[],
  isFormula: (column: number) => boolean,
): Claim[] {
  const claims: Claim[] = [];
  const used = new Map<string, number>();
  for (const column of posts) {
    const people = peopleOf(cells, column, known);
    const formula = isFormula(column.index) ? column.index + 1 : null;
    if (people.length === 0 && formula === null) {
      if (column.post === 'officers') count(used, column, 1);
      continue;
    }
    const base = { part: column.part, formula };
    if (column.post !== 'officers') {
      claims.push({ ...base, post: column.post, people, isTooMany: people.length > 1 });
      continue;
    }
    const before = count(used, column, Math.max(people.length, 1));
    const places = (['primary', 'second'] as const).slice(before);
    people.slice(0, places.length).forEach((one, n) => {
      claims.push({ ...base, post: places[n] as Post, people: [one], isTooMany: false });
    });
    if (people.length > places.length) claims.push({ ...base, post: 'second', people, isTooMany: true });
    else if (people.length === 0)
      claims.push({ ...base, post: places[0] ?? 'second', people, isTooMany: false });
  }
  return claims;
}

/** How many places of officers of that part were used before. */
function count(used: Map<string, number>, { part }: PostColumn, more: number): number {
  const before = used.get(part ?? '') ?? 0;
  used.set(part ?? '', before + more);
  return before;
}

/** The people of a cell, with office and numbers from the columns beside it when it is one of them. */
function peopleOf(
  cells: readonly Cell[],
  { index, office, phones }: PostColumn,
  known: readonly string[],
): Named[] {
  const people = namesIn(cells[index], known);
  const [first] = people;
  const beside = phones.flatMap((c) => phonesIn(cells[c]));
  if (!first || (office === null && beside.length === 0)) return people;
  const written = office === null ? null : plain(cells[office]) || null;
  return people.map((one, n) => ({
    ...one,
    office: one.office ?? (people.length === 1 ? written : null),
    phones:
      people.length === beside.length || people.length === 1
        ? [...one.phones, ...(people.length === 1 ? beside : [beside[n] as string])]
        : one.phones,
  }));
}
