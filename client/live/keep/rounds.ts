/**
 * Runs passes one at a time: a call while one runs makes another follow, and a pass that leaves something for later
 * is followed by one when that is due.
 */
export class Rounds {
  closed = false;
  private readonly pass: () => Promise<void>;
  private readonly nextAt: () => number | null;
  private running = false;
  private again = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param nextAt when the next thing is due, in milliseconds of this device's clock; null when nothing is */
  constructor(pass: () => Promise<void>, nextAt: () => number | null) {
    this.pass = pass;
    this.nextAt = nextAt;
  }

  /** Resolves when nothing is under way any more; at once when a pass is running already. */
  async run(): Promise<void> {
    this.again = true;
    if (this.running || this.closed) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      while (this.again && !this.closed) {
        this.again = false;
        await this.pass();
      }
    } finally {
      this.running = false;
      const at = this.closed ? null : this.nextAt();
      if (at !== null) this.timer = setTimeout(() => void this.run(), Math.max(50, at - Date.now()));
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
