import { logKindNames } from '../contract.ts';
import { lineOf, type LogLine, type Sources } from '../line.ts';

/** The lines by hand. */
export function* own(rows: Sources): Iterable<LogLine> {
  for (const { id, what, words, observedAt, recordedAt, by, reason, correctedBy } of rows.dutyLog ?? []) {
    const { zh, en } = logKindNames[what];
    const plain = what === 'note' || what === 'nothing';
    yield lineOf({
      ...{ key: `dutyLog/${id}`, at: observedAt, recordedAt, by, kind: 'own' },
      ...{ about: { table: 'dutyLog', id }, major: what === 'instruction' || what === 'nothing' },
      ...{ zh: plain ? words : `${zh}：${words}`, en: plain ? words : `${en}: ${words}` },
      ...{ struck: correctedBy !== null, more: reason },
    });
  }
}
