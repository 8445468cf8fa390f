import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

const DAY_MS = 24 * 60 * 60_000;
/** Days after which a closed call goes to the archive (docs/rules.md, "Calls": a proposal). */
export const CALL_KEEP_DAYS = 30;

/** A call that is done with leaves the World, which holds what is open and current. */
function* due(world: World): Iterable<Due> {
  for (const { id, closedAt } of world.tables.call.values()) {
    if (closedAt === null) continue;
    const at = new Date(msOf(closedAt) + CALL_KEEP_DAYS * DAY_MS).toISOString();
    yield { at, type: 'call.archive', body: { callId: id }, key: `call.archive/${id}` };
  }
}
