import { atLeast, type Urgency } from '../../../../shared/kind.ts';
import type { Report } from '../../../../shared/report/contract.ts';
import type { TuneName } from './tunes.ts';

/**
 * The reports of a book that should sound at a desk: not acknowledged, and at least as urgent as the unit's limit.
 * Who took a call down need not be told of it, unless it was left for too long.
 *
 * @param me the account at this desk
 */
export function alarming(reports: Iterable<Report>, from: Urgency, me: string | null): Report[] {
  return [...reports].filter(
    ({ state, urgency, channel, submittedBy, escalatedAt }) =>
      state === 'submitted' &&
      atLeast(urgency, from) &&
      (channel === 'app' || submittedBy.id !== me || escalatedAt !== null),
  );
}

/**
 * What sounds. What is real goes before every exercise; among the real ones the most urgent decides. Nothing else
 * ends it than that nobody has to be waited for any more. A post that is not held comes after every real report.
 */
export function tuneFor(
  real: readonly Report[],
  exercise: readonly Report[],
  duty: { real: boolean; exercise: boolean } = { real: false, exercise: false },
): TuneName | null {
  if (real.some(({ urgency }) => urgency === 'critical')) return 'critical';
  if (real.length > 0) return 'urgent';
  if (duty.real) return 'duty';
  return exercise.length > 0 || duty.exercise ? 'exercise' : null;
}

/** Those of `now` that were not there `before`: the ones to be told. */
export function arrivedIn(now: readonly Report[], before: ReadonlySet<string>): Report[] {
  return now.filter(({ id }) => !before.has(id));
}
