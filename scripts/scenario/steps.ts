import type { FigureName, IncidentState } from '../../shared/incident/contract.ts';
import { LEADER, LIAISON, OFFICER, SECOND } from './crew.ts';
import { FIRE, reportFromPhone, takeCall, TITLE } from './reports.ts';
import { happening } from './springFire.ts';
import type { Stage } from './stage.ts';

/** Something that somebody does in the product at a moment of the story. */
export interface Step {
  /** The happening it stands for; null for what the demonstration adds of its own. */
  readonly no: string | null;
  /** When, by the book's clock. */
  readonly at: string;
  /** Who does it, by the name to sign in with. */
  readonly by: string;
  readonly run: (stage: Stage) => Promise<unknown>;
}

/** Under which word the incident's id is noted. */
export const INCIDENT = '事件';
const [CALL, SECOND_REPORT, THIRD_REPORT] = ['来电', '第二份报告', '第三份报告'];

/**
 * The fire from E20 on, as far as the product has the nouns. What has none yet (instructions, call-outs, reports
 * upward, supplies) is what a duty officer would write meanwhile: a line of the incident's chronology.
 */
export const STEPS: readonly Step[] = [
  step('E22', OFFICER, (stage) => takeCall(stage, CALL)),
  step('E22', OFFICER, accept),
  note('E23', LEADER),
  note('E24', OFFICER),
  note('E25', SECOND),
  note('E26', OFFICER),
  fromPhone('E27', SECOND_REPORT),
  join('E27', SECOND_REPORT),
  figure('E27', 'burnedArea', 0.3, '村联络员现场估测'),
  figure('E27', 'windForce', 6, '现场观测:西南风,阵风8级'),
  figure('E27', 'distance', 1.2, '村联络员现场估测'),
  advance('E27', OFFICER, 'verified'),
  advance('E28', LEADER, 'responding'),
  note('E28', LEADER),
  note('E29', LIAISON),
  ...['E30', 'E31', 'E32', 'E33'].map((no) => note(no, SECOND)),
  fromPhone('E34', THIRD_REPORT),
  join('E34', THIRD_REPORT),
  figure('E34', 'burnedArea', 1.5, '现场估测:受害森林0.6、草地0.9公顷'),
  note('E35', LEADER),
  ...['E36', 'E37', 'E38', 'E39', 'E40'].map((no) => note(no, SECOND)),
  figure('E41', 'evacuated', 17, '村委会安置点逐户逐人核对'),
  note('E41', LIAISON),
  note('E42', LEADER),
  figure('E43', 'minor', 1, '卫生院现场处置'),
  figure('E43', 'severe', 0, '卫生院现场处置'),
  figure('E43', 'dead', 0, '卫生院现场处置'),
  figure('E44', 'onScene', 81, '旗前线指挥部:村14、乡25、旗40、派出所2'),
  note('E44', SECOND),
  note('E45', OFFICER),
  advance('E47', LEADER, 'controlled'),
  note('E47', OFFICER),
  ...['E48', 'E49', 'E50', 'E52', 'E53', 'E54', 'E55', 'E58', 'E59', 'E60'].map((no) => note(no, SECOND)),
  ...['E67', 'E68'].map((no) => note(no, LEADER)),
  figure('E69', 'burnedArea', 3, '终报:受害森林0.9、草地1.6、其他0.5公顷'),
  note('E69', OFFICER),
  note('E70', OFFICER),
  advance('E70', LEADER, 'closed'),
];

function step(no: string, by: string, run: Step['run']): Step {
  return { no, at: happening(no).at, by, run };
}

async function accept(stage: Stage): Promise<void> {
  const subject = { reportId: stage.id(CALL), kind: 'N01', title: TITLE };
  const { id } = await stage.as(OFFICER).command('report.acceptAsIncident', subject, stage.here);
  stage.note(INCIDENT, id);
}

function fromPhone(no: string, word: string): Step {
  const seen = { kind: 'U01', urgency: 'critical', words: happening(no).zh, place: FIRE } as const;
  return step(no, LIAISON, (stage) => reportFromPhone(stage, LIAISON, word, seen));
}

function join(no: string, word: string): Step {
  return step(no, OFFICER, (stage) => {
    const body = { reportId: stage.id(word), incidentId: stage.id(INCIDENT) };
    return stage.as(OFFICER).command('report.join', body, stage.here);
  });
}

function note(no: string, by: string): Step {
  const { zh: words, at: observedAt } = happening(no);
  return step(no, by, (stage) => {
    const body = { incidentId: stage.id(INCIDENT), words, observedAt };
    return stage.as(by).command('incident.addLine', body, stage.here);
  });
}

function figure(no: string, name: FigureName, value: number, source: string): Step {
  const observedAt = happening(no).at;
  return step(no, OFFICER, (stage) => {
    const body = { incidentId: stage.id(INCIDENT), figure: name, value, source, observedAt };
    return stage.as(OFFICER).command('incident.recordFigure', body, stage.here);
  });
}

function advance(no: string, by: string, to: IncidentState): Step {
  const observedAt = happening(no).at;
  return step(no, by, (stage) => {
    const body = { incidentId: stage.id(INCIDENT), to, observedAt, reason: null };
    return stage.as(by).command('incident.advance', body, stage.here);
  });
}
