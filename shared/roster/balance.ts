import { BURDENS, type Burden } from './burden.ts';
import { barTo, give, take, type Candidate, type Slot } from './slots.ts';

/** A slot on its way from one candidate to another, after the steps before it. */
interface Step {
  readonly slot: Slot;
  readonly from: Candidate;
  readonly to: Candidate;
  readonly before: Step | null;
}

/**
 * Evens a proposal out, burden by burden: while somebody has two more than somebody else to whom his slots can pass,
 * at once or through others, one passes. Nobody is given what is barred to him, not even for want of rest; of what he
 * gives up by the same change nothing bars him.
 *
 * @param movable slots that were proposed; what was put in by hand stays where it is
 * @returns how often a slot passed
 */
export function balance(candidates: readonly Candidate[], movable: ReadonlySet<Slot>): number {
  let passed = 0;
  // What passed of one burden may have made room for another. Each that passes evens its own out and leaves the others
  // as they are: so this comes to an end.
  for (let before = -1; before < passed;) {
    before = passed;
    for (const burden of BURDENS) passed += evenOut(candidates, movable, burden);
  }
  return passed;
}

function evenOut(candidates: readonly Candidate[], movable: ReadonlySet<Slot>, burden: Burden): number {
  for (let passed = 0; ; passed += 1) {
    const way = findWay(candidates, movable, burden);
    if (!way) return passed;
    for (let step: Step | null = way; step; step = step.before) {
      take(step.from, step.slot);
      give(step.to, step.slot);
    }
  }
}

function findWay(candidates: readonly Candidate[], movable: ReadonlySet<Slot>, burden: Burden): Step | null {
  const low = Math.min(...candidates.map(({ counts }) => counts[burden]));
  const laden = candidates
    .filter(({ counts }) => counts[burden] >= low + 2)
    .sort((a, b) => b.counts[burden] - a.counts[burden]);
  for (const start of laden) {
    const way = wayFrom(start, candidates, movable, burden);
    if (way) return way;
  }
  return null;
}

/** The shortest way along which a slot can go from a candidate to one who has two fewer; its last step. */
function wayFrom(
  start: Candidate,
  candidates: readonly Candidate[],
  movable: ReadonlySet<Slot>,
  burden: Burden,
): Step | null {
  const reached = new Reached(start);
  const open: { at: Candidate; step: Step | null }[] = [{ at: start, step: null }];
  for (const { at, step } of open) {
    for (const slot of at.slots) {
      if (slot.burden !== burden || !movable.has(slot)) continue;
      if (step && barTo(at, step.slot, slot)) continue;
      for (const to of candidates) {
        if (to === at || !to.person.posts.includes(slot.post)) continue;
        if (reached.isFree(to) || isOn(step, to)) continue;
        const bar = barTo(to, slot);
        const next = { slot, from: at, to, before: step };
        if (!bar && to.counts[burden] <= start.counts[burden] - 2) return next;
        if (bar !== 'away' && reached.add(to, bar ? slot : null)) open.push({ at: to, step: next });
      }
    }
  }
  return null;
}

/** Who can be reached: free to give up any of his slots for the one that comes, or only one that stands in its way. */
class Reached {
  readonly #free: Set<Candidate>;
  readonly #bound = new Map<Candidate, Set<Slot>>();

  constructor(start: Candidate) {
    this.#free = new Set([start]);
  }

  isFree(candidate: Candidate): boolean {
    return this.#free.has(candidate);
  }

  /** @returns whether that is new */
  add(candidate: Candidate, boundBy: Slot | null): boolean {
    if (boundBy === null) {
      this.#free.add(candidate);
      return true;
    }
    const slots = this.#bound.get(candidate) ?? new Set();
    if (slots.has(boundBy)) return false;
    this.#bound.set(candidate, slots.add(boundBy));
    return true;
  }
}

/** Whether somebody gives something up on the way so far: then he takes nothing more on it. */
function isOn(last: Step | null, candidate: Candidate): boolean {
  for (let step = last; step; step = step.before) if (step.from === candidate) return true;
  return false;
}
