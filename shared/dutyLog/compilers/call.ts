import { directionNames, type Call } from '../../call/contract.ts';
import type { Sentence } from '../../refusal.ts';
import { lineOf, type LogLine, type Sources } from '../line.ts';

/** Calls: taken or missed, what was done about them, closed. */
export function* call(rows: Sources): Iterable<LogLine> {
  for (const one of rows.call ?? []) {
    const about = { table: 'call', id: one.id } as const;
    const who = whoOf(one);
    const name = one.missed ? MISSED : directionNames[one.direction];
    yield lineOf({
      ...{ key: `call/${one.id}`, at: one.at, recordedAt: one.recordedAt, by: one.recordedBy },
      ...{ kind: 'call', about, major: one.reportId !== null || one.missed, more: one.reason },
      zh: `${name.zh} ${who.zh}：${one.words ?? '未接'}`,
      en: `${name.en}, ${who.en}: ${one.words ?? 'not taken'}`,
    });
    const done = [one.instruction, one.handling].filter((text) => text !== null).join('；');
    if (one.handledAt && one.handledBy)
      yield lineOf({
        ...{ key: `call/${one.id}/handled`, at: one.handledAt, by: one.handledBy, kind: 'call', about },
        zh: `${one.missed ? '回电' : '来电处理'} ${who.zh}：${done || (one.result ?? '')}`,
        en: `${one.missed ? 'Called back' : 'Call handled'}, ${who.en}: ${done || (one.result ?? '')}`,
      });
    if (one.closedAt && one.closedBy && one.closedAt !== one.recordedAt)
      yield lineOf({
        ...{ key: `call/${one.id}/closed`, at: one.closedAt, by: one.closedBy, kind: 'call', about },
        ...{ zh: `来电办结 ${who.zh}`, en: `Call closed, ${who.en}`, more: one.result },
      });
  }
}

const MISSED: Sentence = { zh: '未接来电', en: 'Missed call' };

/** Unit and name, as far as they are known. */
export function whoOf({ caller: { unit, name, post } }: Pick<Call, 'caller'>): Sentence {
  const known = [unit, name ?? post].filter((part) => part !== null);
  const text = known.join(' ');
  return text === '' ? { zh: '来电人不详', en: 'caller unknown' } : { zh: text, en: text };
}
