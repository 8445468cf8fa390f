/** A leaking bucket: `burst` at once, then `perSecond`. Time is handed in, in milliseconds. */
export class Bucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number | null = null;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
  }

  /** Whether one more may pass now. */
  take(now: number): boolean {
    const since = this.#at === null ? 0 : now - this.#at;
    this.#at = now;
    this.#left = Math.min(this.#burst, this.#left + (since / 1000) * this.#perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
