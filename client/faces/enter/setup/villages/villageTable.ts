import type { Sentence } from '../../../../../shared/refusal.ts';
import type { VillageDraft } from '../draft.ts';
import { cellsOf, type TableRow } from './cells.ts';
import { problems } from './problems.ts';

/** What is wrong with a line of the table; line 0 is the table as a whole. */
export interface TableProblem {
  readonly line: number;
  readonly sentence: Sentence;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A dry run: the villages of the lines that are right, and what is wrong with the others. */
export interface ReadVillages {
  readonly villages: VillageDraft[];
  readonly problems: TableProblem[];
}

type Column = 'code' | 'name' | 'alias' | 'lat' | 'lng';

/** How offices head their columns. */
const HEADINGS: Readonly<Record<Column, RegExp>> = {
  code: /^(行政)?(区划)?(编码|代码|编号|区划代码)$|^(division ?)?code$/i,
  name: /^(行政)?村?(名称|名|村名)$|^(行政)?村$|^(village|name)$/i,
  alias: /^(别名|又名|又称|曾用名|另一种写法|其他写法|俗称)$|^alias$/i,
  lat: /^(北纬|纬度|纬度\(.*\)|y)$|^lat(itude)?$/i,
  lng: /^(东经|经度|经度\(.*\)|x)$|^(lng|lon|long|longitude)$/i,
};
/** As many villages as a unit may have. */
export const MOST_VILLAGES = 60;

/**
 * Reads villages from a pasted table or a CSV: code, name, alias, latitude and longitude in any order, told by the
 * heading; a single column without a heading is taken for names. Positions are WGS-84.
 */
export function readVillages(text: string): ReadVillages {
  const rows = cellsOf(text);
  if (rows.length === 0) return { villages: [], problems: [{ line: 0, sentence: problems.empty }] };
  const columns = columnsOf(rows[0]!);
  if (!columns) return { villages: [], problems: [{ line: rows[0]!.line, sentence: problems.heading }] };
  const body = columns.hasHeading ? rows.slice(1) : rows;
  if (body.length === 0) return { villages: [], problems: [{ line: 0, sentence: problems.empty }] };
  const seen = { name: new Map<string, number>(), code: new Map<string, number>() };
  const found: ReadVillages = { villages: [], problems: [] };
  body.forEach((row, index) => readRow(row, index, columns.at, seen, found));
  if (found.villages.length > MOST_VILLAGES)
    found.problems.push({ line: 0, sentence: problems.tooMany, params: { n: found.villages.length } });
  return found;
}

type At = Partial<Record<Column, number>>;

function columnsOf({ cells }: TableRow): { at: At; hasHeading: boolean } | null {
  const at: At = {};
  cells.forEach((cell, index) => {
    const heading = cell.replace(/\s+/g, ' ');
    for (const column of Object.keys(HEADINGS) as Column[])
      if (at[column] === undefined && HEADINGS[column].test(heading)) at[column] = index;
  });
  if (at.name !== undefined) return { at, hasHeading: true };
  return cells.length === 1 ? { at: { name: 0 }, hasHeading: false } : null;
}

function readRow(
  { line, cells }: TableRow,
  index: number,
  at: At,
  seen: Record<'name' | 'code', Map<string, number>>,
  found: ReadVillages,
): void {
  const cell = (column: Column) => cells[at[column] ?? -1] ?? '';
  const wrong: TableProblem[] = [];
  const say = (sentence: Sentence, params?: TableProblem['params']) => wrong.push({ line, sentence, params });
  const [code, name, alias] = [cell('code').replace(/\s/g, ''), cell('name'), cell('alias')];
  if (name === '') say(problems.noName);
  else if (name.length > 20 || hasControls(name)) say(problems.nameLong, { name: name.slice(0, 20) });
  else once(seen.name, name, line, (first) => say(problems.nameTwice, { name, first }));
  if (alias.length > 20 || hasControls(alias)) say(problems.aliasLong, { alias: alias.slice(0, 20) });
  if (code !== '' && !/^\d{12}$/.test(code)) say(problems.code, { code: code.slice(0, 20) });
  else if (code !== '') once(seen.code, code, line, (first) => say(problems.codeTwice, { code, first }));
  const position = positionOf(cell('lat'), cell('lng'), say);
  if (wrong.length > 0) return void found.problems.push(...wrong);
  const id = code === '' ? `village-${index + 1}` : code;
  const other = alias === '' || alias === name ? null : alias;
  found.villages.push({
    ...{ id, code: code === '' ? null : code, name, alias: other },
    ...{ position, surveyed: position !== null },
  });
}

function once(seen: Map<string, number>, value: string, line: number, twice: (first: number) => void): void {
  const first = seen.get(value);
  if (first === undefined) seen.set(value, line);
  else twice(first);
}

/** Null where none is given; what is wrong is said. */
function positionOf(
  latText: string,
  lngText: string,
  say: (sentence: Sentence, params?: TableProblem['params']) => void,
): VillageDraft['position'] {
  if (latText === '' && lngText === '') return null;
  if (latText === '' || lngText === '') return no(say(problems.halfPosition));
  const [lat, lng] = [numberIn(latText), numberIn(lngText)];
  if (lat === null || lng === null)
    return no(say(problems.notNumber, { text: lat === null ? latText : lngText }));
  if (Math.abs(lat) > 90 || (isChineseLongitude(lat) && isChineseLatitude(lng)))
    return no(say(problems.swapped, { lat: latText, lng: lngText }));
  if (Math.abs(lng) > 180) return no(say(problems.range, { lat: latText, lng: lngText }));
  return { lat, lng };
}

function no(_said: unknown): null {
  return null;
}

/** A decimal number, also with the degree sign or the direction that some sheets write. */
function numberIn(text: string): number | null {
  const plain = text.replace(/[°度NnEe北东纬经\s]/g, '');
  return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function isChineseLongitude(value: number): boolean {
  return value >= 73 && value <= 136;
}

function isChineseLatitude(value: number): boolean {
  return value >= 3 && value <= 54;
}

function hasControls(text: string): boolean {
  return /\p{C}/u.test(text);
}
