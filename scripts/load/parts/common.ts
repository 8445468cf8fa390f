import type { Given } from '../crowd/given.ts';
import { figure, never, type Measure } from '../part.ts';
import { faultsIn, type Proven } from '../proof.ts';
import type { Served } from '../township.ts';
import type { Room } from '../../bench/room.ts';
import type { Crowd } from '../crowd/child.ts';

/** What every part must show: nobody misses anything, sees what is not his, or was promised what is not there. */
export function proofOf(proven: Proven): Measure {
  const { screens, acknowledged, missing, foreign, gap, backwards, lost, twice, differing } = proven;
  const rows = `${missing} missing, ${differing} differing, ${foreign} foreign, ${gap + backwards} out of order`;
  const acks = `of ${acknowledged} acknowledged ${lost} lost, ${twice} twice`;
  const metric = `${screens} screens = see(fold(journal)): ${rows}; ${acks}`;
  return never('proof', metric, faultsIn(proven), 'faults');
}

/** That every command was accepted: a duty of this kind gives the server no reason to refuse one. */
export function acceptedOf({ sent, accepted, refused, unanswered }: Given): Measure {
  const which = refused.length > 0 ? ` (${refused.join(', ')})` : '';
  return never(
    'errors',
    `of ${sent} commands not accepted${which}; ${unanswered} unanswered`,
    sent - accepted,
  );
}

/** How much of the machine's two cores the server and the crowd took, in percent of one core. */
export async function sharing<T>(
  server: Served,
  crowd: Room<Crowd>,
  work: () => Promise<T>,
): Promise<{ done: T; shares: readonly Measure[] }> {
  const read = async () => ({
    server: await server.cpu(),
    crowd: await crowd.ask('cpu'),
    at: performance.now(),
  });
  const before = await read();
  const done = await work();
  const after = await read();
  const share = (of: 'server' | 'crowd') => (100 * (after[of] - before[of])) / (after.at - before.at);
  return {
    done,
    shares: [
      figure('cpu-server', 'CPU of the server’s process, of one core', share('server'), '%'),
      figure('cpu-crowd', 'CPU of the load generator, of one core', share('crowd'), '%'),
    ],
  };
}
