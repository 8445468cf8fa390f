const FIRST = 1000;
const CAP = 60_000;

/** When something that failed is tried again: at random within a span that doubles up to a minute (full jitter). */
export class Backoff {
  private readonly failures = new Map<string, { tries: number; at: number }>();
  private readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  isDue(id: string, now: number): boolean {
    return (this.failures.get(id)?.at ?? 0) <= now;
  }

  failed(id: string, now: number): void {
    const tries = (this.failures.get(id)?.tries ?? 0) + 1;
    this.failures.set(id, { tries, at: now + this.random() * Math.min(CAP, FIRST * 2 ** tries) });
  }

  forget(id: string): void {
    this.failures.delete(id);
  }

  /** Everything is due now: the network is back, or a person said so. */
  reset(): void {
    this.failures.clear();
  }

  /** When the next of these is due, in the same milliseconds; null when there is none. */
  next(ids: Iterable<string>): number | null {
    let soonest: number | null = null;
    for (const id of ids) {
      const at = this.failures.get(id)?.at ?? 0;
      if (soonest === null || at < soonest) soonest = at;
    }
    return soonest;
  }
}
