import type { Cells } from './table.ts';

const never: Cells = { township: '1111 L 3331 33333 31' };
const done = '1111 L 3331 yy333 31';
const missing = '1111 L 3331 nn333 31';
const malformed = '1111 L nnn1 nnn33 31';
const call: Cells = { own: done, other: done, township: done, missing, malformed };

/** Calls and the duty log: the duty desk's alone. */
export const logCells: Readonly<Record<string, Cells>> = {
  'call.register': call,
  'call.correct': call,
  'call.handle': call,
  'call.close': call,
  'call.archive': never,
  'dutyLog.addLine': { township: done, malformed },
  'dutyLog.correctLine': { township: done, missing, malformed },
  'dutyLog.archive': never,
};
