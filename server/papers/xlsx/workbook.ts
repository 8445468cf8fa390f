import type { Paper } from '../contract.ts';
import {
  CONTENT_TYPES,
  escaped,
  RELATIONS,
  STYLE,
  STYLES,
  workbookXml,
  WORKBOOK_RELATIONS,
} from './parts.ts';
import { zipped } from './zip.ts';

/** What a browser is told that a workbook is. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A paper as a workbook of Office Open XML (ISO/IEC 29500) for Excel, WPS and LibreOffice: A4 across, one page wide, the
 * heading again on each page. Every cell is a text, whatever it begins with: nothing is ever taken for a formula.
 */
export function workbookOf(paper: Paper): Buffer {
  return zipped([
    { name: '[Content_Types].xml', text: CONTENT_TYPES },
    { name: '_rels/.rels', text: RELATIONS },
    { name: 'xl/workbook.xml', text: workbookXml(sheetName(paper.name)) },
    { name: 'xl/_rels/workbook.xml.rels', text: WORKBOOK_RELATIONS },
    { name: 'xl/styles.xml', text: STYLES },
    { name: 'xl/worksheets/sheet1.xml', text: sheetXml(paper) },
  ]);
}

/** Points of height: of the title, of a line of the table, of a line below it. */
const HEIGHT = { title: 30, head: 22, row: 18, foot: 17 } as const;

function sheetXml(paper: Paper): string {
  const { title, columns, rows, foot } = paper;
  const last = columnName(columns.length - 1);
  const first = 3;
  const below = first + rows.length;
  const merges = mergesOf(paper, first);
  const lines = [
    line(1, HEIGHT.title, [title], () => STYLE.title),
    line(
      2,
      HEIGHT.head,
      columns.map(({ head }) => head),
      () => STYLE.head,
    ),
    ...rows.map(({ cells, shaded }, n) =>
      line(first + n, HEIGHT.row, cells, () => (shaded ? STYLE.shaded : STYLE.cell)),
    ),
    ...foot.map((words, n) =>
      line(below + n, HEIGHT.foot * linesOf(words, columns), [words], () => STYLE.foot),
    ),
  ];
  const widths = columns.map(
    ({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:${last}${below + foot.length - 1}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData>`,
    `<mergeCells count="${merges.length}">${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`,
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.5" right="0.5" top="0.55" bottom="0.55" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '</worksheet>',
  ].join('');
}

/** Cells that are one: the title, each line of the foot, and a day over its shifts. */
function mergesOf({ columns, rows, foot }: Paper, first: number): string[] {
  const last = columnName(columns.length - 1);
  const below = first + rows.length;
  const days = rows.flatMap(({ over, merged }, n) => {
    if (over < 2) return [];
    const end = first + n + over - 1;
    return Array.from(
      { length: merged },
      (_none, c) => `${columnName(c)}${first + n}:${columnName(c)}${end}`,
    );
  });
  return [`A1:${last}1`, ...foot.map((_line, n) => `A${below + n}:${last}${below + n}`), ...days];
}

function line(
  row: number,
  height: number,
  cells: readonly string[],
  style: (column: number) => number,
): string {
  const words = cells.map((cell, c) => {
    const place = `<c r="${columnName(c)}${row}" s="${style(c)}"`;
    return cell === ''
      ? `${place}/>`
      : `${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${row}" ht="${height}" customHeight="1">${words.join('')}</row>`;
}

/** How many lines a text takes across the table; a Chinese character is two wide. */
function linesOf(words: string, columns: Paper['columns']): number {
  const width = columns.reduce((sum, one) => sum + one.width, 0) * 1.05;
  const length = [...words].reduce((sum, mark) => sum + (mark.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  return Math.max(1, Math.ceil(length / width));
}

/** A, B … Z, AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:']/g, '').slice(0, 31) || '1';
}
