import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import type { Missing } from '../crowd/catchUp.ts';
import { openCrowd } from '../crowd/crowd.ts';
import { PATH } from './fanOut.ts';
import type { BareHost } from '../hosts/bare.ts';
import { openHouse, type House } from '../house.ts';
import { openRoom, type Room } from '../room.ts';
import { quantile, rowOf, type Row } from '../row.ts';

const OPEN = 5_000;
const MISSED = 10_000;
const AGE = 12_000;
const TIMES = 20;
const ROUNDS = 4;

interface Scene {
  readonly house: House;
  readonly host: Room<BareHost>;
  readonly crowd: ReturnType<typeof openCrowd>;
  readonly missing: Missing;
  /** Where the bare server serves the bytes that the product sent. */
  readonly bare: number;
  readonly file: string;
}

/** Row 8: whoever comes, against one file. */
export function joinRows(): Promise<Row[]> {
  return withScene(async (scene) => [await cost(scene), await bytes(scene)]);
}

/** Row 9: whoever comes back, against one GET. */
export function catchUpRows(): Promise<Row[]> {
  return withScene(async ({ crowd, missing, bare }) => {
    const took: number[] = [];
    const plain: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      plain.push((await crowd.ask('plainGet', { port: bare, path: '/' })).ms);
      took.push((await crowd.ask('catchUp', missing)).ms);
    }
    const ratio = quantile(
      took.map((ms, n) => ms / (plain[n] as number)),
      0.5,
    );
    const figure = { value: quantile(took, 0.5), unit: 'ms', reference: quantile(plain, 0.5), ratio };
    const what = `${MISSED} entries missed, ${OPEN} reports open: from connecting until the rows are laid`;
    const against =
      'of screens that come back in the same seconds; by one GET of the same bytes, unpacked and laid';
    return [rowOf('9', `${what}, ${against}`, { ...figure, ratioAtMost: 1.5 })];
  });
}

async function withScene(measure: (scene: Scene) => Promise<Row[]>): Promise<Row[]> {
  const house = await openHouse({ growth: { entries: AGE + MISSED, open: OPEN } });
  const host = openRoom<BareHost>('../hosts/bare', import.meta.url);
  const crowd = openCrowd();
  const folder = await mkdtemp(join(tmpdir(), 'zhishou-join-'));
  const file = join(folder, 'snapshot');
  try {
    const missing = {
      ...{ port: house.port, cookie: house.cookies[0] as string, epoch: house.epoch },
      ...{ since: AGE, path: PATH, keep: file },
    };
    const { encoding } = await crowd.ask('catchUp', missing);
    const bare = await host.ask('serve', { file, encoding });
    return await measure({ house, host, crowd, missing, bare, file });
  } finally {
    await Promise.all([house.done(), host.close(), crowd.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function cost({ house, host, crowd, bare }: Scene): Promise<Row> {
  const got = { product: [] as number[], bare: [] as number[] };
  const cookie = house.cookies[0] as string;
  const doors = {
    product: { port: house.port, path: '/api/snapshot', cookie, cpu: () => house.cpu() },
    bare: { port: bare, path: '/', cpu: () => host.ask('cpu') },
  };
  for (let n = -1; n < ROUNDS; n += 1) {
    for (const side of ['product', 'bare'] as const) {
      const { cpu, ...door } = doors[side];
      const before = await cpu();
      const { accepted } = await crowd.ask('write', { ...door, writers: 4, ms: 2_000 });
      if (n >= 0) got[side].push(((await cpu()) - before) / accepted);
    }
  }
  const ratio = quantile(
    got.product.map((ms, n) => ms / (got.bare[n] as number)),
    0.5,
  );
  const each = { value: quantile(got.product, 0.5), unit: 'ms', reference: quantile(got.bare, 0.5), ratio };
  const what = `GET /api/snapshot with ${OPEN} reports open, many at once: server CPU each`;
  const against = 'by node:http with a static file of the same bytes';
  return rowOf('8', `${what}; ${against}`, { ...each, ratioAtMost: 2 });
}

async function bytes({ file }: Scene): Promise<Row> {
  const packed = await readFile(file);
  const zipped = gzipSync(brotliDecompressSync(packed), { level: 6 });
  return rowOf('8-bytes', 'what travels for it; by gzip -6 of the same JSON', {
    ...{ value: packed.length / 1_000, unit: 'kB', reference: zipped.length / 1_000, ratioAtMost: 1 },
  });
}
