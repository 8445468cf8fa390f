import { writeFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Snapshot } from '../../../shared/wire.ts';
import { listen } from './listener.ts';
import { ask, open, type Heard, type Wanted } from './writers.ts';

export interface Missing {
  readonly port: number;
  readonly cookie: string;
  readonly epoch: string;
  readonly since: number;
  readonly path: string;
  /** Where the bytes that came are kept, for the reference. */
  readonly keep: string;
}

/** A screen that was away says hello, is sent to the snapshot, lays its rows, and says hello again on the same line. */
export async function catchUp({ port, cookie, epoch, since, path, keep }: Missing) {
  const start = performance.now();
  let [rows, body, encoding]: [number, Buffer, string | null] = [0, Buffer.alloc(0), null];
  const stale = async () => {
    const socket = await open(port, 1);
    const heard = await ask(socket, { port, cookie, path: '/api/snapshot' });
    socket.destroy();
    const laid = lay(heard);
    ({ body, encoding } = heard);
    rows = laid.rows;
    return { epoch, since: laid.seq };
  };
  const listener = await listen({ port, path, cookie, hello: { epoch, since }, stale }, () => undefined);
  const ms = performance.now() - start;
  listener.socket.destroy();
  if (rows === 0) throw new Error('so many missed entries should have led to the snapshot');
  writeFileSync(keep, body);
  return { ms, rows, bytes: body.length, encoding };
}

/** One GET and its JSON, laid likewise. */
export async function plainGet(wanted: Wanted) {
  const start = performance.now();
  const socket = await open(wanted.port, 1);
  const heard = await ask(socket, wanted);
  const { rows } = lay(heard);
  const ms = performance.now() - start;
  socket.destroy();
  return { ms, rows };
}

function lay({ ok, encoding, body }: Heard): { seq: number; rows: number } {
  if (!ok) throw new Error(`refused: ${body.toString()}`);
  const plain =
    encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
  const { seq, rows } = JSON.parse(plain.toString()) as Snapshot;
  const world = new Map(rows.map(([table, row]) => [`${table}/${(row as { id: string }).id}`, row]));
  return { seq, rows: world.size };
}
