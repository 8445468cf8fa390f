import { Agent } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { visit } from './visit.ts';

export interface Reading {
  readonly port: number;
  readonly cookie: string;
  readonly address: string;
  /** All of the journal page by page, searches through the records, or the rows as they are now. */
  readonly what: 'journal' | 'records' | 'snapshot';
}

/** What somebody has read until now. */
export interface Read {
  readonly pages: number;
  /** Journal entries, records found, or rows. */
  readonly rows: number;
  readonly slowest: number;
  /** Put off with 429 or 503. */
  readonly putOff: number;
  readonly failed: number;
}

let reading = true;
export function stopReading(): void {
  reading = false;
}

/** One page after the other without a pause, from the beginning again at the end, until told to stop. */
export async function read({ port, cookie, address, what }: Reading): Promise<Read> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const got = { pages: 0, rows: 0, slowest: 0, putOff: 0, failed: 0 };
  for (let at = 0; reading;) {
    const reply = await visit({ port, path: PATHS[what](at), address, cookie, agent });
    if (reply.status === 429 || reply.status === 503) {
      got.putOff += 1;
      await new Promise((resolve) => setTimeout(resolve, (reply.retryAfter ?? 1) * 1_000));
      continue;
    }
    if (reply.status !== 200) got.failed += 1;
    got.pages += 1;
    got.slowest = Math.max(got.slowest, reply.ms);
    const rows = rowsOf(what, reply.body);
    got.rows += rows.length;
    at = rows.length === 0 ? 0 : next(what, rows.at(-1));
  }
  agent.destroy();
  return got;
}

const PATHS = {
  journal: (after: number) => `/api/journal?after=${after}&limit=200`,
  records: (before: number) =>
    `/api/records/report?find=${encodeURIComponent('烟柱')}&limit=200${before ? `&before=${before}` : ''}`,
  snapshot: () => '/api/snapshot',
} as const;

function rowsOf(what: Reading['what'], body: Buffer): readonly unknown[] {
  if (what === 'snapshot') return [...countOf(body)];
  const { entries, rows } = JSON.parse(body.toString()) as { entries?: unknown[]; rows?: unknown[] };
  return entries ?? rows ?? [];
}

let known: { bytes: Buffer; rows: readonly unknown[] } | null = null;
/** Unpacked only when it is another one than before: it is the server that is to be busy. */
function countOf(bytes: Buffer): readonly unknown[] {
  if (known?.bytes.equals(bytes)) return known.rows;
  const { rows } = JSON.parse(brotliDecompressSync(bytes).toString()) as { rows: unknown[] };
  known = { bytes, rows };
  return rows;
}

/** Where the next page begins: the journal goes forward by `seq`, the records backward by `first`. */
function next(what: Reading['what'], last: unknown): number {
  const { seq = 0, first = 0 } = (last ?? {}) as { seq?: number; first?: number };
  return { journal: seq, records: first, snapshot: 0 }[what];
}
