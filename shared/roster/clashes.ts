import type { Day } from '../days.ts';
import type { Post } from '../pattern/contract.ts';
import type { Shift } from '../shift/contract.ts';
import { problem, type Problem } from './problem.ts';

/** A shift with its times in milliseconds since 1970, half open. */
export interface Span {
  readonly shift: Shift;
  readonly from: number;
  readonly until: number;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Of the duty room's own shifts one must end where the next begins; said of the later one, when it is of this month.
 *
 * @param near in the order of time, with the neighbouring months' that touch
 * @param isPlanned whether nothing is missing from one day to another: a shift that is missing is said by itself
 */
export function badSeams(
  near: readonly Span[],
  isOwn: (span: Span) => boolean,
  isPlanned: (from: Day, until: Day) => boolean,
): Problem[] {
  const found: Problem[] = [];
  let last: Span | undefined;
  for (const next of near) {
    if (next.shift.line !== 'main') continue;
    const own = isOwn(next) ? next : last && isOwn(last) ? last : null;
    if (last && own) {
      const between = next.from - last.until;
      if (between < 0) found.push(problem('overlap', own.shift));
      // A day and more is a day that is not planned.
      else if (between > 0 && between < DAY_MS && isPlanned(last.shift.day, next.shift.day))
        found.push(problem('hole', own.shift));
    }
    if (!last || next.until > last.until) last = next;
  }
  return found;
}

/** One person in two posts of one time, and whoever comes back less than 24 hours after a shift of 24. */
export function badTurns(near: readonly Span[], isOwn: (span: Span) => boolean): Problem[] {
  return [...byPerson(near).values()].flatMap((turns) => [...twice(turns, isOwn), ...tired(turns, isOwn)]);
}

interface Turn extends Span {
  readonly post: Post;
  readonly personId: string;
}

/** Said once of each turn, at the later of two; at the earlier when the later is another month's. */
function twice(turns: readonly Turn[], isOwn: (span: Span) => boolean): Problem[] {
  const clashing = new Set<Turn>();
  turns.forEach((turn, n) => {
    for (let before = n - 1; before >= 0; before -= 1) {
      const other = turns[before] as Turn;
      if (other.until <= turn.from) continue;
      if (isOwn(turn)) clashing.add(turn);
      else if (isOwn(other)) clashing.add(other);
    }
  });
  return [...clashing].map((turn) => problem('twice', turn.shift, turn));
}

function tired(turns: readonly Turn[], isOwn: (span: Span) => boolean): Problem[] {
  const found: Problem[] = [];
  let long: Turn | undefined;
  for (const turn of turns) {
    const rest = long && turn.from - long.until;
    if (long && rest !== undefined && rest >= 0 && rest < DAY_MS) {
      const own = isOwn(turn) ? turn : isOwn(long) ? long : null;
      if (own) found.push(problem('rest', own.shift, own));
    }
    if (turn.shift.kind === 'd24') long = turn;
  }
  return found;
}

/** What each person has, in the order of time. */
function byPerson(near: readonly Span[]): Map<string, Turn[]> {
  const turns = new Map<string, Turn[]>();
  for (const span of near) {
    for (const [post, personId] of Object.entries(span.shift.posts)) {
      if (personId === null) continue;
      const turn = { ...span, post: post as Post, personId };
      const own = turns.get(personId);
      if (own) own.push(turn);
      else turns.set(personId, [turn]);
    }
  }
  return turns;
}
