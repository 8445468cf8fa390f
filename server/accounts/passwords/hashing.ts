import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with 19 MiB, two passes and one lane (OWASP Password Storage). Hashing shares two cores and one thread
 * pool with every durable write, so one runs at a time, twenty wait, and whoever comes beyond is told to come back:
 * a flood of sign-ins must not slow a report. Whoever is known at his device waits in a line of its own that goes
 * first: a flood of strangers must not keep the office out.
 */
export interface Hashing {
  /** Runs `work` when its turn comes, that of the `known` before the others'; null when the line is full. */
  inTurn<Result>(work: () => Promise<Result>, known?: boolean): Promise<Result> | null;
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

/**
 * Lets one piece of work run at a time, in order; what goes first before what does not. Refuses with null when
 * `waiting` of the same kind are waiting already.
 */
export function oneAtATime(waiting: number) {
  const line = { first: [] as (() => void)[], then: [] as (() => void)[] };
  let running = false;
  const leave = () => {
    const next = line.first.shift() ?? line.then.shift();
    if (next) next();
    else running = false;
  };
  return function inTurn<Result>(work: () => Promise<Result>, first = false): Promise<Result> | null {
    const mine = first ? line.first : line.then;
    if (running && mine.length >= waiting) return null;
    const turn = running ? new Promise<void>((go) => mine.push(go)) : Promise.resolve();
    running = true;
    return turn.then(work).finally(leave);
  };
}

function hashOf(password: string): Promise<string> {
  return hash(plain(password), STRENGTH);
}

/** The same characters typed on another keyboard are the same password. */
function plain(password: string): string {
  return password.normalize('NFC');
}
