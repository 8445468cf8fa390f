import { figure, type Measure, type Scale } from '../part.ts';
import { collected, inTownship, onGround, startServer, type Township } from '../township.ts';
import { acceptedOf, proofOf, sharing } from './common.ts';

const CLIENTS = 1_000;
const PER_SECOND = 100;
const SECONDS = 60;
/** What is new in the first minute is compiled, the pool of reports filled, and the heap as large as it likes to be. */
const WARM_SECONDS = 60;
/** So many readings, one a second, are what memory is before the measured time and at its end. */
const READINGS = 10;

/** A busy night: a thousand screens, a hundred commands a second. */
export function steady({ seconds = SECONDS, clients = CLIENTS }: Scale): Promise<Measure[]> {
  return onGround({ clients, longRun: true }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, (township) => busy(township, seconds));
    return [...done, proofOf(proven)];
  });
}

async function busy({ server, crowd, watched }: Township, seconds: number): Promise<Measure[]> {
  await crowd.ask('drive', { perSecond: PER_SECOND, seconds: WARM_SECONDS });
  const warm = watched.memory.slice(-READINGS).map(({ mb }) => mb);
  const kept = await collected(server, watched);
  const [from, start] = [watched.memory.length, performance.now()];
  const { done: given, shares } = await sharing(server, crowd, () =>
    crowd.ask('drive', { perSecond: PER_SECOND, seconds }),
  );
  const late = await watched.gauge('nodejs_eventloop_lag_p99_seconds');
  const memory = watched.memory.slice(from).map(({ mb }) => mb);
  const growth = (100 * middle(memory.slice(-READINGS))) / middle(warm) - 100;
  const minutes = (performance.now() - start) / 60_000;
  const slope = ((await collected(server, watched)) - kept) / minutes;
  const screen = 'from there to the last screen that may see it, 99th percentile';
  return [
    figure('ack-p50', 'acknowledgement, median', given.ackP50, 'ms', 50),
    figure('ack', 'acknowledgement, 99th percentile', given.ackP99, 'ms', 500),
    figure('screen', screen, given.screenP99, 'ms', 1_000),
    figure('loop', 'delay of the event loop, 99th percentile, as /metrics has it', late * 1_000, 'ms', 100),
    figure('rss', 'memory of the server’s process, peak', Math.max(...memory), 'MB', 512),
    figure('rss-growth', 'the same: at the end over the ten seconds before', growth, '%', 5),
    figure('slope', 'growth of what it keeps, its garbage collected before and after', slope, 'MB/min', 1),
    acceptedOf(given),
    ...shares,
  ];
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
