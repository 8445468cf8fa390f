import type { Due, Noun } from '../noun.ts';
import { atLeast } from '../kind.ts';
import { isoIn, msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

/**
 * An urgent report that nobody acknowledges is escalated after the unit's limit (docs/rules.md, "Deadlines": five
 * minutes, a proposal), counted from when it was recorded.
 */
function* due(world: World): Iterable<Due> {
  const unit = world.tables.unit.get('unit');
  if (!unit) return;
  for (const report of world.tables.report.values()) {
    if (report.state !== 'submitted' || report.escalatedAt || !atLeast(report.urgency, unit.alarmFrom))
      continue;
    const at = isoIn(msOf(report.stateAt) + unit.acknowledgeMinutes * 60_000, unit.zone);
    yield { at, type: 'report.escalate', body: { reportId: report.id }, key: `report.escalate/${report.id}` };
  }
}
