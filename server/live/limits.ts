import type { Cap } from './outlet.ts';
import type { Turns } from './turnstile.ts';

/** How much the live room takes on. */
export interface Limits {
  readonly sockets: number;
  readonly perSession: number;
  /** Of `sockets`: those whose session is not known, until they are told so and go. */
  readonly strangers: number;
  /** What may wait for one screen before it is let go. */
  readonly cap: Cap;
  /** How many may be told at once what they have missed, and how many wait for it. */
  readonly hello: Turns;
}

export const LIMITS: Limits = {
  sockets: 1_500,
  perSession: 250,
  strangers: 100,
  cap: { packets: 256, bytes: 1024 * 1024 },
  hello: { atOnce: 50, inLine: 500 },
};
