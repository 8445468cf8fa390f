import type { KeyObject } from 'node:crypto';
import { isGenuine, type Anchor } from '../server/anchor/anchor.ts';
import type { Entry } from '../shared/entry.ts';

/** What a look at the anchors of one book found. */
export interface AnchorVerdict {
  /** How many anchors fit the journal. */
  readonly fit: number;
  /** How many an ordered restore made void. */
  readonly void: number;
  /** The youngest of those that fit. */
  readonly newest: Anchor | null;
  /** The oldest that does not fit, and why, to be read after its time; null when all do. */
  readonly fault: { readonly anchor: Anchor; readonly what: string } | null;
}

/**
 * Holds the journal of a book against what was signed of it. A cut tail and a chain that was written anew from
 * wherever are found: whoever has the database has not the key.
 *
 * What an anchor says of entries behind the place where a backup was restored is void from the restore on, and the
 * restore itself must be signed. Anchors count in the order of their times, which are signed too: an old line that
 * is put elsewhere in the file changes nothing.
 *
 * @param hashes of the entries that anchors name, as `noting` collected them
 */
export function verifyAnchors(
  anchors: readonly Anchor[],
  hashes: ReadonlyMap<number, string>,
  head: number,
  key: KeyObject,
): AnchorVerdict {
  const ordered = [...anchors].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const restores = ordered.filter((one) => one.what === 'restored' && isGenuine(one, key));
  let fit = 0;
  let gone = 0;
  let newest: Anchor | null = null;
  for (const anchor of ordered) {
    const what = faultOf(anchor, hashes, head, key);
    if (what === null) {
      fit += 1;
      newest = anchor;
    } else if (isGenuine(anchor, key) && restores.some((one) => one.at > anchor.at && one.seq < anchor.seq)) {
      gone += 1;
    } else return { fit, void: gone, newest, fault: { anchor, what } };
  }
  return { fit, void: gone, newest, fault: null };
}

/** Passes entries on, and remembers the hashes of those whose `seq` is wanted. */
export async function* noting(
  entries: AsyncIterable<Entry>,
  wanted: ReadonlySet<number>,
  hashes: Map<number, string>,
): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (wanted.has(entry.seq) && !hashes.has(entry.seq)) hashes.set(entry.seq, entry.hash);
    yield entry;
  }
}

function faultOf(
  anchor: Anchor,
  hashes: ReadonlyMap<number, string>,
  head: number,
  key: KeyObject,
): string | null {
  const { seq, hash } = anchor;
  if (!isGenuine(anchor, key)) return `is not signed with this key (${anchor.key}): it was changed or forged`;
  if (seq > head) return `knows entry ${seq}, but the journal ends at ${head}: its tail was cut off`;
  const found = hashes.get(seq);
  if (found === hash) return null;
  return found
    ? `knows another entry ${seq}: the journal was written anew up to there or from before it`
    : `knows entry ${seq}, which is missing`;
}
