import { openCrowd } from '../crowd/crowd.ts';
import { PATH } from './fanOut.ts';
import type { LiveHost } from '../hosts/live.ts';
import { openRoom } from '../room.ts';
import { quantile, rowOf, type Row } from '../row.ts';
import { REPORT_COMMAND } from '../sample.ts';

const CLIENTS = 1_000;
const WRITERS = 64;
const MS = 3_000;

interface Burst {
  readonly delivered: number;
  readonly gaps: number;
  readonly missing: number;
  readonly perCommit: number;
}

/** Row 3: events delivered a second while 64 write as fast as they can, against one emit for each event. */
export async function burstRows(rounds = 3): Promise<Row[]> {
  const host = openRoom<LiveHost>('../hosts/live', import.meta.url);
  const [crowd, writers] = [openCrowd(), openCrowd()];
  try {
    const { epoch, ...ports } = await host.ask('open', { disk: false, records: true });
    const burst = async (way: 'product' | 'each'): Promise<Burst> => {
      await host.ask('settle'); // a burst, not four on end
      await host.ask('tell', way);
      const since = await host.ask('seq');
      const where = { port: ports[way], path: PATH, hello: { epoch, since } };
      const cookies = Array.from({ length: CLIENTS }, (_, n) => `screen-${n}`);
      await crowd.ask('open', { name: way, where, count: CLIENTS, cookies });
      const commits = await host.ask('commits');
      const load = { port: ports[way], path: '/', body: REPORT_COMMAND, writers: WRITERS, ms: MS };
      const { ms, accepted } = await writers.ask('write', load);
      const seq = await host.ask('seq');
      const more = await crowd.ask('reaches', { name: way, seq });
      const { events, gaps } = await crowd.ask('tally', { name: way });
      const perCommit = accepted / ((await host.ask('commits')) - commits);
      await crowd.ask('leave', { name: way });
      return { delivered: events / (ms + more), gaps, missing: (seq - since) * CLIENTS - events, perCommit };
    };
    const got = { product: [] as Burst[], each: [] as Burst[] };
    for (let n = -1; n < rounds; n += 1) {
      const [each, product] = [await burst('each'), await burst('product')];
      if (n < 0) continue; // to warm up
      got.each.push(each);
      got.product.push(product);
    }
    return rows(got.product, got.each);
  } finally {
    await Promise.all([host.close(), crowd.close(), writers.close()]);
  }
}

function rows(product: readonly Burst[], each: readonly Burst[]): Row[] {
  const median = (bursts: readonly Burst[]) =>
    quantile(
      bursts.map(({ delivered }) => delivered),
      0.5,
    );
  const ratio = quantile(
    product.map(({ delivered }, n) => delivered / (each[n] as Burst).delivered),
    0.5,
  );
  const wrong = product.reduce((sum, { gaps, missing }) => sum + gaps + Math.abs(missing), 0);
  const what = `${WRITERS} writers, ${CLIENTS} screens`;
  return [
    rowOf(
      '3',
      `${what}: events delivered a second; by the same desk and store with Socket.IO’s emit for each event, unbatched`,
      {
        ...{ value: median(product), unit: 'k/s', reference: median(each), ratio, ratioAtLeast: 20 },
      },
    ),
    rowOf('3-order', `${what}: events that a screen missed or got out of order`, {
      ...{ value: wrong, unit: '', atMost: 0 },
    }),
  ];
}
