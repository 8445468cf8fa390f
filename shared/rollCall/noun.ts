import type { Due, Noun } from '../noun.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide, isOpen, KEEP_MS } from './decide.ts';
import { nextMoment } from './moments.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

/** The next random moment of the plan, the end of each roll-call, and a week later its way to the records. */
function* due(world: World): Iterable<Due> {
  const zone = world.tables.unit.get('unit')?.zone ?? 'Asia/Shanghai';
  const plan = world.tables.rollCallPlan.get('plan');
  if (plan?.on) {
    const at = nextMoment(plan, plan.after, zone);
    yield {
      at,
      type: 'rollCall.callByClock',
      body: { dueAt: at },
      key: `rollCall.callByClock/${plan.setAt}`,
    };
  }
  for (const call of world.tables.rollCall.values()) {
    const body = { rollCallId: call.id };
    if (call.closedAt === null) {
      const at = call.closesAt ?? call.calledAt;
      yield { at, type: 'rollCall.close', body, key: `rollCall.close/${call.id}` };
    } else if (!isOpen(world, call)) {
      const at = isoIn(msOf(call.closedAt) + KEEP_MS, zone);
      yield { at, type: 'rollCall.archive', body, key: `rollCall.archive/${call.id}` };
    }
  }
}
