import { openCrowd } from '../crowd/crowd.ts';
import { PATH } from './fanOut.ts';
import type { LiveHost } from '../hosts/live.ts';
import { openRoom, type Room } from '../room.ts';
import { rowOf, type Row } from '../row.ts';

const KB = 1024;
const MB = KB * KB;
const STALLED = 100;

/** Row 11: what an idle screen costs in memory, against a bare WebSocket; and one that does not read. */
export async function memoryRows(clients = 4_000): Promise<Row[]> {
  const [product, bare] = [await perClient('product', clients), await perClient('bare', clients)];
  const [some, many] = [await stalled(20_000), await stalled(200_000)];
  return [
    rowOf('11', `memory of the server for an idle screen, ${clients} of them; by raw ws`, {
      ...{ value: product / KB, unit: 'kB', reference: bare / KB, ratioAtMost: 3 },
    }),
    ...stalledRows('11-stalled', '20000', some),
    ...stalledRows('11-stalled-long', '200000', many),
  ];
}

interface Stalled {
  readonly each: number;
  readonly dropped: number;
}

function stalledRows(row: string, events: string, { each, dropped }: Stalled): Row[] {
  const what = `${STALLED} screens that stop reading, ${events} events`;
  return [
    rowOf(row, `memory of the server for each of ${what}`, { value: each / MB, unit: 'MB', atMost: 0.4 }),
    rowOf(`${row}-dropped`, `of ${what}: how many were let go`, { value: dropped, unit: '' }),
  ];
}

const open = () => openRoom<LiveHost>('../hosts/live', import.meta.url, ['--expose-gc']);

async function perClient(side: 'product' | 'bare', clients: number): Promise<number> {
  const [host, crowd] = [open(), openCrowd()];
  try {
    await join(host, crowd, side, 'warm', 100);
    await crowd.ask('leave', { name: 'warm' });
    const before = await host.ask('memory');
    await join(host, crowd, side, 'idle', clients);
    return ((await host.ask('memory')) - before) / clients;
  } finally {
    await Promise.all([host.close(), crowd.close()]);
  }
}

/** Memory after the events, of a server that has seen as many before without anybody stalled. */
async function stalled(events: number): Promise<Stalled> {
  const [host, crowd] = [open(), openCrowd()];
  try {
    await join(host, crowd, 'product', 'warm', 10);
    await pour(host, events);
    const before = await host.ask('memory');
    await join(host, crowd, 'product', 'stalled', STALLED);
    await crowd.ask('stall', { name: 'stalled' });
    await pour(host, events);
    const after = await host.ask('memory');
    const left = await host.ask('screens');
    return { each: (after - before) / STALLED, dropped: STALLED + 10 - left };
  } finally {
    await Promise.all([host.close(), crowd.close()]);
  }
}

/** A hundred events become durable together, as a full desk writes them. */
async function pour(host: Room<LiveHost>, events: number): Promise<void> {
  for (let n = 0; n < events; n += 100) await host.ask('send', { to: 'product', events: 100 });
}

const opened = new WeakMap<object, Awaited<ReturnType<LiveHost['open']>>>();

async function join(
  host: Room<LiveHost>,
  crowd: ReturnType<typeof openCrowd>,
  side: 'product' | 'bare',
  name: string,
  count: number,
): Promise<void> {
  const ports = opened.get(host) ?? (await host.ask('open', { disk: false, records: false }));
  opened.set(host, ports);
  const hello = { epoch: ports.epoch, since: await host.ask('seq') };
  const cookies = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  const where =
    side === 'product' ? { port: ports.product, path: PATH, hello } : { port: ports.bare, path: '/' };
  await crowd.ask('open', { name, where, count, ...(side === 'product' ? { cookies } : {}) });
}
