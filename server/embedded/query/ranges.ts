import type { Index } from '../storage/catalogue.ts';
import { successor } from '../storage/kv.ts';
import { idKey, type KeyRange } from '../storage/scan.ts';
import { DIGEST_BYTES, KeyWriter } from '../values/keyWriter.ts';
import { rank, rankOf } from '../values/types.ts';
import type { Bound, Predicate, Predicates } from './predicates.ts';

/** Where in an index the documents are that meet the predicates. */
export interface Ranges {
  /** Ascending and apart from each other. */
  ranges: KeyRange[];
  /** How many of the index's first fields they use. */
  used: number;
  /** The fields, by number, that have just one value in all of the ranges. */
  fixed: Set<number>;
  /** They hold nothing that does not meet the used predicates. */
  complete: boolean;
  /** Some used predicate can only be met by a field that is there. */
  present: boolean;
  score: number;
}

/** Turns predicates on the first fields of an index into ranges of keys: points, then at most one range. */
export function rangesOf(index: Index, { byPath }: Predicates): Ranges {
  const whole = idKey(index.id);
  const found: Ranges = { ranges: [], used: 0, fixed: new Set(), complete: true, present: false, score: 0 };
  let prefixes = [whole];
  for (const [n, field] of index.fields.entries()) {
    const predicate = byPath.get(field);
    if (!predicate) break;
    if (!predicate.points) {
      found.used++;
      found.present = true;
      found.score += predicate.low && predicate.high ? 60 : 40;
      found.ranges = prefixes.map((prefix) => rangeIn(index, n, prefix, predicate, found));
      return found;
    }
    const points = encodePoints(index, n, predicate.points, found);
    if (prefixes.length * points.length > MAX_RANGES) break;
    prefixes = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
    found.used++;
    found.present ||= !predicate.points.includes(null);
    found.score += points.length === 1 ? 100 : 80;
    if (points.length === 1) found.fixed.add(n);
  }
  found.ranges = prefixes.map((prefix) => [prefix, successor(prefix)]);
  return found;
}

/** The points as they stand in the index, each once, in its order. */
function encodePoints(index: Index, n: number, points: unknown[], found: Ranges): Buffer[] {
  const keys = points.map((point) => {
    writer.start().value(point, index.descending[n], index.valueBytes);
    if (writer.shortened) found.complete = false;
    return writer.take();
  });
  keys.sort(Buffer.compare);
  return keys.filter((key, at) => at === 0 || !key.equals(keys[at - 1]!));
}

function rangeIn(index: Index, n: number, prefix: Buffer, predicate: Predicate, found: Ranges): KeyRange {
  const down = index.descending[n]!;
  if (predicate.prefix !== undefined) {
    const begin = Buffer.concat([prefix, encodePrefix(predicate.prefix, down, index.valueBytes)]);
    return [begin, successor(begin)];
  }
  const { low } = predicate;
  // Two elements of an array may each meet one of the bounds.
  const halved = low !== undefined && predicate.high !== undefined && index.multikey[n]!;
  const high = halved ? undefined : predicate.high;
  if (halved) found.complete = false;
  const kind = rankOf((low ?? high)!.value);
  const least = low ? edge(index, prefix, low, down, found) : beginOf(kind, prefix, down);
  const most = high ? edge(index, prefix, high, down, found) : endOf(kind, prefix, down);
  const [from, to] = down ? [most, least] : [least, most];
  const start = from.open ? successor(from.key) : from.key;
  const end = to.open ? to.key : successor(to.key);
  return [start, start.compare(end) < 0 ? end : start];
}

interface Edge {
  key: Buffer;
  /** Leaves out what begins with the key. */
  open: boolean;
}

function edge(index: Index, prefix: Buffer, { value, open }: Bound, down: boolean, found: Ranges): Edge {
  writer.start(prefix).value(value, down);
  const exactBytes = index.valueBytes - DIGEST_BYTES; // of a shortened value, only so much is in order
  if (writer.length - prefix.length <= exactBytes) return { key: writer.take(), open };
  found.complete = false; // the bound takes in all that begins alike; the filter decides
  return { key: writer.take().subarray(0, prefix.length + exactBytes), open: false };
}

/** Before all values of a type that can be compared: NaN comes earlier, but is not less than anything. */
function beginOf(kind: number, prefix: Buffer, down: boolean): Edge {
  const bytes = kind === rank.number || kind === rank.date ? [kind, ...minusInfinity] : [kind];
  return { key: Buffer.concat([prefix, flipped(bytes, down)]), open: false };
}

function endOf(kind: number, prefix: Buffer, down: boolean): Edge {
  return { key: Buffer.concat([prefix, flipped([kind], down)]), open: false };
}

function flipped(bytes: number[], down: boolean): Buffer {
  return Buffer.from(down ? bytes.map((byte) => byte ^ 0xff) : bytes);
}

/** The encoding of a text without its end. */
function encodePrefix(text: string, down: boolean, valueBytes: number): Buffer {
  writer.start().value(text, down);
  return writer.take().subarray(0, Math.min(writer.length - 2, valueBytes - DIGEST_BYTES));
}

/** As a key writes the double. */
const minusInfinity = [0x00, 0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const writer = new KeyWriter();
/** A filter with more combinations of points than this is answered with fewer fields of the index. */
const MAX_RANGES = 20_000;
