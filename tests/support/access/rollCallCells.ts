import { desk, never } from './cells.ts';

/** Who may what of roll-calls. */
export const rollCallCells = {
  'rollCall.noteReceived': desk,
  'rollCall.call': { township: desk.missing, malformed: desk.malformed },
  'rollCall.callByClock': never,
  'rollCall.setPlan': { township: '1111 L 3331 3yy33 31', malformed: '1111 L nnn1 nnn33 31' },
  // A village's own liaison answers for it; for the duty room, an officer.
  'rollCall.answer': {
    own: '1111 L y441 nn333 31',
    other: '1111 L 4yy1 nn333 31',
    township: '1111 L 4441 yn333 31',
    missing: '1111 L 4441 nn333 31',
    malformed: '1111 L nnn1 nnn33 31',
  },
  'rollCall.record': desk,
  'rollCall.noteReturn': desk,
  'rollCall.setTask': desk,
  'rollCall.closeTask': desk,
  'rollCall.close': never,
  'rollCall.archive': never,
} as const;
