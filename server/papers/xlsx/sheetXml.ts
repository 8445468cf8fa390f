import type { Paper } from '../contract.ts';
import { escaped, STYLE } from './parts.ts';

/** Points of height: of the title, the heading, and a line below the table. */
const HEIGHT = { title: 30, head: 22, foot: 15 } as const;
/** A row of the table; a lower one where that keeps a month on one page. */
const [TALL, LOW] = [18, 15];
/** Percent of its size at which a sheet is printed, and the points of height that a page then has for rows. */
const SCALE = 76;
const PAGE = 560;
const FIRST = 3;

/** The one sheet of a paper, with its print set-up: A4 across, pages that end between days. */
export function sheetXml(paper: Paper): string {
  const { columns, rows, foot } = paper;
  const end = FIRST + rows.length + foot.length;
  const merges = mergesOf(paper, FIRST);
  const breaks = breaksOf(paper);
  const widths = columns.map(
    ({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<dimension ref="A1:${columnName(columns.length - 1)}${end}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData>${linesOf(paper).join('')}</sheetData>`,
    `<mergeCells count="${merges.length}">${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`,
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" scale="${SCALE}" orientation="landscape"/>`,
    `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breaks.map((row) => `<brk id="${row}" max="16383" man="1"/>`).join('')}</rowBreaks>`,
    '</worksheet>',
  ].join('');
}

function linesOf(paper: Paper): string[] {
  const { title, columns, rows, foot, signed } = paper;
  const below = FIRST + rows.length;
  const height = heightOf(paper);
  const heads = columns.map(({ head }) => head);
  return [
    line(1, HEIGHT.title, [title], STYLE.title),
    line(2, HEIGHT.head, heads, STYLE.head),
    ...rows.map(({ cells, shaded }, n) => line(FIRST + n, height, cells, shaded ? STYLE.shaded : STYLE.cell)),
    ...foot.map((words, n) => line(below + n, HEIGHT.foot * wrapped(words, columns), [words], STYLE.foot)),
    line(below + foot.length, HEIGHT.foot + 3, [signed], STYLE.signed),
  ];
}

function heightOf({ rows, foot }: Paper): number {
  return rows.length * LOW + (foot.length + 1) * HEIGHT.foot <= PAGE ? LOW : TALL;
}

/** The rows after which a page ends: a day is never divided, and the foot begins no page of its own before it must. */
function breaksOf(paper: Paper): number[] {
  const height = heightOf(paper);
  const breaks: number[] = [];
  let used = 0;
  paper.rows.forEach(({ over }, n) => {
    if (used + over * height > PAGE) {
      breaks.push(FIRST + n - 1);
      used = 0;
    }
    used += height;
  });
  return breaks;
}

/** Cells that are one: the title, each line below the table, and a day over its shifts. */
function mergesOf({ columns, rows, foot }: Paper, first: number): string[] {
  const last = columnName(columns.length - 1);
  const below = Array.from({ length: foot.length + 1 }, (_none, n) => first + rows.length + n);
  const days = rows.flatMap(({ over, merged }, n) => {
    if (over < 2) return [];
    const end = first + n + over - 1;
    return Array.from(
      { length: merged },
      (_none, c) => `${columnName(c)}${first + n}:${columnName(c)}${end}`,
    );
  });
  return [`A1:${last}1`, ...below.map((row) => `A${row}:${last}${row}`), ...days];
}

function line(row: number, height: number, cells: readonly string[], style: number): string {
  const words = cells.map((cell, c) => {
    const place = `<c r="${columnName(c)}${row}" s="${style}"`;
    return cell === ''
      ? `${place}/>`
      : `${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${row}" ht="${height}" customHeight="1">${words.join('')}</row>`;
}

/** How many lines a text takes across the table; a Chinese character is two wide. */
function wrapped(words: string, columns: Paper['columns']): number {
  const width = columns.reduce((sum, one) => sum + one.width, 0) * 1.05;
  const length = [...words].reduce((sum, mark) => sum + (mark.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  return Math.max(1, Math.ceil(length / width));
}

/** A, B … Z, AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
