import { guardLoop } from '../../server/watch/stall/guard.ts';

/**
 * Run as a process of its own: guards its event loop and then lets it stand, for
 * `node stalling.ts <limit in ms> <stand in ms>`. Says each stall as a line of JSON.
 */
const [limitMs, standMs] = process.argv.slice(2).map(Number) as [number, number];
let told = false;
const stop = guardLoop({
  limitMs,
  ready: burn,
  stalled(ms, stack) {
    process.stdout.write(`${JSON.stringify({ ms, stack })}\n`);
    if (ms < standMs / 2) return; // a busy machine may stall by itself before
    told = true;
  },
});
const end = setInterval(() => {
  if (!told) return;
  clearInterval(end);
  stop();
  process.disconnect();
}, 100);

function burn(): void {
  const until = performance.now() + standMs;
  while (performance.now() < until);
}
