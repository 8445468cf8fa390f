import { atLeast, KINDS } from '../../kind.ts';
import type { Report } from '../../report/contract.ts';
import { reportStates } from '../../report/refusals.ts';
import { isoIn, msOf } from '../../time.ts';
import type { Unit } from '../../unit/contract.ts';
import type { World } from '../../world.ts';
import type { OpenEntry } from '../contract.ts';

const OPEN: readonly Report['state'][] = ['submitted', 'acknowledged', 'returned'];

/** Reports that nobody has acknowledged, and those that are not settled yet; without their words, as incidents. */
export function* reports(world: World): Iterable<OpenEntry> {
  const unit = world.tables.unit.get('unit');
  for (const report of world.tables.report.values()) {
    const { id, kind, villageId, state, receivedAt } = report;
    if (!OPEN.includes(state)) continue;
    const village = villageId === null ? '' : (world.tables.village.get(villageId)?.name ?? '');
    const named = (words: string, what: string) => [what, village, words].filter(Boolean).join(' ');
    yield {
      key: `report/${id}`,
      kind: 'report',
      about: { table: 'report', id },
      title: { zh: named(KINDS[kind].zh, '险情报告'), en: named(KINDS[kind].en, 'Report') },
      since: receivedAt,
      dueAt: unit ? acknowledgeBy(report, unit) : null,
      owner: null,
      progress: reportStates[state],
      next: null,
    };
  }
}

/** By when it is to be acknowledged, as the clock counts it (shared/report/noun.ts). */
function acknowledgeBy({ state, stateAt, urgency }: Report, unit: Unit): string | null {
  if (state !== 'submitted' || !atLeast(urgency, unit.alarmFrom)) return null;
  return isoIn(msOf(stateAt) + unit.acknowledgeMinutes * 60_000, unit.zone);
}
