import { catalogue } from '../../shared/catalogue.ts';
import type { ZeroReport } from '../../shared/zeroReport/contract.ts';
import { filing } from './nouns/zeroReport.ts';
import { GROUND } from './steps.ts';
import { people, VILLAGE_A, VILLAGE_B, type Room, type Step } from './world.ts';

/** What specifications of zero reports are made of: a plan for 17:00 and what happens around it. */
const { officer, leader, liaisonA, system } = people;
export const DUE = '2026-04-05T17:00:00.000+08:00';
export const ROUND = { roundId: '2026-04-05-1700' };
export const A = { zeroReportId: `2026-04-05-1700-${VILLAGE_A}` };
export const B = { zeroReportId: `2026-04-05-1700-${VILLAGE_B}` };
export const DAILY = { times: ['17:00'], remindMinutes: 30 };
export const UNTIL = '2026-04-05T20:00:00+08:00';
export const plan = (body: object = {}): Step => ({
  type: 'zeroReport.plan',
  body: { ...DAILY, ...body },
  by: leader,
});
export const demand = (body: object = {}): Step => ({
  type: 'zeroReport.demand',
  body: { everyMinutes: 60, until: UNTIL, reason: '大风蓝色预警', ...body },
  by: officer,
});
/** The room's clock starts at 13:20 and each command takes a minute: `wait` leads to about the hour named. */
export const open = (wait = 100): Step => ({
  type: 'zeroReport.open',
  body: { dueAt: DUE },
  by: system,
  wait,
});
export const file = (by = liaisonA, more: object = {}, wait = 0): Step => {
  return { type: 'zeroReport.file', body: filing(by.villageId ?? VILLAGE_A, DUE, more as never), by, wait };
};
export const clock = (type: Step['type'], wait = 0): Step => ({ type, body: ROUND, by: system, wait });
export const OPEN = [...GROUND, plan(), open()];
export const CLOSED = [...OPEN, clock('zeroReport.noteMissing', 120)];
export const row = ({ world }: Room, { zeroReportId }: { zeroReportId: string }) =>
  world.tables.zeroReport.get(zeroReportId) as ZeroReport;
export const dues = (room: Room) => [...catalogue.due(room.world)].map(({ at, type }) => [at, type]);
