import { KINDS } from '../../kind.ts';
import type { Report } from '../../report/contract.ts';
import { reportStates } from '../../report/refusals.ts';
import { lineOf, type LogLine, type Sources } from '../line.ts';

/** Reports: received, acknowledged, escalated, settled. What came as a call is the call's line. */
export function* report(rows: Sources): Iterable<LogLine> {
  const called = new Set(rows.call?.flatMap(({ reportId }) => reportId ?? []));
  const villages = new Map(rows.village?.map(({ id, name }) => [id, name]));
  for (const one of rows.report ?? []) {
    const village = villages.get(one.villageId ?? '') ?? '';
    if (!called.has(one.id)) yield* arrival(one, village);
    const about = { table: 'report', id: one.id } as const;
    const said = { kind: 'report', about } as const;
    if (one.escalatedAt)
      yield lineOf({
        ...{ key: `report/${one.id}/escalated`, at: one.escalatedAt, by: one.stateBy, ...said, major: true },
        zh: `${village}的报告超时未签收`,
        en: `Nobody acknowledged the report of ${village} in time`,
      });
    if (!SETTLED.includes(one.state)) continue;
    const state = reportStates[one.state];
    yield lineOf({
      ...{ key: `report/${one.id}/${one.state}`, at: one.stateAt, by: one.stateBy, ...said },
      ...{ zh: `${village}的报告${state.zh}`, en: `Report of ${village}: ${state.en}`, more: one.reason },
    });
  }
}

/** Of one that became an incident, the incident's lines tell. */
const SETTLED: readonly string[] = ['verified', 'returned', 'falseAlarm', 'merged'];

function* arrival(one: Report, village: string): Iterable<LogLine> {
  const about = { table: 'report', id: one.id } as const;
  const { zh, en } = KINDS[one.kind];
  yield lineOf({
    ...{ key: `report/${one.id}/received`, kind: 'report', about, major: true },
    ...{ at: one.receivedAt, recordedAt: one.recordedAt, by: one.submittedBy },
    zh: `${village}报${zh}：${one.words}`,
    en: `${village} reports ${en.toLowerCase()}: ${one.words}`,
  });
  if (!one.acknowledgedAt || !one.acknowledgedBy) return;
  yield lineOf({
    ...{ key: `report/${one.id}/acknowledged`, at: one.acknowledgedAt, by: one.acknowledgedBy },
    ...{ kind: 'report', about, zh: `签收${village}的报告`, en: `Report of ${village} acknowledged` },
  });
}
