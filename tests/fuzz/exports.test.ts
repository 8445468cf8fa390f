import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROUTES } from '../../server/http/routes.ts';

/*
 * A cell that begins with one of = + - @ is a formula to a spreadsheet. Whoever adds a route that exports a
 * table writes it down here, with the test that puts `TEXTS.sheets` into each of its columns.
 */
const ROSTER = 'tests/server/papers/roster.test.ts';
const EXPORTS: Readonly<Record<string, string>> = {
  'GET /api/papers/roster.xlsx': ROSTER,
  'server/http/handlers/papers.ts': ROSTER,
  'server/papers/xlsx/parts.ts': ROSTER,
  'server/papers/xlsx/sheetXml.ts': ROSTER,
  'server/papers/xlsx/workbook.ts': ROSTER,
};

/** What tells that something makes tables for spreadsheets. */
const SHEET = /text\/csv|spreadsheetml|application\/vnd\.ms-excel|\.(csv|xlsx?)['"`]/;
/** They read such files, recognise them, or name a route that makes one, and make none. */
const READS =
  /^(server\/(files|imports)\/|server\/http\/routes\.ts|server\/security\/requests\.ts|client\/faces\/enter\/setup\/villages\/|client\/roster\/import\/)/;

it('every export has its cases with formulas', () => {
  const routes = Object.keys(ROUTES).filter((key) => /export|sheet|csv|xls|print|pdf/i.test(key));
  const makers = ['server', 'client']
    .flatMap(sources)
    .filter((path) => !READS.test(path) && SHEET.test(readFileSync(path, 'utf8')));
  expect([...routes, ...makers].filter((one) => !(one in EXPORTS))).toEqual([]);
});

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name));
  return files.map(({ parentPath, name }) => join(parentPath, name));
}
