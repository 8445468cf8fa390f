import type { ChildProcess } from 'node:child_process';
import { endConfined, findingOf, isAlive, startConfined } from '../../confined.ts';
import { finding, type Finding, type Task } from './task.ts';

export interface Patience {
  /** How long the child may take over one file, and to start. Milliseconds. */
  readonly task: number;
  readonly start: number;
  /** After this long without work it is let go, with its memory. */
  readonly idle: number;
}
export const PATIENCE: Patience = { task: 15_000, start: 30_000, idle: 60_000 };

/** The child process: started when there is work, gone when there has been none for a while. One task at a time. */
export interface Reader {
  /**
   * The child's finding; null when it ended or ran out of time, in which case it is killed.
   *
   * @throws when it cannot even be started
   */
  ask(task: Task): Promise<Finding | null>;
  pid(): number | undefined;
  /** Ends the child and waits until it is gone. */
  rest(): Promise<void>;
}

/** A child is replaced after so many files, so that no leak in it grows for ever. */
const LIFE = 100;

export function openReader(patience: Patience): Reader {
  let child: ChildProcess | null = null;
  let left = LIFE;
  let idle: NodeJS.Timeout | undefined;

  const rest = async () => {
    clearTimeout(idle);
    const leaving = child;
    child = null;
    if (leaving) await endConfined(leaving);
  };
  return {
    rest,
    pid: () => child?.pid,
    ask: async (task) => {
      clearTimeout(idle);
      if (left === 0 || (child && !isAlive(child))) await rest();
      if (!child) {
        child = await start(patience.start);
        left = LIFE;
      }
      left -= 1;
      const found = findingOf(child, finding, patience.task);
      child.send(task, () => undefined); // a closed channel shows itself as an exit
      const result = await found;
      if (!result || result.what === 'spent') await rest();
      else idle = setTimeout(() => void rest(), patience.idle).unref();
      return result;
    },
  };
}

function start(startMs: number): Promise<ChildProcess> {
  return startConfined(import.meta.url, { heapMb: 128, startMs });
}
