import { setTimeout as pause } from 'node:timers/promises';
import { openCrowd } from '../crowd/crowd.ts';
import { PATH } from './fanOut.ts';
import type { LiveHost } from '../hosts/live.ts';
import { headOf, openHouse } from '../house.ts';
import { openRoom } from '../room.ts';
import { quantile, rowOf, type Row } from '../row.ts';
import { REPORT_COMMAND } from '../sample.ts';

const CLIENTS = 1_000;
const COMMANDS = 100;
const EVERY_MS = 100;

/** Row 7: from the POST until the last of a thousand screens has it, by turns with a bare broadcast. */
export async function endToEndRows(): Promise<Row[]> {
  const house = await openHouse();
  const host = openRoom<LiveHost>('../hosts/live', import.meta.url);
  const crowd = openCrowd();
  try {
    const { bare } = await host.ask('open', { disk: false, records: false });
    const hello = { epoch: house.epoch, since: await headOf(house) };
    const screens = { port: house.port, path: PATH, hello };
    await crowd.ask('open', { name: 'product', where: screens, count: CLIENTS, cookies: [...house.cookies] });
    await crowd.ask('open', { name: 'bare', where: { port: bare, path: '/' }, count: CLIENTS });
    const cookie = house.cookies[0] as string;
    const doors = {
      product: { port: house.port, path: '/api/commands', cookie, body: REPORT_COMMAND },
      bare: { port: bare, path: '/', body: REPORT_COMMAND },
    };
    const took = { product: [] as number[], bare: [] as number[] };
    for (let n = 0; n < COMMANDS; n += 1) {
      for (const side of ['product', 'bare'] as const) {
        const next = pause(EVERY_MS / 2);
        await crowd.ask('expect', { name: side, frames: CLIENTS });
        const sent = await crowd.ask('post', doors[side]);
        const [last = Number.NaN] = await crowd.ask('arrived', { quantiles: [1] });
        took[side].push(last - sent);
        await next;
      }
    }
    const row = (name: string, words: string, share: number, ratioAtMost: number) => {
      const value = quantile(took.product, share);
      const figure = { value, unit: 'ms', reference: quantile(took.bare, share), ratioAtMost };
      return rowOf(name, `${words}; by a bare POST that sends one frame to as many raw ws`, figure);
    };
    const what = `from POST until the last of ${CLIENTS} screens has it, durable, ten a second`;
    return [row('7', `${what}, median`, 0.5, 1.5), row('7-late', 'the same, 99th percentile', 0.99, 2.5)];
  } finally {
    await Promise.all([house.done(), host.close(), crowd.close()]);
  }
}
