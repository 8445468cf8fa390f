import type { Incident, IncidentState } from './contract.ts';

/** Whether going to a state must be explained in writing: a false alarm, and every step back. */
export function needsReason(incident: Pick<Incident, 'state' | 'reached'>, to: IncidentState): boolean {
  return to === 'falseAlarm' || goesBack(incident, to);
}

/** It flared up again, or the alarm was real after all. */
function goesBack({ state, reached }: Pick<Incident, 'state' | 'reached'>, to: IncidentState): boolean {
  if (to === 'responding')
    return state === 'controlled' || state === 'closed' || reached.responding !== undefined;
  return state === 'falseAlarm' && to === 'verifying';
}
