import { SHEET_LIMITS } from '../contract.ts';
import { no, type Answer, type Cell } from './task.ts';

/** A text of rows, divided by commas, tabs or semicolons, with quotes as RFC 4180 has them. */
export function commas(text: string): Answer {
  const rows = rowsOf(text, dividerOf(text));
  if (!rows) return no('import.damaged');
  if (!rows.some((row) => row.length > 1)) return no('import.not-a-sheet');
  if (rows.length > SHEET_LIMITS.rows) return no('import.too-many-rows', NAME);
  if (text.length > SHEET_LIMITS.characters) return no('import.too-large');
  const cells = rows.map((row) => row.slice(0, SHEET_LIMITS.columns).map(cellOf));
  const formulas = cells.flatMap((row, r) =>
    row.flatMap((cell, c) => (isFormula(cell) ? [`${r},${c}`] : [])),
  );
  return { what: 'sheets', sheets: [{ name: NAME, rows: cells, formulas }] };
}

const NAME = 'CSV';

function dividerOf(text: string): string {
  const head = text.slice(0, 4_000);
  const count = (mark: string) => head.split(mark).length;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Goes through the text once; stops when there are more rows than anybody reads. Null: a quote has no end. */
function rowsOf(text: string, divider: string): string[][] | null {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^"\r\n]*?))(\r\n|\n|\r|$|DIVIDER)/y;
  const pattern = new RegExp(cell.source.replace('DIVIDER', divider), 'y');
  let row: string[] = [];
  for (let at = 0; at < text.length && rows.length <= SHEET_LIMITS.rows; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return null;
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === divider) continue;
    rows.push(row);
    row = [];
  }
  return row.length > 0 ? [...rows, row] : rows;
}

function cellOf(text: string): Cell {
  const plain = text
    .replace(/^\uFEFF/, '')
    .trim()
    .slice(0, 500);
  if (plain === '') return null;
  return /^\d{1,8}(\.\d{1,4})?$/.test(plain) ? Number(plain) : plain;
}

function isFormula(cell: Cell): boolean {
  return typeof cell === 'string' && /^[=+@]/.test(cell);
}
