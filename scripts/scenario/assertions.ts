import { setTimeout as pause } from 'node:timers/promises';
import type { Table } from '../../shared/rows.ts';
import { onDuty, peopleOf } from '../../shared/shift/onDuty.ts';
import { fireIn, rowsOf, worldOf, type Finding, type Scene } from './scene.ts';
import { ROSTER } from './springFire.ts';

/** One of the twenty by which the product is measured. */
export interface Assertion {
  readonly n: number;
  readonly what: string;
  /** The noun it still waits for; then there is nothing to look at. */
  readonly waitsFor?: string;
  readonly look?: (scene: Scene) => Promise<Finding>;
}

export const ASSERTIONS: readonly Assertion[] = [
  { n: 1, what: 'on duty 5 April: B1 until 08:30, B2 (leader B, C, D) from then on', look: onDutyInTurn },
  waiting(2, 'hand-overs H1 to H4 carry 2, 4, 9, 3 open items, none without all signatures', 'handover'),
  waiting(3, 'reports upward in time: telephone 10 min, written 52 min, follow-up 57 min', 'dispatch'),
  waiting(4, 'a written report after 61 min is late and needs a reason', 'dispatch'),
  waiting(5, 'seven reports upward in order, their numbers without a gap', 'dispatch'),
  waiting(6, 'the warnings’ lives; at 14:00 on 5 April the highest is orange', 'warning'),
  waiting(7, 'first call-out one minute over its 15, second in time; one second liaison answered', 'warning'),
  waiting(8, 'zero-reports: 11 + 1 late, 12 with one by proxy, 12', 'zeroReport'),
  waiting(9, 'roll-calls: on post, 11 of 12 with 12 minutes’ absence, on post', 'rollCall'),
  waiting(10, 'team T207: 15 called, 14 there in 12 min; the unfit are refused with the article', 'team'),
  waiting(11, 'response level three 13:44 to 14:28, then two until 7 April 07:50', 'plan'),
  waiting(12, 'command: township head 14:10 to 15:20, then the banner', 'plan'),
  waiting(13, 'evacuation: 17 ordered 14:28, 17 sheltered 14:55, 17 home on 6 April', 'place'),
  waiting(14, 'fire: encircled, out, watched, rekindled, accepted; no watch leaves before', 'plan'),
  waiting(15, 'areas 0.9 + 1.6 + 0.5 = 3.0 ha, one slightly hurt; the grade by the numbers', 'plan'),
  waiting(16, 'requisition ZY-01 by the banner only', 'transfer'),
  waiting(17, 'dispatch DB-001 settles when every line adds up; the stock closes right', 'transfer'),
  waiting(18, 'hazard HZ1 closed ten minutes before its deadline', 'hazard'),
  waiting(19, 'instruction I1 done 17:50 against 18:00', 'instruction'),
  { n: 20, what: 'nothing of this is in the real book', look: notInTheRealBook },
];

/** At 08:29 the first shift of the holiday, at 08:31 and when the call comes the second: as the product finds them. */
async function onDutyInTurn({ exercise }: Scene): Promise<Finding> {
  const world = worldOf(exercise);
  const at = (time: string) => {
    const shift = onDuty(world, `2026-04-05T${time}:00+08:00`, 'Asia/Shanghai');
    const names = shift ? peopleOf(shift).map((id) => world.tables.person.get(id)?.name ?? '?') : [];
    return ROSTER.find(({ leader, main, second }) => [leader, main, second].join() === names.join())?.shift;
  };
  const found = ['08:29', '08:31', '13:30'].map((time) => `${time} ${at(time) ?? 'nobody'}`);
  return { holds: found.join() === '08:29 B1,08:31 B2,13:30 B2', evidence: found.join(', ') };
}

/** Tables of which an exercise must leave no row in the real book. */
const TABLES: readonly Table[] = [
  ...(['report', 'attachment', 'incident', 'line', 'tally'] as const),
  ...(['person', 'absence', 'roster', 'shift', 'substitution'] as const),
];
/** What the real book of a new installation may hold: its opening, its ground, its accounts. */
const GROUND = new Set(['book.open', 'unit.setUp', 'account.change']);

/** Neither in the World nor in the records nor in the journal of the real book, though all of it is in the other. */
async function notInTheRealBook(scene: Scene): Promise<Finding> {
  const { title } = fireIn(scene).incident;
  const inExercise = await recorded(scene, scene.book, title);
  const inReal = await recorded(scene, 'real', title);
  const rows = TABLES.reduce((sum, table) => sum + rowsOf(scene.real, table).length, 0);
  const entries = await realEntries(scene);
  const foreign = entries.filter(({ command }) => !GROUND.has(command));
  const words = JSON.stringify(entries).includes(title);
  const [exercise] = rowsOf(scene.exercise, 'book');
  const marked = exercise?.kind === 'demonstration';
  return {
    holds: marked && inExercise > 0 && inReal === 0 && rows === 0 && foreign.length === 0 && !words,
    evidence:
      `real book: ${rows} rows, ${inReal} records, ${foreign.length} of ${entries.length} entries; ` +
      `exercise (${exercise?.kind}): ${inExercise} records, ${scene.exercise.seq} entries`,
  };
}

/** How many records a book has of anything an exercise could leave. Those of the exercise may lag for a moment. */
async function recorded({ reader }: Scene, book: string, title: string): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    let count = 0;
    for (const table of ['report', 'attachment', 'incident', 'line']) {
      const { rows } = await reader.get<{ rows: unknown[] }>(`/api/records/${table}?book=${book}&limit=200`);
      count += rows.length;
    }
    const find = new URLSearchParams({ book, find: title });
    const { rows } = await reader.get<{ rows: unknown[] }>(`/api/records/incident?${find}`);
    if (book === 'real' || rows.length > 0 || tries === 20)
      return book === 'real' ? count + rows.length : count;
    await pause(250);
  }
}

async function realEntries({ reader }: Scene): Promise<{ seq: number; command: string }[]> {
  const all: { seq: number; command: string }[] = [];
  for (let after = 0; ; after = all.at(-1)?.seq ?? 0) {
    const path = `/api/journal?book=real&after=${after}`;
    const { entries } = await reader.get<{ entries: typeof all }>(path);
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}

function waiting(n: number, what: string, waitsFor: string): Assertion {
  return { n, what, waitsFor };
}
