import { probe } from '../gauges.ts';
import { figure, never, type Measure, type Scale } from '../part.ts';
import { inTownship, onGround, startServer, type Township } from '../township.ts';
import { acceptedOf, proofOf, sharing } from './common.ts';

const CLIENTS = 1_000;
const COUNT = 1_000;
const SECONDS = 5;

/** A typhoon warning: every village answers within five seconds, half of them over HTTP. */
export function burst({ clients = CLIENTS }: Scale): Promise<Measure[]> {
  return onGround({ clients }, async (ground) => {
    const { done, proven } = await inTownship(ground, startServer, answer);
    return [...done, proofOf(proven)];
  });
}

async function answer({ server, crowd }: Township): Promise<Measure[]> {
  const probes = [probe(server.port, '/livez'), probe(server.port, '/readyz')];
  const { done, shares } = await sharing(server, crowd, () =>
    crowd.ask('burst', { count: COUNT, seconds: SECONDS }),
  );
  const health = await Promise.all(probes.map((one) => one.end()));
  const { putOff, withoutWhen, ...given } = done;
  const slowest = Math.max(...health.map(({ max }) => max));
  const failed = health.reduce((sum, one) => sum + one.failed, 0);
  const came = `${COUNT} commands in ${SECONDS} s, half of them over HTTP`;
  return [
    figure('all', `${came}: all acknowledged after`, given.ms / 1_000, 's', 15),
    figure('ack', 'acknowledgement, 99th percentile', given.ackP99, 'ms'),
    figure('health', '/livez and /readyz meanwhile, slowest', slowest, 'ms', 1_000),
    never('ill', 'of these answered otherwise than 200', failed),
    never('when', `told to come again ${putOff} times, without Retry-After`, withoutWhen),
    acceptedOf(given),
    ...shares,
  ];
}
