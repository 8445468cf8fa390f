import type { ChildProcess } from 'node:child_process';
import { forkRoom } from '../../forkRoom.ts';
import { finding, no, type Answer, type Finding } from './task.ts';

/** How long the child may take to start and to read one file, in milliseconds. */
export interface Patience {
  readonly start: number;
  readonly task: number;
}
export const PATIENCE: Patience = { start: 30_000, task: 5_000 };
/** Megabytes of objects; bytes lie beside them and are capped by what may be unpacked. */
const HEAP_MB = 160;

/**
 * Reads a table in a child process of its own, which is ended whatever it says or does not say. One that runs out of
 * time or memory was not worth opening: damaged.
 *
 * @throws when the child cannot be started
 */
export async function readTable(bytes: Uint8Array, patience: Patience = PATIENCE): Promise<Answer> {
  const child = forkRoom('./child', import.meta.url, [], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    env: surroundings(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.on('error', () => undefined); // whoever waits for an answer hears of it
  try {
    const first = await answer(child, patience.start);
    if (first?.what !== 'ready') throw new Error('the process that reads tables does not start');
    const found = answer(child, patience.task);
    child.send({ bytes }, () => undefined); // a closed channel shows itself as an exit
    const said = await found;
    return !said || said.what === 'ready' ? no('import.damaged') : said;
  } finally {
    await end(child);
  }
}

function surroundings(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  const known = names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as NodeJS.ProcessEnv;
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

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
