import { atLeast } from '../kind.ts';
import type { Due } from '../noun.ts';
import { isoIn, msOf } from '../time.ts';
import type { Unit } from '../unit/contract.ts';
import { ESCALATION, type Escalation, type Report } from './contract.ts';

/** How many steps of ESCALATION a report has gone. */
export function stepsOf({
  escalatedAt,
  escalationStep,
}: Pick<Report, 'escalatedAt' | 'escalationStep'>): number {
  return escalatedAt ? Math.max(1, escalationStep ?? 1) : 0;
}

/** To whom a report has gone last because nobody acknowledged it; null: it has not. */
export function escalatedTo(report: Pick<Report, 'escalatedAt' | 'escalationStep'>): Escalation | null {
  return ESCALATION[stepsOf(report) - 1] ?? null;
}

/**
 * The next step of a report that nobody has acknowledged: one for each of the unit's limit of minutes that has passed
 * since it was recorded. Null when it is not urgent enough to sound, was acknowledged, or has gone all the way.
 */
export function escalationDue(report: Report, unit: Unit): Due | null {
  const done = stepsOf(report);
  if (report.state !== 'submitted' || done >= ESCALATION.length || !atLeast(report.urgency, unit.alarmFrom))
    return null;
  const step = done + 1;
  const at = isoIn(msOf(report.stateAt) + step * unit.acknowledgeMinutes * 60_000, unit.zone);
  const body = { reportId: report.id, ...(step > 1 ? { step } : {}) };
  const key = `report.escalate/${report.id}${step > 1 ? `/${step}` : ''}`;
  return { at, type: 'report.escalate', body, key };
}
