import type { Farewell } from '../../shared/wire.ts';

/** Counts what the sockets do; it must cost next to nothing. */
export interface LiveMeter {
  /** A frame goes out to a room. */
  frame(): void;
  /** The server ends a socket, and says why. */
  farewell(why: Farewell['why']): void;
}

export const NO_METER: LiveMeter = { frame: () => undefined, farewell: () => undefined };
