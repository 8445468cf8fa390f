import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands, type ZeroRound } from './contract.ts';
import { decide, missing } from './decide.ts';
import { nextToOpen } from './plan.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

const DAY_MS = 24 * 60 * 60_000;
/** How long a round stays in sight: last month's are still counted. */
const KEEP_DAYS = 62;

/** The next round opens, whoever has not filed is reminded, then noted as missing; in the end it is archived. */
function* due(world: World): Iterable<Due> {
  const zone = world.tables.unit.get('unit')?.zone;
  const plan = world.tables.zeroPlan.get('plan');
  const next = plan && zone ? nextToOpen(world, plan, zone) : null;
  if (next) {
    const { dueAt, at } = next;
    yield { at, type: 'zeroReport.open', body: { dueAt }, key: `zeroReport.open/${dueAt}` };
  }
  for (const round of world.tables.zeroRound.values()) yield* dueOf(world, round);
}

function* dueOf(world: World, round: ZeroRound): Iterable<Due> {
  const { id, dueAt, remindAt, remindedAt, closedAt } = round;
  const body = { roundId: id };
  if (closedAt) {
    const at = new Date(msOf(dueAt) + KEEP_DAYS * DAY_MS).toISOString();
    yield { at, type: 'zeroReport.archive', body, key: `zeroReport.archive/${id}` };
    return;
  }
  if (remindAt && !remindedAt && missing(world, round).length > 0)
    yield { at: remindAt, type: 'zeroReport.remind', body, key: `zeroReport.remind/${id}` };
  yield { at: dueAt, type: 'zeroReport.noteMissing', body, key: `zeroReport.noteMissing/${id}` };
}
