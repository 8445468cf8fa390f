import { isIPv6 } from 'node:net';

/**
 * Counts failures under a key, in memory, and says how long its owner has to wait: after `free` failures one
 * second, then twice as long each time up to `longest`, and never more than `most` failures in 15 minutes.
 * Nothing is permanent: a key is forgotten 15 quiet minutes after its wait. With two servers each counts for itself.
 */
export interface Guesses {
  /** Milliseconds until the next try; 0 when it may be made now. */
  wait(key: string): number;
  failed(key: string): void;
  forgive(key: string): void;
}

interface Limits {
  readonly now: () => number;
  readonly free: number;
  /** The longest wait, in milliseconds. */
  readonly longest: number;
  readonly most?: number;
}

interface Count {
  failures: number;
  until: number;
  lastAt: number;
  /** When the failures of the last quarter of an hour were, oldest first. */
  recent: number[];
}

export const QUARTER = 15 * 60_000;
const KEYS = 20_000;

export function countGuesses(limits: Limits): Guesses {
  const counts = new Map<string, Count>();
  return {
    wait: (key) => waitOf(counts.get(key), limits),
    failed(key) {
      const count = failedAgain(counts.get(key), limits);
      counts.delete(key);
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > KEYS && oldest !== undefined) counts.delete(oldest);
    },
    forgive: (key) => void counts.delete(key),
  };
}

function waitOf(count: Count | undefined, { now, most = Infinity }: Limits): number {
  if (!count) return 0;
  const at = now();
  const recent = count.recent.filter((failure) => failure > at - QUARTER);
  const window = recent.length >= most ? (recent[recent.length - most] ?? at) + QUARTER - at : 0;
  return Math.max(0, count.until - at, window);
}

function failedAgain(before: Count | undefined, { now, free, longest, most = 0 }: Limits): Count {
  const at = now();
  const known = before && at < Math.max(before.until, before.lastAt) + QUARTER ? before : undefined;
  const failures = (known?.failures ?? 0) + 1;
  const over = failures - free;
  const delay = over > 0 ? Math.min(1000 * 2 ** Math.min(over - 1, 30), longest) : 0;
  const recent = most ? [...(known?.recent ?? []).filter((failure) => failure > at - QUARTER), at] : [];
  return { failures, until: at + delay, lastAt: at, recent };
}

/** An address as one asker: an IPv4 address however it is written, or the /64 network of an IPv6 address. */
export function addressKey(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head ? head.split(':') : [];
  const rest = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const four = [...groups, ...zeros, ...rest].slice(0, 4);
  return `${four.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
