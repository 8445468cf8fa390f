import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with 19 MiB, two passes and one lane (OWASP Password Storage). Hashing shares two cores and one thread
 * pool with every durable write, so one runs at a time, twenty wait, and whoever comes beyond is told to come back:
 * a flood of sign-ins must not slow a report.
 */
export interface Hashing {
  /** Runs `work` when its turn comes; null when the queue is full. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> | null;
  /** Only to be called in turn. */
  hash(password: string): Promise<string>;
  /** Only to be called in turn. Without a stored hash it takes as long and says no. */
  matches(stored: string | null, password: string): Promise<boolean>;
  /** Whether a stored hash was made with less than is used now. */
  isOutdated(stored: string): boolean;
}

const STRENGTH = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MARK = '$argon2id$v=19$m=19456,t=2,p=1$';

export function openHashing(waiting = 20): Hashing {
  let nobody: Promise<string> | null = null;
  return {
    inTurn: oneAtATime(waiting),
    hash: hashOf,
    async matches(stored, password) {
      nobody ??= hashOf('nobody has this password');
      const matches = await verify(stored ?? (await nobody), plain(password));
      return stored !== null && matches;
    },
    isOutdated: (stored) => !stored.startsWith(MARK),
  };
}

/** Lets one piece of work run at a time, in order; refuses with null when `waiting` are waiting already. */
export function oneAtATime(waiting: number) {
  let inside = 0;
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn<Result>(work: () => Promise<Result>): Promise<Result> | null {
    if (inside > waiting) return null;
    inside += 1;
    const leave = () => {
      inside -= 1;
    };
    const result = last.then(work);
    last = result.then(leave, leave);
    return result;
  };
}

function hashOf(password: string): Promise<string> {
  return hash(plain(password), STRENGTH);
}

/** The same characters typed on another keyboard are the same password. */
function plain(password: string): string {
  return password.normalize('NFC');
}
