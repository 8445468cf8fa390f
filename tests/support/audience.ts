import type { Audience } from '../../shared/roles.ts';
import { TABLES, type Table } from '../../shared/rows.ts';
import { see, seeChange, type Seen } from '../../shared/see.ts';
import type { Change, World } from '../../shared/world.ts';
import { NO_VILLAGE, VILLAGE_A, VILLAGE_B } from './world.ts';

/** Everybody who can look, and one who has nothing to see: a village that does not exist. */
export const AUDIENCES: readonly Audience[] = [
  'desk',
  'wall',
  `village/${VILLAGE_A}`,
  `village/${VILLAGE_B}`,
  `village/${NO_VILLAGE}`,
  'village/',
  'department/police',
  'department/',
];

/** What a screen holds: rows by table and id, as they came over the wire. */
export type Screen = Map<string, object>;

/** Everything an audience may see of a World, as a snapshot carries it. */
export function seen(audience: Audience, world: World): Screen {
  const screen: Screen = new Map();
  for (const table of TABLES) {
    for (const row of world.tables[table].values()) {
      const part = see(audience, table, row);
      if (part) screen.set(`${table}/${row.id}`, wired(part));
    }
  }
  return screen;
}

/** One frame: every change of a stretch of the journal. */
export function frame(audience: Audience, changes: readonly Omit<Change, 'seq'>[]): Seen[] {
  return changes.map((change) => seeChange(audience, change)).filter((row) => row !== null);
}

/** A row that changed several times changed once: from what it was first to what it is last. */
export function merged(changes: readonly Change[]): Omit<Change, 'seq'>[] {
  const rows = new Map<
    string,
    { table: Table; id: string; before: Change['before']; after: Change['after'] }
  >();
  for (const { table, id, before, after } of changes) {
    const first = rows.get(`${table}/${id}`);
    rows.set(`${table}/${id}`, { table, id, before: first ? first.before : before, after });
  }
  return [...rows.values()];
}

/** What a screen does with a frame. A field of a row it does not have, or a row it never had, is a mistake. */
export function receive(screen: Screen, rows: readonly Seen[]): void {
  for (const [table, id, how, what] of wired(rows)) {
    const key = `${table}/${id}`;
    const had = screen.get(key);
    if (how === 'put') {
      if (had) throw new Error(`${key} came whole though it was there`);
      screen.set(key, what);
    } else if (!had) throw new Error(`${how} for ${key}, which is not there`);
    else if (how === 'set') screen.set(key, { ...had, ...what });
    else screen.delete(key);
  }
}

function wired<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
