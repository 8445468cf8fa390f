import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into the server's process before the server: tells, when asked, what cannot be seen from outside. */
const prototype = Object.getOwnPropertyNames(Object.prototype).sort().join();
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let unhandled = 0;
process.on('unhandledRejection', () => (unhandled += 1));
process.on('uncaughtExceptionMonitor', () => (unhandled += 1));

/** What the server's process says of itself. */
export interface Probed {
  /** Whether `Object.prototype` is as it was before the server began. */
  readonly untouched: boolean;
  readonly unhandled: number;
  readonly rssMb: number;
  /** The longest time that nothing else could be done since it was last asked, in milliseconds. */
  readonly stallMs: number;
}

process.on('message', (message) => {
  if (message !== 'probe') return;
  const probed: Probed = {
    untouched: Object.getOwnPropertyNames(Object.prototype).sort().join() === prototype,
    unhandled,
    rssMb: Math.round(process.memoryUsage().rss / 1_048_576),
    stallMs: Math.round(delay.max / 1e6),
  };
  delay.reset();
  process.send?.({ probed });
});
process.channel?.unref();
