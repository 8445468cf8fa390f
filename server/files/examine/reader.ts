import type { ChildProcess } from 'node:child_process';
import { forkRoom } from '../../forkRoom.ts';
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
    if (leaving) await end(leaving);
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
      const found = answer(child, patience.task);
      child.send(task, () => undefined); // a closed channel shows itself as an exit
      const result = await found;
      if (!result || result.what === 'spent') await rest();
      else idle = setTimeout(() => void rest(), patience.idle).unref();
      return result;
    },
  };
}

/** Little memory for scripts, and nothing of the server's environment but where to find things. */
async function start(patienceMs: number): Promise<ChildProcess> {
  const child = forkRoom('./child', import.meta.url, [], {
    execArgv: ['--max-old-space-size=128'],
    env: surroundings(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => undefined); // whoever waits for an answer hears of it
  const first = await answer(child, patienceMs);
  if (first?.what === 'ready') return child;
  await end(child);
  throw new Error('the process that reads uploaded files does not start');
}

function surroundings(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  const known = names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as NodeJS.ProcessEnv;
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** The child's next word; null when it ends, talks nonsense or says nothing in time. */
function answer(child: ChildProcess, patienceMs: number): Promise<Finding | null> {
  return new Promise((resolve) => {
    const settle = (found: Finding | null) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      resolve(found);
    };
    const onMessage = (message: unknown) => {
      const found = finding.safeParse(message);
      settle(found.success ? found.data : null);
    };
    const onEnd = () => settle(null);
    const timer = setTimeout(onEnd, patienceMs);
    child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
  });
}
