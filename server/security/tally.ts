import type { SecurityEvent } from './contract.ts';

/** The same again and again within a minute. */
export interface Repeated {
  readonly event: SecurityEvent;
  readonly count: number;
  /** When the last of them was. Milliseconds since 1970. */
  readonly at: number;
}

/** Counts what repeats, minute by minute. */
export interface Tally {
  /** The event to be told now: itself, or a rougher one when there were too many; null when it was only counted. */
  first(event: SecurityEvent, now: number): SecurityEvent | null;
  /** What was counted and not told; the minute begins anew. */
  take(): Repeated[];
}

const DAY = 24 * 3_600_000;

/**
 * Keeps a flood from filling the disk: of what repeats, the first is told at once and the rest once a minute, with
 * their number. Everybody with a session has a number of lines a day in which things are told apart, and so have all
 * strangers together; beyond it they are told by what they are alone. So a stranger's flood hides nobody else's doing.
 *
 * @param aDay how many lines a day are told apart
 */
export function openTally(aDay: number): Tally {
  let counts = new Map<string, { event: SecurityEvent; count: number; at: number }>();
  let [day, spent] = [0, new Map<string, number>()];
  return {
    first(event, now) {
      if (now >= day + DAY || now < day) [day, spent] = [now, new Map()];
      const whose = event.visit?.session ? (event.visit.who?.id ?? '') : '';
      const used = spent.get(whose) ?? 0;
      const shown = used < aDay || counts.has(keyOf(event)) ? event : rough(event, whose);
      const one = counts.get(keyOf(shown));
      if (one) {
        one.count += 1;
        one.at = now;
        return null;
      }
      counts.set(keyOf(shown), { event: shown, count: 0, at: now });
      spent.set(whose, used + 1);
      return shown;
    },
    take() {
      const repeated = [...counts.values()].filter(({ count }) => count > 0);
      counts = new Map();
      return repeated;
    },
  };
}

/** What is refused is the same whatever it was about: ids that are guessed at must not make lines. */
function keyOf({ what, result, visit, op, about, code }: SecurityEvent): string {
  const object = result === 'refused' ? null : about;
  return JSON.stringify([what, result, visit?.who?.id, visit?.address, visit?.session, op, object, code]);
}

function rough({ what, result, visit }: SecurityEvent, whose: string): SecurityEvent {
  const code = 'log.many';
  return whose && visit
    ? { what, result, code, visit: { ...visit, requestId: null } }
    : { what, result, code };
}
