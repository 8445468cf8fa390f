import type { World } from '../world.ts';
import type { Result, RollCallPlan } from './contract.ts';

/**
 * What holds until somebody sets a plan (docs/rules.md, "Roll-calls": a proposal): two at random in 24 hours, one of
 * them between 22:00 and 05:00, five minutes to answer, a notice from the second failure of a month on; switched off.
 */
export const DEFAULT_PLAN = {
  ...{ on: false, perDay: 2, nightFrom: '22:00', nightUntil: '05:00', atLeastOneAtNight: true },
  ...{ method: 'checkIn', answerMinutes: 5, noticeFrom: 2 },
} as const satisfies Partial<RollCallPlan>;

/** The plan of a unit; without one, the proposal with the desk, the leader and every village called. */
export function planOf(world: World): Omit<RollCallPlan, 'seed' | 'after' | 'setAt' | 'setBy' | 'seq'> {
  const set = world.tables.rollCallPlan.get('plan');
  return set ?? { id: 'plan', ...DEFAULT_PLAN, targets: ['desk', 'leader', ...world.tables.village.keys()] };
}

/** What counts as a failure in the summary: nobody was found where somebody had to be (docs/rules.md, "Roll-calls"). */
export const FAILURES: readonly Result[] = ['away', 'absent', 'vacant', 'noAnswer', 'diverted'];

/** Days after which a roll-call goes to the records, if nothing of it is left to do. */
export const KEEP_DAYS = 7;

/** A moment that the server slept through by more than this many minutes is passed over: nobody was to be called now. */
export const PASSED_MINUTES = 10;
