import type { Noun } from '../noun.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';

export const noun = { commands, decide, apply, archived } satisfies Noun;

/** Recalling and erasing name an incident that has left the World. */
function archived(type: string, body: { incidentId: string }): { table: string; id: string } | null {
  const needed = type === 'incident.recall' || type === 'incident.erase';
  return needed ? { table: 'incident', id: body.incidentId } : null;
}
