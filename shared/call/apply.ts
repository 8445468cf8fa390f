import type { Appliers } from '../noun.ts';
import type { Call, CallSaid } from './contract.ts';

type Handled = Pick<Call, 'instruction' | 'leaderId' | 'handling' | 'result'>;

/** What can happen to a call. */
export interface CallEvents {
  'call.registered': CallSaid &
    Handled &
    Pick<Call, 'missed' | 'reportId' | 'incidentId'> & { closed: boolean };
  'call.corrected': { changed: Partial<CallSaid>; reason: string };
  'call.handled': Handled;
  'call.closed': { result: string | null };
  'call.archived': object;
}

export const apply: Appliers<CallEvents> = {
  'call.registered'(rows, event, { at, by, seq }) {
    const { type: _type, closed, ...said } = event;
    rows.put('call', {
      ...said,
      handledAt: null,
      handledBy: null,
      closedAt: closed ? at : null,
      closedBy: closed ? by : null,
      recordedBy: by,
      recordedAt: at,
      ...{ was: null, reason: null, corrections: 0, seq },
    });
  },
  'call.corrected'(rows, { id, changed, reason }, { seq }) {
    const call = rows.get('call', id);
    if (!call) return;
    const before = Object.keys(changed).map((name) => [name, call[name as keyof CallSaid]]);
    const was = { ...call.was, ...(Object.fromEntries(before) as Partial<CallSaid>) };
    rows.put('call', { ...call, ...changed, was, reason, corrections: call.corrections + 1, seq });
  },
  'call.handled'(rows, { id, instruction, leaderId, handling, result }, { at, by, seq }) {
    const said = Object.entries({ instruction, leaderId, handling, result });
    const fields = Object.fromEntries(said.filter(([, value]) => value !== null));
    rows.set('call', id, { ...fields, handledAt: at, handledBy: by, seq });
  },
  'call.closed'(rows, { id, result }, { at, by, seq }) {
    rows.set('call', id, { ...(result === null ? {} : { result }), closedAt: at, closedBy: by, seq });
  },
  'call.archived'(rows, { id }) {
    rows.drop('call', id);
  },
};
