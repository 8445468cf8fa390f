import type { Report } from './contract.ts';

/** Whether a report is settled without an incident: it then leaves the World by itself, after some days. */
export function leavesAlone({ state }: Pick<Report, 'state'>): boolean {
  return state === 'falseAlarm' || state === 'merged' || state === 'verified';
}
