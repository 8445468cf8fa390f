import { GENESIS, type Entry } from '../shared/entry.ts';
import { erasedBy } from '../server/effects/erase.ts';
import { faultOf } from '../server/journal/chain.ts';

/** What a look at one book's journal found. */
export interface Verdict {
  /** How many entries were read. */
  readonly entries: number;
  /** The `seq` and hash of the last entry of the unbroken chain. */
  readonly seq: number;
  readonly head: string;
  /** The first bad entry; null when the chain is proven. */
  readonly fault: Fault | null;
}
export interface Fault {
  readonly seq: number;
  /** What is wrong with it, to be read after “entry 17”. */
  readonly what: string;
}

export interface Expected {
  /** What other parts of the store know to be there: a journal that ends before it was cut off. */
  readonly reaches?: number;
}

/**
 * Proves the chain of a book from its first entry to its last: no gap, every hash and digest as it should be, and
 * every erased event named by a decision that was recorded after it. Pure: reads what it is handed, in the order of
 * the store's keys, and looks at each entry once.
 *
 * A fault does not end the reading: what comes later tells a missing entry from a misplaced one, and an erasure with
 * its decision from one without.
 */
export async function verifyChain(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  { reaches = 0 }: Expected = {},
): Promise<Verdict> {
  const chain: Chain = { seq: 0, head: GENESIS, broken: null };
  const undecided = new Map<string, number>();
  const later = new Set<number>();
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    for (const about of erasedBy(entry)) {
      if ((undecided.get(about) ?? Infinity) < entry.seq) undecided.delete(about);
    }
    if (chain.broken) later.add(entry.seq);
    else follow(chain, entry, undecided);
  }
  const { seq, head, broken } = chain;
  const fault = first([broken && told(broken, later), erasedUndecided(undecided), cutOff(chain, reaches)]);
  return { entries: count, seq, head, fault };
}

/** How far the chain holds. */
interface Chain {
  seq: number;
  head: string;
  broken: Broken | null;
}
/** `found`: another entry than the one that was due, as its own `seq` says. */
type Broken = { readonly seq: number } & ({ readonly what: string } | { readonly found: number });

/** Takes an entry as the next of the chain, or breaks it there. */
function follow(chain: Chain, entry: Entry, undecided: Map<string, number>): void {
  const due = chain.seq + 1;
  if (entry.seq !== due) {
    chain.broken = { seq: due, found: entry.seq };
    return;
  }
  const remember = (about: string) => {
    if (!undecided.has(about)) undecided.set(about, due);
    return true;
  };
  const what = faultOf(entry, chain.head, remember);
  if (what) chain.broken = { seq: due, what };
  else Object.assign(chain, { seq: due, head: entry.hash });
}

/** An entry that is not where it is due was misplaced if it comes later, else it is gone. */
function told(broken: Broken, later: ReadonlySet<number>): Fault {
  if ('what' in broken) return broken;
  const { seq, found } = broken;
  const misplaced = later.has(seq) || found < seq;
  return { seq, what: misplaced ? `is not in its place: entry ${found} stands there` : 'is missing' };
}

function cutOff({ seq, broken }: Chain, reaches: number): Fault | null {
  if (broken || seq >= reaches) return null;
  return {
    seq: seq + 1,
    what: `is missing with all that followed: other parts of the store know ${reaches}`,
  };
}

function erasedUndecided(undecided: ReadonlyMap<string, number>): Fault | null {
  const faults = [...undecided].map(([about, seq]) => ({
    seq,
    what: `lacks its event about ${about} without a decision to erase it`,
  }));
  return first(faults);
}

function first(faults: readonly (Fault | null)[]): Fault | null {
  return faults.reduce((a, b) => (!a || (b && b.seq < a.seq) ? b : a), null);
}
