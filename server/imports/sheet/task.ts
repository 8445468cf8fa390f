import * as z from 'zod/mini';
import { SHEET_LIMITS } from '../contract.ts';

/** What the child is asked: the bytes of one file. */
export interface Task {
  readonly bytes: Uint8Array;
}

const text = z.string().check(z.maxLength(500));
/** A date is `2026-04-05`; a number that is not written as a date stays one. */
const cell = z.union([text, z.number(), z.null()]);
const sheet = z.strictObject({
  name: text,
  /** By row and column from the first of the sheet; a merged cell has its words in every place it covers. */
  rows: z.array(z.array(cell).check(z.maxLength(SHEET_LIMITS.columns))).check(z.maxLength(SHEET_LIMITS.rows)),
  /** Where a formula stands, as `row,column` from 0. */
  formulas: z.array(z.string().check(z.maxLength(12))),
});
export type Cell = z.infer<typeof cell>;
export type Sheet = z.infer<typeof sheet>;

/** What the child found, checked again: it has read what a stranger sent, so its word is data. */
export const finding = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ready') }),
  z.strictObject({
    what: z.literal('sheets'),
    sheets: z.array(sheet).check(z.maxLength(SHEET_LIMITS.sheets)),
  }),
  z.strictObject({
    what: z.literal('no'),
    code: z.enum([
      'import.not-a-sheet',
      'import.macro',
      'import.encrypted',
      'import.damaged',
      'import.bomb',
      'import.too-large',
      'import.too-many-rows',
    ]),
    sheet: z.optional(text),
  }),
]);
export type Finding = z.infer<typeof finding>;
export type Answer = Exclude<Finding, { what: 'ready' }>;

export const no = (code: Extract<Finding, { what: 'no' }>['code'], sheet?: string): Answer => ({
  what: 'no',
  code,
  ...(sheet === undefined ? {} : { sheet: sheet.slice(0, 40) }),
});
