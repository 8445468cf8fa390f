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
  /**
   * Tells it the first time; who comes with the same meanwhile waits for that, and later ones are only counted. What
   * could not be told was never there: all who waited hear that, and the next one tells it anew.
   */
  once(event: SecurityEvent, now: number, tell: (event: SecurityEvent) => Promise<unknown>): Promise<void>;
  /** What was counted and not told, but for what is just being told; the minute begins anew. */
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
  let counts = new Map<string, Counted>();
  let [day, spent] = [0, new Map<string, number>()];
  const count = (event: SecurityEvent, now: number) => {
    if (now >= day + DAY || now < day) [day, spent] = [now, new Map()];
    const whose = whoseIs(event);
    const used = spent.get(whose) ?? 0;
    const shown = used < aDay || counts.has(keyOf(event)) ? event : rough(event, whose);
    const one = counts.get(keyOf(shown));
    if (one) return Object.assign(one, { count: one.count + 1, at: now });
    spent.set(whose, used + 1);
    const first: Counted = { event: shown, count: 0, at: now, telling: null };
    counts.set(keyOf(shown), first);
    return first;
  };
  const forget = ({ event }: Counted) => {
    counts.delete(keyOf(event));
    spent.set(whoseIs(event), Math.max(0, (spent.get(whoseIs(event)) ?? 0) - 1));
  };
  return {
    first(event, now) {
      const one = count(event, now);
      return one.count === 0 ? one.event : null;
    },
    async once(event, now, tell) {
      const one = count(event, now);
      if (one.count > 0) return void (await one.telling);
      one.telling = tell(one.event);
      await one.telling.catch((problem: unknown) => (forget(one), Promise.reject(problem)));
      one.telling = null;
    },
    take() {
      const [told, telling] = [new Map<string, Counted>(), new Map<string, Counted>()];
      for (const [key, one] of counts) (one.telling ? telling : told).set(key, one);
      counts = telling;
      return [...told.values()].filter(({ count }) => count > 0);
    },
  };
}

interface Counted {
  readonly event: SecurityEvent;
  count: number;
  at: number;
  /** While it is being told the first time. */
  telling: Promise<unknown> | null;
}

/** Out of whose lines of a day it is told: a person's, or those of all strangers. */
function whoseIs({ visit }: SecurityEvent): string {
  return visit?.session ? (visit.who?.id ?? '') : '';
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
