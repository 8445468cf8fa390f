/** Somebody who found the line too long: when to come again, in milliseconds from now. */
export interface Later {
  readonly retryAfterMs: number;
}

/** At most so many are served at once, and at most so many wait for it. */
export interface Turns {
  readonly atOnce: number;
  readonly inLine: number;
}

/**
 * Admission for work that many may want at the same moment, as when a thousand screens come back: a few are served,
 * some wait in order, and the others are told when to come again instead of growing the line.
 */
export class Turnstile {
  readonly #turns: Turns;
  readonly #line: (() => void)[] = [];
  #inside = 0;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** Does the work when its turn has come; or says when to come again, without having begun. */
  async pass<T>(work: () => Promise<T>): Promise<T | Later> {
    if (this.#inside >= this.#turns.atOnce) {
      if (this.#line.length >= this.#turns.inLine) return { retryAfterMs: this.#wait() };
      await new Promise<void>((turn) => this.#line.push(turn)); // whoever leaves hands over the place
    } else this.#inside += 1;
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#inside -= 1;
    }
  }

  /** Spread over a few seconds, so that those who were sent away do not come back as one. */
  #wait(): number {
    return Math.round(1_000 + Math.random() * SPREAD_MS);
  }
}

const SPREAD_MS = 4_000;

export function isLater(given: unknown): given is Later {
  return typeof given === 'object' && given !== null && 'retryAfterMs' in given;
}
