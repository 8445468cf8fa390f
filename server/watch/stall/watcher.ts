import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { stackOfMain } from './stackOfMain.ts';

/** What the watcher is given. */
export interface WatcherData {
  /** One number that the guarded loop raises at each beat. */
  readonly shared: SharedArrayBuffer;
  readonly stallMs: number;
  readonly limitMs: number;
  /** Not while a debugger is attached: a breakpoint is no stall. */
  readonly mayKill: boolean;
}
/** It watches from now on; or where the main thread was found standing. */
export type WatcherMessage = 'ready' | { readonly stack: string | null };

const LOOK_MS = 50;
/** A stack is taken at most so often, or of a stall twice as long as the last one: it costs the main thread a few milliseconds. */
const STACK_EVERY_MS = 60_000;

const { shared, stallMs, limitMs, mayKill } = workerData as WatcherData;
const beats = new Int32Array(shared);
let seen = 0;
let silentMs = 0;
let lookedAt = performance.now();
let stackAt = -STACK_EVERY_MS;
/** How long it had stood when a stack was last taken. */
let stackOfMs = 0;
let stack: string | null = null;
let asking = false;

setInterval(() => {
  const now = performance.now();
  // A machine that slept, or a process that was stopped, stood with us: only time in which we ran counts.
  silentMs += Math.min(now - lookedAt, 2 * LOOK_MS);
  lookedAt = now;
  const beat = Atomics.load(beats, 0);
  if (beat !== seen) {
    seen = beat;
    silentMs = 0;
    stack = null;
  } else if (silentMs > stallMs && isWorthAsking(now)) {
    stackAt = now;
    stackOfMs = silentMs;
    asking = true;
    void stackOfMain().then(tell);
  }
  if (silentMs > limitMs && mayKill) end();
}, LOOK_MS);

parentPort?.postMessage('ready' satisfies WatcherMessage);

/** Not of every stall; but a short one must not hide a long one, nor the last one before the process ends. */
function isWorthAsking(now: number): boolean {
  if (asking || stack !== null) return false;
  return now - stackAt > STACK_EVERY_MS || silentMs > 2 * stackOfMs || silentMs > limitMs / 2;
}

function tell(found: string | null): void {
  asking = false;
  stack = found;
  parentPort?.postMessage({ stack } satisfies WatcherMessage);
}

/** As the server's log would say it: its own is in the thread that stands. */
function end(): void {
  const time = new Date().toISOString();
  const msg = 'the event loop stands: the process ends and is started anew';
  const line = { level: 60, time, msg, ms: Math.round(silentMs), stack };
  writeSync(1, `${JSON.stringify(line)}\n`);
  process.kill(process.pid, 'SIGKILL');
}
