import { figure, type Measure, type Scale } from '../part.ts';
import { collected, inTownship, onGround, startServer, type Township } from '../township.ts';
import { acceptedOf, proofOf, sharing } from './common.ts';

const CLIENTS = 1_000;
const PER_SECOND = 100;
const SECONDS = 60;
/** What is new in the first seconds is compiled, and the pool of reports filled. */
const WARM_SECONDS = 20;

/** A busy night: a thousand screens, a hundred commands a second. */
export function steady({ seconds = SECONDS, clients = CLIENTS }: Scale): Promise<Measure[]> {
  return onGround({ clients, longRun: true }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, (township) => busy(township, seconds));
    return [...done, proofOf(proven)];
  });
}

async function busy({ server, crowd, watched }: Township, seconds: number): Promise<Measure[]> {
  await crowd.ask('drive', { perSecond: PER_SECOND, seconds: WARM_SECONDS });
  const kept = await collected(server);
  const [from, start] = [watched.memory.length, performance.now()];
  const { done: given, shares } = await sharing(server, crowd, () =>
    crowd.ask('drive', { perSecond: PER_SECOND, seconds }),
  );
  const late = await watched.gauge('nodejs_eventloop_lag_p99_seconds');
  const peak = Math.max(...watched.memory.slice(from).map(({ mb }) => mb));
  const minutes = (performance.now() - start) / 60_000;
  const slope = ((await collected(server)) - kept) / minutes;
  const screen = 'from there to the last screen that may see it, 99th percentile';
  return [
    figure('ack-p50', 'acknowledgement, median', given.ackP50, 'ms', 50),
    figure('ack', 'acknowledgement, 99th percentile', given.ackP99, 'ms', 500),
    figure('screen', screen, given.screenP99, 'ms', 1_000),
    figure('loop', 'delay of the event loop, 99th percentile, as /metrics has it', late * 1_000, 'ms', 100),
    figure('rss', 'memory of the server’s process, peak', peak, 'MB', 512),
    figure('slope', 'how it grows, its garbage collected before and after', slope, 'MB/min', 1),
    acceptedOf(given),
    ...shares,
  ];
}
