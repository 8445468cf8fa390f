import type { Event } from '../entry.ts';
import type { Context } from '../noun.ts';
import { yearIn } from '../time.ts';
import type { World } from '../world.ts';
import { tallyId, type Incident } from './contract.ts';

/** What an incident starts with. */
export type Opening = Pick<
  Incident,
  'kind' | 'title' | 'villageId' | 'place' | 'happenedAt' | 'foundAt' | 'receivedAt' | 'source'
>;

/**
 * The events that open an incident under the id of the command, with the next number of the year. The count is an
 * event about the tally and not about the incident, so that a number is never given twice, not even after an
 * incident's events were erased.
 */
export function opening(world: World, subject: Opening, context: Context): Event[] {
  const year = yearIn(context.at, context.zone);
  const number = (world.tables.tally.get(tallyId(year))?.last ?? 0) + 1;
  return [
    { type: 'tally.counted', id: tallyId(year), last: number } as Event,
    { type: 'incident.opened', id: context.commandId, ...subject, year, number } as Event,
  ];
}
