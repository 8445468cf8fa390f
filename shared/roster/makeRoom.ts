import { barTo, give, isAtOnce, take, type Candidate, type Slot } from './slots.ts';

/** Somebody takes a slot, and gives up the one that he has at that time. */
interface Step {
  readonly slot: Slot;
  readonly to: Candidate;
  readonly gives: Slot | null;
  readonly before: Step | null;
}

/**
 * Fills slots that were left empty though others could change places for them: whoever could take one is in another
 * post of that time, which somebody else can take. Rest is not looked at: an empty post is worse.
 *
 * @param movable slots that were proposed; what was put in by hand stays where it is
 */
export function makeRoom(
  candidates: readonly Candidate[],
  slots: readonly Slot[],
  movable: ReadonlySet<Slot>,
): void {
  const held = new Set(candidates.flatMap((one) => one.slots));
  for (const empty of slots) {
    if (held.has(empty)) continue;
    const last = findWay(candidates, empty, movable);
    // From the end of the way back: whoever gives a slot up has done so before he takes the other.
    for (let step: Step | null = last; step; step = step.before) {
      if (step.gives) take(step.to, step.gives);
      give(step.to, step.slot);
    }
  }
}

/** The shortest way on which everybody ends up in one post at a time. */
function findWay(candidates: readonly Candidate[], empty: Slot, movable: ReadonlySet<Slot>): Step | null {
  const seen = new Set<Candidate>();
  const open: { slot: Slot; before: Step | null }[] = [{ slot: empty, before: null }];
  for (const { slot, before } of open) {
    for (const to of candidates) {
      if (seen.has(to) || !to.person.posts.includes(slot.post)) continue;
      const clashing = to.slots.filter((own) => isAtOnce(own, slot));
      const [gives = null] = clashing;
      if (clashing.length > 1 || (gives && !movable.has(gives))) continue;
      const bar = barTo(to, slot, gives ?? undefined);
      if (bar === 'away' || bar === 'busy') continue;
      seen.add(to);
      const step = { slot, to, gives, before };
      if (!gives) return step;
      open.push({ slot: gives, before: step });
    }
  }
  return null;
}
