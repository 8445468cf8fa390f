import type { Incident, Line } from '../../../../shared/incident/contract.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import type { Row, Table, Tables } from '../../../../shared/rows.ts';
import { see } from '../../../../shared/see.ts';

/** What a wall may have of a report: no words, no informant, no phone. */
export type WallReport = Pick<
  Report,
  'id' | 'villageId' | 'kind' | 'urgency' | 'state' | 'stateAt' | 'receivedAt' | 'incidentId' | 'place'
>;
/** What it shows of an incident. */
export type WallIncident = Pick<
  Incident,
  | 'id'
  | 'year'
  | 'number'
  | 'kind'
  | 'title'
  | 'villageId'
  | 'place'
  | 'receivedAt'
  | 'figures'
  | 'grade'
  | 'state'
  | 'reached'
  | 'openedAt'
>;
/** What it shows of a chronology: no name of who wrote it. */
export type WallLine = Pick<
  Line,
  | 'id'
  | 'incidentId'
  | 'observedAt'
  | 'recordedAt'
  | 'villageId'
  | 'what'
  | 'words'
  | 'value'
  | 'correctedBy'
  | 'seq'
>;

/**
 * Rows as a wall may see them, whoever is signed in at it: a desk's own browser that opens the wall's page shows no
 * more than the wall in the hall does.
 */
export function forWall<T extends Table>(table: T, rows: Iterable<Tables[T]>): Tables[T][] {
  return [...rows].flatMap((row) => (see('wall', table, row as Row) as Tables[T] | null) ?? []);
}
