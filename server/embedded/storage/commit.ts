import { code, fault, MongoFault, StorageError } from '../errors.ts';
import type { KeyValue } from './kv.ts';

interface Waiting {
  work: () => unknown;
  done: (result: never) => void;
  failed: (error: unknown) => void;
}

interface Outcome {
  refused: boolean;
  value: unknown;
}

/**
 * Group commit: all writes that came in during one turn of the event loop share one transaction, and are answered
 * once that is on disk. While a commit holds the thread, the next writes gather in the sockets' buffers.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private scheduled: NodeJS.Immediate | undefined;
  private closed = false;
  private readonly kv: KeyValue;
  private readonly hooks: CommitHooks;
  /** Grows with every transaction; tells a reader whether what it read may have changed since. */
  version = 0;

  constructor(kv: KeyValue, hooks: CommitHooks) {
    this.kv = kv;
    this.hooks = hooks;
  }

  /**
   * Runs `work` in the next transaction and resolves with its result when that is durable. Work that throws a
   * refusal must have left everything consistent; any other error undoes the transaction.
   */
  write<R>(work: () => R): Promise<R> {
    return new Promise<R>((done, failed) => {
      if (this.closed) fault(code.interruptedAtShutdown, 'the store is being closed');
      this.waiting.push({ work, done, failed });
      this.scheduled ??= setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting, and takes nothing more. */
  close(): void {
    this.closed = true;
    this.flush();
  }

  private flush(): void {
    if (this.scheduled) clearImmediate(this.scheduled);
    this.scheduled = undefined;
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    try {
      this.commit(batch);
    } catch (error) {
      this.undo(error);
      // One write must not take its neighbours with it: each is tried again, alone.
      if (batch.length > 1) for (const one of batch) this.alone(one);
      else batch[0]!.failed(error);
    }
  }

  private alone(one: Waiting): void {
    try {
      this.commit([one]);
    } catch (error) {
      this.undo(error);
      one.failed(error);
    }
  }

  private undo(error: unknown): void {
    this.hooks.undone();
    if (error instanceof StorageError && !error.diskFull) this.hooks.broken(error);
  }

  private commit(batch: Waiting[]): void {
    this.version++;
    const outcomes = this.kv.transact(() => {
      const done = batch.map((one) => attempt(one.work));
      this.hooks.committing();
      return done;
    });
    outcomes.forEach(({ refused, value }, n) =>
      refused ? batch[n]!.failed(value) : batch[n]!.done(value as never),
    );
  }
}

export interface CommitHooks {
  /** Within the transaction, after the work: what is kept in memory is written down. */
  committing(): void;
  /** The transaction is undone: what is kept in memory must be read again. */
  undone(): void;
  /** The storage failed for another reason than a full disk: what is on disk is no longer certain. */
  broken(error: StorageError): void;
}

function attempt(work: () => unknown): Outcome {
  try {
    return { refused: false, value: work() };
  } catch (error) {
    if (!(error instanceof MongoFault)) throw error;
    return { refused: true, value: error };
  }
}
