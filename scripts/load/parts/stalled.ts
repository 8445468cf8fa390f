import { figure, type Measure, type Scale } from '../part.ts';
import { inTownship, onGround, startServer, type Township } from '../township.ts';
import { acceptedOf, proofOf } from './common.ts';

const CLIENTS = 500;
const STALLED = 50;
const SECONDS = 30;
/** Letters of two thousand characters, six kilobytes each: more than a megabyte a second to every desk. */
const PER_SECOND = 200;
const WARM_SECONDS = 10;
const POLL_MS = 100;

/** Fifty desks of five hundred screens stop reading while much is sent to them. */
export function stalled({ clients = CLIENTS, seconds = SECONDS }: Scale): Promise<Measure[]> {
  return onGround({ clients, longRun: true }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, (township) => stall(township, seconds));
    return [...done, proofOf(proven)];
  });
}

async function stall(township: Township, seconds: number): Promise<Measure[]> {
  const { crowd, watched, seats } = township;
  const count = Math.min(STALLED, seats.filter(({ kind }) => kind === 'desk').length - 1);
  const load = { perSecond: PER_SECOND, kind: 'letters' as const };
  await crowd.ask('drive', { ...load, seconds: WARM_SECONDS });
  const baseline = await crowd.ask('drive', { ...load, seconds: seconds / 2 });
  const [from, bytes] = [watched.memory.length, await sent(watched)];
  const before = highest(watched.memory.slice(-Math.ceil(seconds / 2)));
  const stoppedAt = await crowd.ask('stopReading', { desks: count });
  const letters = crowd.ask('drive', { ...load, seconds });
  const droppedAt = await dropped(township, count, seconds);
  const given = await letters;
  const kept = count - (await letGo(watched));
  const rate = ((await sent(watched)) - bytes) / given.ms / 1_000;
  const growth = highest(watched.memory.slice(from)) - before;
  await crowd.ask('readOn');
  await crowd.ask('allBack', { since: 0 });
  const [value, reference] = [given.screenP99, baseline.screenP99];
  const healthy = 'from acknowledgement to the last of the others, 99th percentile; by the same before';
  return [
    figure('fan-out', 'sent to all screens together', rate, 'MB/s'),
    figure(
      'dropped',
      `from when ${count} stop reading until the last is let go`,
      (droppedAt - stoppedAt) / 1_000,
      's',
      10,
    ),
    figure('kept', 'stalled ones that were not let go, or others that were', Math.abs(kept), '', 0),
    figure('rss', 'growth of the server’s memory meanwhile', growth, 'MB', 100),
    { ...figure('healthy', healthy, value, 'ms'), reference, ratioAtMost: 2 },
    acceptedOf(given),
  ];
}

/** When so many were let go; never, for as long as is waited. */
async function dropped({ crowd, watched }: Township, count: number, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    if ((await letGo(watched)) >= count) return crowd.ask('now');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return Infinity;
}

type Watched = Township['watched'];
const letGo = (watched: Watched) => watched.gauge('zhishou_sockets_ended_total', 'why="too-slow"');
const sent = (watched: Watched) => watched.gauge('zhishou_socket_bytes_total');
const highest = (memory: Watched['memory']) => Math.max(...memory.map(({ mb }) => mb));
