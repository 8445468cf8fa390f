import { setTimeout as pause } from 'node:timers/promises';
import { openCrowd } from '../crowd/crowd.ts';
import type { LiveHost } from '../hosts/live.ts';
import { openRoom, type Room } from '../room.ts';
import { quantile, rowOf, type Row } from '../row.ts';

type Side = 'product' | 'bare';
interface Round {
  readonly cpu: number;
  readonly half: number;
  readonly last: number;
}

/** Where Socket.IO listens. */
export const PATH = '/socket.io/?EIO=4&transport=websocket';

/** Rows 1 and 2: what one event to many screens costs, against a bare WebSocket server in the same process. */
export async function fanOutRows(clients: number, rounds: number): Promise<Row[]> {
  const measured = await measure(clients, rounds);
  const [product, bare] = [measured.product, measured.bare];
  return clients < 5_000 ? costRows(clients, product, bare) : scaleRows(clients, product, bare);
}

function costRows(clients: number, product: readonly Round[], bare: readonly Round[]): Row[] {
  const each = (rounds: readonly Round[]) =>
    quantile(
      rounds.map(({ cpu }) => cpu),
      0.5,
    ) *
    (1_000 / clients);
  const ratio = quantile(
    product.map(({ cpu }, n) => cpu / (bare[n] as Round).cpu),
    0.5,
  );
  return [
    rowOf(
      '1',
      `fan-out of one event to ${clients} screens: server CPU a delivery, from the durable entry on; by raw ws with one prebuilt frame in one buffer, unbatched as the product’s`,
      {
        ...{ value: each(product), unit: 'µs', reference: each(bare), ratio, ratioAtMost: 1.2 },
      },
    ),
  ];
}

function scaleRows(clients: number, product: readonly Round[], bare: readonly Round[]): Row[] {
  const rate = (rounds: readonly Round[]) =>
    quantile(
      rounds.map(({ last }) => clients / last),
      0.5,
    );
  const paired = (of: (round: Round) => number) =>
    quantile(
      product.map((round, n) => of(round) / of(bare[n] as Round)),
      0.5,
    );
  const last = (rounds: readonly Round[]) =>
    quantile(
      rounds.map((round) => round.last),
      0.5,
    );
  return [
    rowOf('2', `fan-out of one event to ${clients} screens: deliveries a second; by raw ws as in row 1`, {
      ...{
        value: rate(product),
        unit: 'k/s',
        reference: rate(bare),
        ratio: 1 / paired((one) => one.last),
        ratioAtLeast: 0.85,
      },
    }),
    rowOf('2-last', 'the same: until 99 in 100 have it', {
      ...{
        value: last(product),
        unit: 'ms',
        reference: last(bare),
        ratio: paired((one) => one.last),
        ratioAtMost: 1.25,
      },
    }),
  ];
}

async function measure(clients: number, rounds: number): Promise<Record<Side, Round[]>> {
  const host = openRoom<LiveHost>('../hosts/live', import.meta.url);
  const crowd = openCrowd();
  try {
    const { product, bare, epoch, seq: since } = await host.ask('open', { disk: false, records: false });
    const hello = { epoch, since };
    const cookies = Array.from({ length: clients }, (_, n) => `screen-${n}`);
    await crowd.ask('open', { name: 'bare', where: { port: bare, path: '/' }, count: clients });
    const where = { port: product, path: PATH, hello };
    await crowd.ask('open', { name: 'product', where, count: clients, cookies });
    const got: Record<Side, Round[]> = { product: [], bare: [] };
    for (let n = -2; n < rounds; n += 1) {
      for (const side of n % 2 === 0 ? (['product', 'bare'] as const) : (['bare', 'product'] as const)) {
        const round = await oneEvent(host, crowd, side, clients);
        if (n >= 0) got[side].push(round);
      }
    }
    return got;
  } finally {
    await Promise.all([host.close(), crowd.close()]);
  }
}

/**
 * Five events one after the other, each when the one before has come to all and the time has passed in which the
 * product would merge it with the next; the mean of them.
 */
const EVENTS = 5;
const MERGING_MS = 120;

async function oneEvent(
  host: Room<LiveHost>,
  crowd: ReturnType<typeof openCrowd>,
  side: Side,
  frames: number,
): Promise<Round> {
  const before = await host.ask('cpu');
  let [half, last] = [0, 0];
  for (let n = 0; n < EVENTS; n += 1) {
    await crowd.ask('expect', { name: side, frames });
    await pause(MERGING_MS);
    const at = await host.ask('send', { to: side, events: 1 });
    const [median = 0, end = 0] = await crowd.ask('arrived', { quantiles: [0.5, 0.99] });
    half += (median - at) / EVENTS;
    last += (end - at) / EVENTS;
  }
  return { cpu: ((await host.ask('cpu')) - before) / EVENTS, half, last };
}
