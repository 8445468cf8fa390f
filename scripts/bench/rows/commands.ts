import { openCrowd } from '../crowd/crowd.ts';
import { PATH } from './fanOut.ts';
import type { BareHost } from '../hosts/bare.ts';
import type { LiveHost } from '../hosts/live.ts';
import { headOf, openHouse, type House } from '../house.ts';
import { openRoom } from '../room.ts';
import { quantile, rowOf, type Row } from '../row.ts';
import { REPORT_COMMAND } from '../sample.ts';

const WRITERS = 64;
const CLIENTS = 1_000;
const MS = 3_000;

type Crowd = ReturnType<typeof openCrowd>;
interface Rate {
  /** Accepted commands a second. */
  readonly rate: number;
  readonly p50: number;
  /** Server CPU for each, in microseconds. */
  readonly cpu: number;
}

/** Row 4: the whole way of a command against the barest server on the same store with the same inserts. */
export async function pathRows(rounds = 4): Promise<Row[]> {
  const house = await openHouse();
  const host = openRoom<BareHost>('../hosts/bare', import.meta.url);
  const writers = openCrowd();
  try {
    const port = await host.ask('keep', { disk: true });
    const got = { product: [] as Rate[], each: [] as Rate[], together: [] as Rate[] };
    for (let n = -1; n < rounds; n += 1) {
      const cpu = () => host.ask('cpu');
      const each = await rateOf(writers, { port, path: '/each', cpu });
      const together = await rateOf(writers, { port, path: '/', cpu });
      const product = await houseRate(writers, house);
      if (n < 0) continue; // to warm up
      got.product.push(product);
      got.each.push(each);
      got.together.push(together);
    }
    const each = paired(got.product, got.each, ({ rate }) => rate);
    const together = paired(got.product, got.together, ({ rate }) => rate);
    const cpu = paired(got.product, got.together, (one) => one.cpu);
    const what = `POST /api/commands, ${WRITERS} writers, durable: accepted a second`;
    return [
      rowOf('4', `${what}; by bare node:http that parses and inserts the like, one insert a request`, {
        ...{ ...each, unit: '/s', ratioAtLeast: 0.45 },
      }),
      rowOf('4-together', `${what}; by the same that inserts together what waits, as the product does`, {
        ...{ ...together, unit: '/s' },
      }),
      rowOf(
        '4-cpu',
        'the same: CPU of the server’s process for a command, with records and snapshots; by bare, together',
        {
          ...{ ...cpu, unit: 'µs' },
        },
      ),
    ];
  } finally {
    await Promise.all([house.done(), host.close(), writers.close()]);
  }
}

/** Row 5: what a thousand screens take from the commands. */
export async function starvingRows(rounds = 3): Promise<Row[]> {
  const house = await openHouse();
  const [crowd, writers] = [openCrowd(), openCrowd()];
  try {
    const got = { none: [] as Rate[], many: [] as Rate[] };
    for (let n = 0; n < rounds; n += 1) {
      got.none.push(await houseRate(writers, house));
      const hello = { epoch: house.epoch, since: await headOf(house) };
      const where = { port: house.port, path: PATH, hello };
      await crowd.ask('open', { name: 'all', where, count: CLIENTS, cookies: [...house.cookies] });
      got.many.push(await houseRate(writers, house));
      await crowd.ask('leave', { name: 'all' });
    }
    const rate = paired(got.many, got.none, (one) => one.rate);
    const p50 = paired(got.many, got.none, (one) => one.p50);
    const what = `with ${CLIENTS} screens following, ${WRITERS} writers`;
    return [
      rowOf('5', `commands accepted a second ${what}; by the same server with none`, {
        ...{ ...rate, unit: '/s', ratioAtLeast: 0.4 },
      }),
      rowOf('5-ack', `acknowledgement ${what}, median; by the same server with none`, {
        ...{ ...p50, unit: 'ms', ratioAtMost: 3 },
      }),
    ];
  } finally {
    await Promise.all([house.done(), crowd.close(), writers.close()]);
  }
}

/** Row 6: how many commands share a commit, and what that gains. */
export async function commitRows(): Promise<Row[]> {
  const host = openRoom<LiveHost>('../hosts/live', import.meta.url);
  const crowd = openCrowd();
  try {
    const { product: port } = await host.ask('open', { disk: true, records: false });
    const measure = async (writers: number) => {
      const before = await host.ask('commits');
      const load = { port, path: '/', body: REPORT_COMMAND, writers, ms: MS };
      const { accepted, ms } = await crowd.ask('write', load);
      return { rate: (accepted / ms) * 1_000, each: ((await host.ask('commits')) - before) / accepted };
    };
    const [one, many]: [Commits[], Commits[]] = [[], []];
    for (let n = 0; n < 3; n += 1) {
      one.push(await measure(1));
      many.push(await measure(WRITERS));
    }
    return sharing(one, many);
  } finally {
    await Promise.all([host.close(), crowd.close()]);
  }
}

interface Commits {
  readonly rate: number;
  /** Commits for a command. */
  readonly each: number;
}

function sharing(one: readonly Commits[], many: readonly Commits[]): Row[] {
  const each = quantile(
    many.map((all) => all.each),
    0.5,
  );
  const { value, reference, ratio } = paired(many, one, ({ rate }) => rate);
  return [
    rowOf(
      '6',
      `commits (a sync each at most) for a command, ${WRITERS} writers at the desk, no HTTP but the barest`,
      {
        ...{ value: each, unit: '', atMost: 1 / 16 },
      },
    ),
    rowOf('6-rate', 'commands a second there; by one writer', { value, reference, ratio, unit: '/s' }),
  ];
}

function houseRate(writers: Crowd, house: House): Promise<Rate> {
  const { port, cookies } = house;
  return rateOf(writers, {
    port,
    path: '/api/commands',
    cookie: cookies[0] as string,
    cpu: () => house.cpu(),
  });
}

interface Door {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  readonly cpu: () => Promise<number>;
}

async function rateOf(writers: Crowd, { cpu, ...door }: Door): Promise<Rate> {
  const before = await cpu();
  const written = await writers.ask('write', { ...door, body: REPORT_COMMAND, writers: WRITERS, ms: MS });
  if (written.refused > 0) throw new Error(`${written.refused} commands were not accepted`);
  const { accepted, ms, p50 } = written;
  return { rate: (accepted / ms) * 1_000, p50, cpu: (((await cpu()) - before) / accepted) * 1_000 };
}

function paired<T>(these: readonly T[], those: readonly T[], of: (one: T) => number) {
  const median = (all: readonly T[]) => quantile(all.map(of), 0.5);
  const ratio = quantile(
    these.map((one, n) => of(one) / of(those[n] as T)),
    0.5,
  );
  return { value: median(these), reference: median(those), ratio };
}
