import { statfs } from 'node:fs/promises';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { fileRefusals, type Allowance, type Usage } from './contract.ts';
import type { FileRows } from './rows.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Another server may have stored something: the sum is asked anew after this long. */
const FRESH_MS = 60_000;

/** Keeps the uploads within what may be stored. What is on its way counts as if it were stored. */
export interface Ledger {
  /** Room for an upload of at most `bytes`, or why there is none. The room must be given back. */
  reserve(uploaderId: string, bytes: number): Promise<Room | Refusal>;
  /** A file of so many bytes was stored, or removed again. */
  note(change: 'stored' | 'removed', bytes: number): void;
  usage(): Promise<Usage>;
}

export interface Room {
  release(): void;
}

/** @param now milliseconds since 1970 */
export function openLedger(rows: FileRows, allowance: Allowance, dir: string, now: () => number): Ledger {
  const coming = new Set<Coming>();
  const total = openTotal(rows, now);

  const barred = async (uploaderId: string): Promise<Refusal | null> => {
    const ofDay = await rows.sum({ uploaderId, since: new Date(now() - DAY_MS) });
    const [mine, all] = [onTheWay(coming, uploaderId), onTheWay(coming)];
    if (ofDay.bytes + mine > allowance.daily) return refuse(fileRefusals, 'file.daily');
    if ((await total.get()).bytes + all > allowance.total) return refuse(fileRefusals, 'file.quota');
    if ((await diskFree(dir)) - all < allowance.free) return refuse(fileRefusals, 'file.disk');
    return null;
  };
  return {
    note: total.note,
    reserve: async (uploaderId, bytes) => {
      const mine = { uploaderId, bytes };
      const release = () => void coming.delete(mine);
      coming.add(mine); // before the first wait: two at once must not both find the last room
      try {
        const refusal = await barred(uploaderId);
        if (refusal) release();
        return refusal ?? { release };
      } catch (problem) {
        release();
        throw problem;
      }
    },
    usage: async () => ({ ...(await total.get()), total: allowance.total, diskFree: await diskFree(dir) }),
  };
}

/** What all files come to: asked of the database now and then, counted along in between. */
function openTotal(rows: FileRows, now: () => number) {
  let sum: Sum | null = null;
  return {
    get: async () => {
      if (!sum || now() - sum.at > FRESH_MS) sum = { at: now(), taken: rows.sum(), bytes: 0, files: 0 };
      const mine = sum;
      try {
        const taken = await mine.taken;
        return { files: taken.files + mine.files, bytes: taken.bytes + mine.bytes };
      } catch (problem) {
        if (sum === mine) sum = null;
        throw problem;
      }
    },
    note: (change: 'stored' | 'removed', bytes: number) => {
      if (!sum) return;
      const sign = change === 'stored' ? 1 : -1;
      sum.files += sign;
      sum.bytes += sign * bytes;
    },
  };
}

/** An upload that is on its way, by the most it may bring. */
interface Coming {
  readonly uploaderId: string;
  readonly bytes: number;
}

function onTheWay(coming: ReadonlySet<Coming>, uploaderId?: string): number {
  const some = [...coming].filter((one) => uploaderId === undefined || one.uploaderId === uploaderId);
  return some.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What was stored at an instant, and what came and went since. */
interface Sum {
  readonly at: number;
  readonly taken: Promise<{ bytes: number; files: number }>;
  bytes: number;
  files: number;
}

/** In bytes, for a process without privileges. */
async function diskFree(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
