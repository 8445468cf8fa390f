import type { Draft, Kind, SecurityLine } from './contract.ts';

/** A question of the auditor. Lines come newest first. */
export interface LogQuestion {
  readonly kind?: Kind;
  /** The id of an account. */
  readonly person?: string;
  /** Half-open, in milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
  /** Only lines before this `seq`: the next page. */
  readonly before?: number;
  readonly limit: number;
}

/** What was taken off the old end of the log. */
export interface Pruned {
  readonly count: number;
  readonly first: number;
  readonly through: number;
  /** The hash of the last line that went: what the first that stays is linked to. */
  readonly hash: string;
}

/**
 * The security log: lines are added at its end and, when they are old enough, go from its beginning. Nothing else
 * can be done to it, here or over any route. `seq` is gapless, and every line carries the hash of the one before.
 */
export interface SecurityLog {
  ready(): Promise<void>;
  /**
   * Adds lines, in order, durably. The same draft again after an unknown outcome is added once.
   *
   * @param isWanted asked when their turn comes: what nobody waits for any more is not added
   * @throws when it is not wanted any more, or when it is not known whether all of them stand
   */
  append(drafts: readonly Draft[], isWanted?: () => boolean): Promise<SecurityLine[]>;
  ask(question: LogQuestion): Promise<SecurityLine[]>;
  /** Lines in order after a `seq`, to be verified. */
  read(after: number, limit: number): Promise<SecurityLine[]>;
  /** What `remove` would take away: everything up to the last line before the first that is not older than `ms`. */
  older(ms: number): Promise<Pruned | null>;
  /** Removes the old end, up to and with `through`. */
  remove(through: number): Promise<number>;
}
