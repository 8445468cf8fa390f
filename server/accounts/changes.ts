import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import type { AccountChanged } from './contract.ts';
import type { AccountModels } from './models.ts';

export type Listener = (change: AccountChanged) => void | Promise<void>;

/**
 * No right changes without a trace. A change is noted before it is made and the note stays until everybody who
 * listens (the journal) has taken it, so a crash between the two leaves a note that is told later,
 * under the same id.
 */
export interface Changes {
  onChange(listener: Listener): void;
  /** Notes the change, makes it, tells it. A refusal takes the note back; a fault leaves it, for it may be made. */
  make<Result>(
    change: Omit<AccountChanged, 'id'>,
    work: () => Promise<Result | Refusal>,
  ): Promise<Result | Refusal>;
  /** Tells what was left untold a minute ago or earlier; to be called once a minute. */
  tellPending(): Promise<void>;
}

/** A younger note is another request's, still at work: telling it early would close sockets before the change. */
const IN_HAND = 60_000;

interface Deps {
  readonly models: AccountModels;
  readonly now: () => number;
  /** Where a listener's fault goes; the change itself stands and is told again later. */
  readonly fault: (problem: unknown) => void;
}

export function openChanges(deps: Deps): Changes {
  const listeners: Listener[] = [];
  return {
    onChange: (listener) => void listeners.push(listener),
    make: (change, work) => make(deps, listeners, change, work),
    async tellPending() {
      const before = new Date(deps.now() - IN_HAND);
      const pending = await deps.models.change.find({ at: { $lt: before } }).lean();
      for (const { _id: id, accountId, what, session, byId } of pending)
        await tell(deps, listeners, { id, accountId, what, session, byId });
    },
  };
}

async function make<Result>(
  deps: Deps,
  listeners: readonly Listener[],
  change: Omit<AccountChanged, 'id'>,
  work: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const id = randomUUID();
  await deps.models.change.create({ _id: id, ...change, at: new Date(deps.now()) });
  const result = await work();
  if (isRefusal(result)) await deps.models.change.deleteOne({ _id: id });
  else await tell(deps, listeners, { id, ...change });
  return result;
}

async function tell(deps: Deps, listeners: readonly Listener[], change: AccountChanged): Promise<void> {
  try {
    for (const listener of listeners) await listener(change);
    await deps.models.change.deleteOne({ _id: change.id });
  } catch (problem) {
    deps.fault(problem);
  }
}
