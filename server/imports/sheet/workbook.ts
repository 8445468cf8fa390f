import {
  read,
  set_cptable,
  SSF,
  type CellObject,
  type Range,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { SHEET_LIMITS } from '../contract.ts';
import { no, type Answer, type Cell, type Sheet } from './task.ts';

set_cptable(codepages); // older .xls files are in GBK

const { rows: MOST_ROWS, columns: MOST_COLUMNS } = SHEET_LIMITS;

/** The cells of a workbook's visible sheets: values alone, as they were last computed; nothing is carried out. */
export function workbook(bytes: Buffer): Answer {
  const book = read(bytes, {
    ...{ type: 'buffer', dense: true, sheetRows: MOST_ROWS + 1, codepage: 936 },
    ...{ cellNF: true, cellText: false, cellHTML: false, cellStyles: false, bookVBA: false },
  });
  const names = visible(book).slice(0, SHEET_LIMITS.sheets);
  let left: number = SHEET_LIMITS.characters;
  const sheets: Sheet[] = [];
  for (const name of names) {
    const sheet = sheetOf(name, book.Sheets[name] as WorkSheet, isFrom1904(book));
    if (!sheet) return no('import.too-many-rows', name);
    left -= sheet.rows
      .flat()
      .reduce<number>((sum, cell) => sum + (cell === null ? 0 : String(cell).length), 0);
    if (left < 0) return no('import.too-large');
    sheets.push(sheet);
  }
  return { what: 'sheets', sheets };
}

function visible({ SheetNames, Workbook }: WorkBook): string[] {
  return SheetNames.filter((_name, n) => (Workbook?.Sheets?.[n]?.Hidden ?? 0) === 0);
}

function isFrom1904({ Workbook }: WorkBook): boolean {
  return Workbook?.WBProps?.date1904 === true;
}

/** Null when there is something below the last row that is read. */
function sheetOf(name: string, sheet: WorkSheet, date1904: boolean): Sheet | null {
  const data = ((sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? []) as (
    (CellObject | undefined)[] | undefined
  )[];
  if (data[MOST_ROWS]?.some((cell) => cell && valueOf(cell, date1904) !== null)) return null;
  const rows: Cell[][] = [];
  const formulas: string[] = [];
  for (let r = 0; r < Math.min(data.length, MOST_ROWS); r += 1) {
    const row = Array.from(data[r] ?? [], (cell, c) => {
      if (c >= MOST_COLUMNS || !cell) return null;
      if (cell.f !== undefined) formulas.push(`${r},${c}`);
      return valueOf(cell, date1904);
    });
    rows.push(row.slice(0, MOST_COLUMNS));
  }
  for (const range of (sheet['!merges'] ?? []).slice(0, 2_000)) spread(rows, range);
  return { name: name.slice(0, 40), rows: withoutTail(rows), formulas };
}

function valueOf({ t, v, z }: CellObject, date1904: boolean): Cell {
  if (t === 's' && typeof v === 'string') return v.trim() === '' ? null : v.trim().slice(0, 500);
  if (t !== 'n' || typeof v !== 'number' || !Number.isFinite(v)) return null;
  return typeof z === 'string' && SSF.is_date(z) ? (dayOf(v, date1904) ?? v) : v;
}

/** A serial date as a day; null for one without a day, such as an hour. */
function dayOf(serial: number, date1904: boolean): string | null {
  if (serial < 1) return null;
  const { y, m, d } = SSF.parse_date_code(serial, { date1904 }) as { y: number; m: number; d: number };
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** The words of a merged cell hold in every place it covers. */
function spread(rows: Cell[][], { s, e }: Range): void {
  const value = rows[s.r]?.[s.c] ?? null;
  if (value === null) return;
  for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r += 1) {
    const row = rows[r] as Cell[];
    for (let c = s.c; c <= Math.min(e.c, MOST_COLUMNS - 1); c += 1) {
      while (row.length < c) row.push(null);
      row[c] = value;
    }
  }
}

function withoutTail(rows: Cell[][]): Cell[][] {
  let end = rows.length;
  while (end > 0 && rows[end - 1]?.every((cell) => cell === null)) end -= 1;
  return rows.slice(0, end);
}
