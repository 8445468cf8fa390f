import type { ChildProcess, ForkOptions } from 'node:child_process';
import type * as z from 'zod/mini';
import { forkRoom } from './forkRoom.ts';

/**
 * Starts a module that reads what strangers wrote, in a child process with little memory for scripts and nothing of the
 * server's environment but where to find things. It says `{ what: 'ready' }` when it can work.
 *
 * @param from the caller's `import.meta.url`; the module is `child` beside it
 * @throws when it does not start in time
 */
export async function startConfined(
  from: string,
  { heapMb, startMs, ...more }: { heapMb: number; startMs: number } & Pick<ForkOptions, 'serialization'>,
): Promise<ChildProcess> {
  const child = forkRoom('./child', from, [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    env: surroundings(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...more,
  });
  child.on('error', () => undefined); // whoever waits for its word hears of it
  const first = await wordOf(child, startMs);
  if ((first as { what?: unknown } | null)?.what === 'ready') return child;
  await endConfined(child);
  throw new Error('a process that reads uploaded files does not start');
}

/** The child's next word as a contract has it; null when it ends, talks nonsense or says nothing in time. */
export async function findingOf<S extends z.ZodMiniType>(
  child: ChildProcess,
  contract: S,
  patienceMs: number,
): Promise<z.infer<S> | null> {
  const found = contract.safeParse(await wordOf(child, patienceMs));
  return found.success ? found.data : null;
}

export function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Ends it whatever it does, and waits until it is gone. */
export async function endConfined(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

function surroundings(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  const known = names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as NodeJS.ProcessEnv;
}

function wordOf(child: ChildProcess, patienceMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (word: unknown) => {
      clearTimeout(timer);
      child.off('message', settle).off('exit', onEnd).off('error', onEnd);
      resolve(word);
    };
    const onEnd = () => settle(null);
    const timer = setTimeout(onEnd, patienceMs);
    child.on('message', settle).on('exit', onEnd).on('error', onEnd);
  });
}
