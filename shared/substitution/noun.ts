import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What was declined or has lapsed stays in sight for a week; what holds stays as long as its shift. */
const KEEP_DAYS = 7;

export const noun = { commands, decide, apply, due } satisfies Noun;

/** A request that nobody agreed to lapses with the end of its first shift. */
function* due(world: World): Iterable<Due> {
  for (const { id, state, moves, endedAt } of world.tables.substitution.values()) {
    const body = { substitutionId: id };
    const shifts = moves.map(({ shiftId }) => world.tables.shift.get(shiftId));
    if (endedAt === null) {
      const ends = shifts.flatMap((shift) => shift?.endsAt ?? []).sort((a, b) => msOf(a) - msOf(b));
      if (ends[0]) yield { at: ends[0], type: 'substitution.lapse', body, key: `substitution.lapse/${id}` };
    } else if (state !== 'approved' || shifts.every((shift) => !shift)) {
      const at = new Date(msOf(endedAt) + KEEP_DAYS * DAY_MS).toISOString();
      yield { at, type: 'substitution.archive', body, key: `substitution.archive/${id}` };
    }
  }
}
