import {
  FIGURES,
  GRADES,
  incidentNumber,
  type FigureName,
  type IncidentState,
  type Line,
} from '../../incident/contract.ts';
import { incidentStates } from '../../incident/refusals.ts';
import type { Sentence } from '../../refusal.ts';
import { lineOf, type LogLine, type Sources } from '../line.ts';

/** The lines of every incident's chronology. */
export function* incident(rows: Sources): Iterable<LogLine> {
  const numbers = new Map(rows.incident?.map((one) => [one.id, incidentNumber(one)]));
  for (const line of rows.line ?? []) {
    const number = numbers.get(line.incidentId) ?? '';
    const { zh, en } = said(line);
    yield lineOf({
      ...{ key: `line/${line.id}`, at: line.observedAt, recordedAt: line.recordedAt, by: line.by },
      ...{ kind: 'incident', about: { table: 'incident', id: line.incidentId } },
      ...{ major: line.what !== 'note' && line.what !== 'correction', struck: line.correctedBy !== null },
      ...{ zh: `${number} ${zh}`.trim(), en: `${number} ${en}`.trim() },
      more: line.what === 'grade' ? line.words : line.reason,
    });
  }
}

/** 特别重大, 重大, 较大, 一般: grades 1 to 4. */
const grades: readonly Sentence[] = [
  { zh: '特别重大', en: 'extremely serious' },
  { zh: '重大', en: 'serious' },
  { zh: '较大', en: 'relatively serious' },
  { zh: '一般', en: 'ordinary' },
];

function said({ what, words, value }: Line): Sentence {
  switch (what) {
    case 'opened':
      return { zh: `立为事件：${words}`, en: `Opened: ${words}` };
    case 'state': {
      const { zh, en } = incidentStates[words as IncidentState];
      return { zh: `转为${zh}`, en: `Now ${en.toLowerCase()}` };
    }
    case 'figure': {
      const { zh, en, measure } = FIGURES[words as FigureName];
      const count = value ?? 0;
      return { zh: `${zh} ${count} ${measure.zh}`, en: `${en}: ${count} ${measure.en}`.trim() };
    }
    case 'grade': {
      const grade = grades[GRADES.findIndex((one) => one === value)];
      return grade
        ? { zh: `初判${grade.zh}`, en: `Judged ${grade.en}` }
        : { zh: '撤销初判', en: 'Grade taken back' };
    }
    case 'report':
      return { zh: '并入一条报告', en: 'A report joined' };
    case 'correction':
      return { zh: '更正事件信息', en: 'Details corrected' };
    case 'recalled':
      return { zh: '从归档调回', en: 'Brought back from the archive' };
    default:
      return { zh: words, en: words };
  }
}
