import { url as debuggerUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import type { WatcherData, WatcherMessage } from './watcher.ts';

export interface GuardSetting {
  /** The event loop stood for so many milliseconds; `stack` is where it was found, when that could be seen. */
  readonly stalled: (ms: number, stack: string | null) => void;
  /** Milliseconds after which a loop that still stands ends the process; 15 s by default. */
  readonly limitMs?: number;
  /** Called once the watcher watches. */
  readonly ready?: () => void;
}

const BEAT_MS = 50;
export const STALL_MS = 200;
const LIMIT_MS = 15_000;
/** What the watcher saw comes in just after the loop goes on. */
const SETTLE_MS = 100;

/**
 * Guards the event loop of this process from a thread of its own. A stall is told once it is over. A loop that stands
 * for longer than the limit will not answer a signal either: the watcher writes one line, with where it stands, and
 * kills the process, and the supervisor starts it anew; the journal has everything that was acknowledged.
 *
 * @returns how to stop
 */
export function guardLoop({ stalled, limitMs = LIMIT_MS, ready }: GuardSetting): () => void {
  const shared = new SharedArrayBuffer(4);
  const beats = new Int32Array(shared);
  const data: WatcherData = { shared, stallMs: STALL_MS, limitMs, mayKill: debuggerUrl() === undefined };
  const worker = startWatcher(data);
  let stack: string | null = null;
  worker.on('message', (message: WatcherMessage) => {
    if (message === 'ready') ready?.();
    else stack = message.stack;
  });
  worker.on('error', () => undefined); // without its watcher the loop runs on, and stalls are told without a stack
  worker.unref();
  let before = performance.now();
  const beat = () => {
    Atomics.add(beats, 0, 1);
    const now = performance.now();
    const late = now - before - BEAT_MS;
    before = now;
    if (late <= STALL_MS) return;
    setTimeout(() => {
      stalled(Math.round(late), stack);
      stack = null;
    }, SETTLE_MS);
  };
  const timer = setInterval(beat, BEAT_MS);
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}

/** From the build, and from the sources: a thread does not inherit what reads TypeScript, so it is told to. */
function startWatcher(workerData: WatcherData): Worker {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./watcher.js', here), { workerData });
  const file = JSON.stringify(new URL('./watcher.ts', here).href);
  const reader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const begin = `import(${reader}).then(({ register }) => (register(), import(${file})));`;
  return new Worker(begin, { workerData, eval: true });
}
