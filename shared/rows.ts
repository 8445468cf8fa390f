import type { BookRow } from './book/contract.ts';
import type { Incident, Line, Tally } from './incident/contract.ts';
import type { Layer } from './layer/contract.ts';
import type { Attachment, Report } from './report/contract.ts';
import type { Unit } from './unit/contract.ts';
import type { Village } from './village/contract.ts';

/** Every table of the World and what a row of it holds. A noun adds its line here. */
export interface Tables {
  book: BookRow;
  unit: Unit;
  village: Village;
  layer: Layer;
  report: Report;
  attachment: Attachment;
  incident: Incident;
  line: Line;
  tally: Tally;
}
export type Table = keyof Tables;
export type Row = Tables[Table];

export const TABLES: readonly Table[] = [
  'book',
  'unit',
  'village',
  'layer',
  'report',
  'attachment',
  'incident',
  'line',
  'tally',
];

export function isTable(name: string): name is Table {
  return (TABLES as readonly string[]).includes(name);
}
