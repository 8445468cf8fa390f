import { desk, deskAtAll, deskOnly, never } from './cells.ts';
import type { Cells } from './table.ts';

/** Calls and the duty log: the duty desk's alone. */
export const logCells: Readonly<Record<string, Cells>> = {
  'call.register': desk,
  'call.correct': desk,
  'call.handle': desk,
  'call.close': desk,
  'call.archive': never,
  'dutyLog.addLine': deskAtAll,
  'dutyLog.correctLine': deskOnly,
  'dutyLog.archive': never,
};
