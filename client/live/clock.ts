import { ref } from 'vue';
import { isoIn, msOf } from '../../shared/time.ts';
import type { BookClock } from '../../shared/wire.ts';

/**
 * The time by which a book is told: the server's own, or an exercise's, whatever this device believes. A phone whose
 * clock is wrong still writes and shows right times.
 */
export class LiveClock {
  /** Milliseconds since 1970 by the book's clock, renewed every second: for ages in templates. */
  readonly now = ref(0);
  /** How far this device's clock is ahead of the server's, in milliseconds; null before anything was heard. */
  readonly ahead = ref<number | null>(null);
  /** How many of the book's seconds pass in a real one: 1 but in exercises. */
  readonly speed = ref(1);
  private readonly device: () => number;
  private base: { at: number; real: number } | null = null;

  /** @param device milliseconds since 1970 as this device believes */
  constructor(device: () => number = Date.now) {
    this.device = device;
    this.now.value = this.read();
  }

  /** Milliseconds since 1970 by the book's clock, exact at the moment of the call, not followed. */
  readonly read = (): number => this.at(this.device());

  /** What the book's clock showed at a moment of this device's clock. */
  readonly at = (device: number): number => {
    const real = device - (this.ahead.value ?? 0);
    return this.base ? this.base.at + (real - this.base.real) * this.speed.value : real;
  };

  /** `read()` as an instant with the offset of a zone, as contracts want it. */
  readonly iso = (zone: string): string => isoIn(this.read(), zone);

  set(clock: BookClock): void {
    this.base = { at: msOf(clock.at), real: msOf(clock.real) };
    this.ahead.value = this.device() - this.base.real;
    this.speed.value = clock.speed;
    this.now.value = this.read();
  }

  /** Ticks every second until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => {
      this.now.value = this.read();
    }, 1000);
    return () => clearInterval(timer);
  }
}
