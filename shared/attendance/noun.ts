import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { archiveMs, decide } from './decide.ts';
import { missingMs, neededHolders } from './expected.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

/**
 * Whoever holds a needed post and has not signed in is noted some minutes after he was expected, each once, also
 * whoever took the post over meanwhile. What was before the last entry is not looked at: an office that begins in
 * the middle of a month hears of nobody who was missing then.
 */
function* due(world: World): Iterable<Due> {
  const signed = new Set<string>();
  const shifts = new Map<string, number>();
  for (const row of world.tables.attendance.values()) {
    if (row.kind === 'arrive' || row.kind === 'missing') signed.add(`${row.shiftId}/${row.personId}`);
    shifts.set(row.shiftId, archiveMs(row));
  }
  for (const [shiftId, ms] of shifts)
    yield {
      at: iso(ms),
      type: 'attendance.archive',
      body: { shiftId },
      key: `attendance.archive/${shiftId}`,
    };
  const now = world.at === '' ? 0 : msOf(world.at);
  for (const shift of world.tables.shift.values()) {
    if (!shift.published || msOf(shift.endsAt) <= now) continue;
    for (const [, personId] of neededHolders(world, shift)) {
      const key = `${shift.id}/${personId}`;
      if (signed.has(key)) continue;
      const body = { shiftId: shift.id, personId };
      const at = iso(missingMs(world, shift, personId));
      yield { at, type: 'attendance.noteMissing', body, key: `attendance.noteMissing/${key}` };
    }
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
