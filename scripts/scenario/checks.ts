import type { FigureName, IncidentState } from '../../shared/incident/contract.ts';
import { incidentNumber } from '../../shared/incident/contract.ts';
import { msOf } from '../../shared/time.ts';
import { LIAISON } from './crew.ts';
import { TITLE } from './reports.ts';
import { clock, fireIn, rowsOf, same, type Finding, type Scene } from './scene.ts';
import { happening } from './springFire.ts';

/** A row or a time that must be as the scenario has it. */
export interface Check {
  readonly no: string;
  readonly what: string;
  readonly look: (scene: Scene) => Finding;
}

/**
 * How late a step may be recorded, in ms: two minutes by the book, or three real seconds. Those who press the buttons
 * are as slow as the machine allows, and at 300 times real speed a second is five minutes.
 */
const LATE_BOOK_MS = 120_000;
const LATE_REAL_MS = 3_000;

/** What E20 to E22, E27 and the later steps left, row by row. */
export const CHECKS: readonly Check[] = [
  check('E20', 'smoke found 13:26', (scene) => {
    const { call, incident } = fireIn(scene);
    const due = happening('E20').facts.foundAt ?? '';
    return found(same(call.foundAt, due) && same(incident.foundAt, due), `found ${clock(incident.foundAt)}`);
  }),
  check('E21', 'received by telephone 13:28 from the village’s liaison', (scene) => {
    const { call, incident } = fireIn(scene);
    const due = happening('E21').facts.receivedAt ?? '';
    const whence =
      call.channel === 'phone' && call.informant.unit === '束龙沟村' && call.villageId === LIAISON;
    const times = same(call.receivedAt, due) && same(incident.receivedAt, due);
    const { unit, name } = call.informant;
    return found(whence && times, `${call.channel}, ${unit} ${name}, received ${clock(incident.receivedAt)}`);
  }),
  check('E22', 'taken down 13:30 by officer C', (scene) => {
    const { call } = fireIn(scene);
    const { name } = call.submittedBy;
    const right = name === '值班员C' && inTime(scene, call.recordedAt, 'E22') && call.state === 'incident';
    return found(right, `recorded ${clock(call.recordedAt)} by ${name}, report is now “${call.state}”`);
  }),
  check('E22', 'INC-01 registered 13:30', (scene) => {
    const { incident } = fireIn(scene);
    const { registered } = incident.reached;
    const number = incidentNumber(incident);
    const only = rowsOf(scene.exercise, 'incident').length === 1;
    const right = only && number === 'INC-01' && incident.kind === 'N01' && incident.title === TITLE;
    return found(
      right && inTime(scene, registered, 'E22'),
      `${number} ${incident.kind} ${incident.title}, registered ${clock(registered)}`,
    );
  }),
  check('E27', 'the liaison’s report from the field joined to the incident', (scene) => {
    const report = rowsOf(scene.exercise, 'report').find(({ words }) => words === happening('E27').zh);
    const joined = report?.incidentId === fireIn(scene).incident.id && report.channel === 'app';
    const right = joined && report.villageId === LIAISON && inTime(scene, report.receivedAt, 'E27');
    return found(
      right,
      report ? `${report.channel}, received ${clock(report.receivedAt)}` : 'no such report',
    );
  }),
  reached('E27', 'verified'),
  figure('E27', 'burnedArea', 0.3),
  figure('E27', 'windForce', 6),
  figure('E27', 'distance', 1.2),
  reached('E28', 'responding'),
  figure('E34', 'burnedArea', 1.5),
  figure('E41', 'evacuated', 17),
  figure('E43', 'minor', 1),
  figure('E43', 'severe', 0),
  figure('E43', 'dead', 0),
  figure('E44', 'onScene', 81),
  reached('E47', 'controlled'),
  figure('E69', 'burnedArea', 3),
  reached('E70', 'closed'),
];

/** The checks of what was played: a happening that lies later is not looked for. */
export function checksOf({ until }: Scene): readonly Check[] {
  return CHECKS.filter(({ no }) => no <= until);
}

function check(no: string, what: string, look: Check['look']): Check {
  return { no, what, look };
}

function reached(no: string, state: IncidentState): Check {
  const due = happening(no).at;
  return check(no, `incident ${state} ${clock(due)}`, (scene) => {
    const { incident, lines } = fireIn(scene);
    const line = lines.find(({ what, words }) => what === 'state' && words === state);
    const right = same(incident.reached[state], due) && inTime(scene, line?.recordedAt, no);
    return found(right, `${state} ${clock(incident.reached[state])}, recorded ${clock(line?.recordedAt)}`);
  });
}

function figure(no: string, name: FigureName, value: number): Check {
  const due = happening(no).at;
  return check(no, `${name} ${value}`, (scene) => {
    const lines = fireIn(scene).lines.filter(({ what, words }) => what === 'figure' && words === name);
    const line = lines.find(({ observedAt }) => same(observedAt, due));
    const right = line?.value === value && inTime(scene, line.recordedAt, no) && line.reason !== null;
    return found(right, line ? `${line.value}, seen ${clock(line.observedAt)}, ${line.reason}` : 'no line');
  });
}

function inTime({ speed }: Scene, recordedAt: string | undefined, no: string): boolean {
  if (recordedAt === undefined) return false;
  const late = msOf(recordedAt) - msOf(happening(no).at);
  return late >= 0 && late < Math.max(LATE_BOOK_MS, LATE_REAL_MS * speed);
}

function found(holds: boolean, evidence: string): Finding {
  return { holds, evidence };
}
