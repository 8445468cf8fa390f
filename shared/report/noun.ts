import type { Due, Noun } from '../noun.ts';
import { msOf } from '../time.ts';
import type { World } from '../world.ts';
import { apply } from './apply.ts';
import { commands } from './contract.ts';
import { decide } from './decide.ts';
import { escalationDue } from './escalation.ts';
import { leavesAlone } from './settled.ts';

export const noun = { commands, decide, apply, due } satisfies Noun;

const DAY_MS = 24 * 60 * 60_000;
/** Days after which a report that was settled without an incident goes to the archive (docs/rules.md: a proposal). */
const ARCHIVE_DAYS = 7;

/**
 * An urgent report that nobody acknowledges is escalated, step by step (`escalationDue`). One that was settled without an incident is archived after
 * some days, so that the World holds what is open and current.
 */
function* due(world: World): Iterable<Due> {
  const unit = world.tables.unit.get('unit');
  if (!unit) return;
  for (const report of world.tables.report.values()) {
    const body = { reportId: report.id };
    if (leavesAlone(report)) {
      const at = new Date(msOf(report.stateAt) + ARCHIVE_DAYS * DAY_MS).toISOString();
      yield { at, type: 'report.archive', body, key: `report.archive/${report.id}` };
    } else {
      const due = escalationDue(report, unit);
      if (due) yield due;
    }
  }
}
