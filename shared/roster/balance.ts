import type { World } from '../world.ts';
import { BURDENS, type Burden } from './burden.ts';
import { barTo, give, take, type Candidate, type Slot } from './slots.ts';

/** A slot on its way from one candidate to another. */
interface Step {
  readonly slot: Slot;
  readonly from: Candidate;
  readonly to: Candidate;
}

/**
 * Evens a proposal out, burden by burden: while somebody has two more than somebody else to whom his slots can pass,
 * at once or through others, one passes. Nobody is given what is barred to him, not even for want of rest.
 *
 * @param movable slots that were proposed; what was put in by hand stays where it is
 * @returns how often a slot passed
 */
export function balance(world: World, candidates: readonly Candidate[], movable: ReadonlySet<Slot>): number {
  let passed = 0;
  for (const burden of BURDENS) {
    for (let path = findPath(world, candidates, movable, burden); path;) {
      // The last step first: whoever gives one up has room for the one that comes.
      for (const { slot, from, to } of path.reverse()) {
        take(from, slot);
        give(to, slot);
      }
      passed += 1;
      path = findPath(world, candidates, movable, burden);
    }
  }
  return passed;
}

function findPath(
  world: World,
  candidates: readonly Candidate[],
  movable: ReadonlySet<Slot>,
  burden: Burden,
): Step[] | null {
  const low = Math.min(...candidates.map(({ counts }) => counts[burden]));
  const laden = candidates
    .filter(({ counts }) => counts[burden] >= low + 2)
    .sort((a, b) => b.counts[burden] - a.counts[burden]);
  for (const start of laden) {
    const path = pathFrom(world, start, candidates, movable, burden);
    if (path) return path;
  }
  return null;
}

/** The shortest way along which a slot can go from a candidate to one who has two fewer. */
function pathFrom(
  world: World,
  start: Candidate,
  candidates: readonly Candidate[],
  movable: ReadonlySet<Slot>,
  burden: Burden,
): Step[] | null {
  const reachedBy = new Map<Candidate, Step | null>([[start, null]]);
  for (const from of reachedBy.keys()) {
    for (const slot of from.slots) {
      if (slot.burden !== burden || !movable.has(slot)) continue;
      for (const to of candidates) {
        if (reachedBy.has(to) || !to.person.posts.includes(slot.post)) continue;
        const last = to.counts[burden] <= start.counts[burden] - 2;
        if (barTo(world, to, slot) || (!last && from !== start && reachedBy.size > REACH)) continue;
        reachedBy.set(to, { slot, from, to });
        if (last) return backwards(to, reachedBy);
      }
    }
  }
  return null;
}

/** So far a search goes: further round, a proposal would be turned over for one shift. */
const REACH = 400;

function backwards(end: Candidate, reachedBy: ReadonlyMap<Candidate, Step | null>): Step[] {
  const path: Step[] = [];
  for (let step = reachedBy.get(end); step; step = reachedBy.get(step.from)) path.unshift(step);
  return path;
}
