import { incidentNumber } from '../../incident/contract.ts';
import { incidentStates } from '../../incident/refusals.ts';
import { KINDS } from '../../kind.ts';
import type { World } from '../../world.ts';
import type { OpenEntry } from '../contract.ts';

/**
 * Incidents that are neither closed nor a false alarm, with their state. They are named by number, kind and village
 * and not by their titles: the sheet is kept when an incident's own words are erased.
 */
export function* incidents(world: World): Iterable<OpenEntry> {
  for (const incident of world.tables.incident.values()) {
    const { id, kind, villageId, state, openedAt } = incident;
    if (state === 'closed' || state === 'falseAlarm') continue;
    const village = villageId === null ? '' : (world.tables.village.get(villageId)?.name ?? '');
    const named = (words: string) => [incidentNumber(incident), village, words].filter(Boolean).join(' ');
    yield {
      key: `incident/${id}`,
      kind: 'incident',
      about: { table: 'incident', id },
      title: { zh: named(KINDS[kind].zh), en: named(KINDS[kind].en) },
      since: openedAt,
      dueAt: null,
      owner: null,
      progress: incidentStates[state],
      next: null,
    };
  }
}
