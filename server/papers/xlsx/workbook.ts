import type { Paper } from '../contract.ts';
import { CONTENT_TYPES, RELATIONS, STYLES, workbookXml, WORKBOOK_RELATIONS } from './parts.ts';
import { sheetXml } from './sheetXml.ts';
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

function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:']/g, '').slice(0, 31) || '1';
}
