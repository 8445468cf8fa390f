import type { Incident, Line } from '../../shared/incident/contract.ts';
import type { Report } from '../../shared/report/contract.ts';
import type { Row, Table, Tables } from '../../shared/rows.ts';
import type { Snapshot } from '../../shared/wire.ts';
import { msOf } from '../../shared/time.ts';
import { emptyWorld, type World } from '../../shared/world.ts';
import type { Client } from '../client.ts';
import { LEADER } from './crew.ts';
import type { Stage } from './stage.ts';

/** What stands in the product when the story is over, as the leader's desk sees it. */
export interface Scene {
  readonly reader: Client;
  /** The exercise's book. */
  readonly book: string;
  readonly exercise: Snapshot;
  readonly real: Snapshot;
  /** The last happening that was played. */
  readonly until: string;
  /** Seconds of the book in a real one. */
  readonly speed: number;
}

/** What a look found: a line of evidence, and whether it is as it should be. */
export interface Finding {
  readonly holds: boolean;
  readonly evidence: string;
}

/** Looks at the two books. */
export async function sceneOf(stage: Stage, until: string): Promise<Scene> {
  const reader = stage.as(LEADER);
  const [exercise, real] = [await reader.snapshot(stage.book), await reader.snapshot()];
  return { reader, book: stage.book, exercise, real, until, speed: exercise.clock.speed };
}

/** The rows of a table in a snapshot. */
export function rowsOf<T extends Table>(snapshot: Snapshot, table: T): Tables[T][] {
  return snapshot.rows.filter(([name]) => name === table).map(([, row]) => row as Tables[T]);
}

/** A snapshot's rows as a World, to ask it what the screens ask. */
export function worldOf({ book, seq, rows }: Snapshot): World {
  const world = emptyWorld(book);
  world.seq = seq;
  for (const [table, row] of rows as readonly (readonly [Table, Row])[])
    (world.tables[table] as Map<string, Row>).set(row.id, row);
  return world;
}

/** The incident of the fire, the report it was opened from, and its chronology in the order of recording. */
export function fireIn({ exercise }: Scene): { incident: Incident; call: Report; lines: Line[] } {
  const [incident] = rowsOf(exercise, 'incident');
  const call = rowsOf(exercise, 'report').find((report) => incident?.source === `report/${report.id}`);
  if (!incident || !call) throw new Error('the exercise has no incident that was opened from a report');
  const lines = rowsOf(exercise, 'line').filter((line) => line.incidentId === incident.id);
  return { incident, call, lines: lines.sort((a, b) => a.seq - b.seq) };
}

/** Whether two instants are the same moment, however they are spelled. */
export function same(a: string | null | undefined, b: string): boolean {
  return typeof a === 'string' && msOf(a) === msOf(b);
}

/** The time of day in the scenario's zone, for a line of evidence. */
export function clock(instant: string | null | undefined): string {
  return instant ? instant.slice(11, instant.slice(17, 19) === '00' ? 16 : 19) : '—';
}
