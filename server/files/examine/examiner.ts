import { openReader, type Patience } from './reader.ts';
import type { Finding, Task } from './task.ts';

/** Reads what strangers sent, in a child process, one file at a time. */
export interface Examiner {
  /** Whether another file may join the queue. */
  hasRoom(): boolean;
  /**
   * What a file is; a photo is drawn anew on the way. `busy` when the queue is full, or when the child ended or
   * took too long over it: nothing is known then, and the same file may be tried again. A file (`id`) over which
   * this happened three times is called unreadable.
   *
   * @throws when the child cannot even be started
   */
  examine(id: string, task: Task): Promise<Verdict>;
  /** The process id of the child, while there is one. */
  pid(): number | undefined;
  /** Ends the child; what still waits is told `busy`. */
  close(): Promise<void>;
}

export type Verdict = Exclude<Finding, { what: 'ready' | 'spent' }> | { readonly what: 'busy' };

const BUSY: Verdict = { what: 'busy' };
const MOST_WAITING = 20;
const MOST_TRIES = 3;
const MOST_REMEMBERED = 200;

export function openExaminer(patience: Patience): Examiner {
  const reader = openReader(patience);
  const losses = new Map<string, number>();
  let queued = 0;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  const turn = async (id: string, task: Task): Promise<Verdict> => {
    try {
      if (closed) return BUSY;
      const found = await reader.ask(task);
      if (!found || found.what === 'spent' || found.what === 'ready') return noteLoss(losses, id);
      losses.delete(id);
      return found;
    } finally {
      queued -= 1;
    }
  };
  return {
    hasRoom: () => !closed && queued <= MOST_WAITING,
    pid: reader.pid,
    examine: (id, task) => {
      if (queued > MOST_WAITING) return Promise.resolve(BUSY);
      queued += 1;
      const mine = last.then(() => turn(id, task));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      closed = true;
      await reader.rest();
      await last;
      await reader.rest(); // one that was just starting
    },
  };
}

function noteLoss(losses: Map<string, number>, id: string): Verdict {
  const count = (losses.get(id) ?? 0) + 1;
  losses.delete(id);
  if (count >= MOST_TRIES) return { what: 'no', code: 'file.unreadable' };
  losses.set(id, count);
  if (losses.size > MOST_REMEMBERED) losses.delete(losses.keys().next().value as string);
  return BUSY;
}
