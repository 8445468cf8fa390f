import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** How late the event loop was within the last half to whole minute, in seconds. */
export interface LoopDelay {
  read(): { readonly p50: number; readonly p99: number; readonly max: number };
  close(): void;
}

const RESOLUTION_MS = 10;
const HALF_MS = 30_000;

/**
 * Two measurements that overlap, begun anew in turn: what is read always covers at least thirty seconds, however often
 * and by however many it is read.
 */
export function watchLoop(): LoopDelay {
  const begin = (): IntervalHistogram => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    histogram.enable();
    return histogram;
  };
  let older = begin();
  let younger = older;
  const timer = setInterval(() => {
    if (older !== younger) older.disable();
    older = younger;
    younger = begin();
  }, HALF_MS);
  return {
    read() {
      // The resolution itself is no delay. An empty histogram knows no number.
      const late = (nanoseconds: number) => Math.max(0, (nanoseconds || 0) / 1e9 - RESOLUTION_MS / 1000);
      const max = older.count > 0 ? older.max : 0;
      return { p50: late(older.percentile(50)), p99: late(older.percentile(99)), max: late(max) };
    },
    close() {
      clearInterval(timer);
      older.disable();
      younger.disable();
    },
  };
}
