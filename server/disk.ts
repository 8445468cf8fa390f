import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `low`: somebody should make room. `full`: nothing new is taken, so that what is there stays whole. */
export type DiskState = 'ok' | 'low' | 'full';

/** How much room is left where the data lies: of several disks, on the one with the least. */
export interface DiskWatch {
  readonly state: DiskState;
  /** In bytes, for a process without privileges. */
  readonly freeBytes: number;
  /**
   * Whether something more may be written: by people while the disk is not full; by the house itself (deadlines,
   * rights) out of the reserve that is then left.
   */
  hasRoom(who: 'people' | 'house'): boolean;
  /** Tells when the state changes. Returns how to stop listening. */
  onChange(listener: (state: DiskState, freeBytes: number) => void): () => void;
  close(): void;
}

export interface DiskOptions {
  /** Absolute paths; one that is not there yet is measured by its parent. */
  readonly dirs: readonly string[];
  /** Free bytes below which the disk is `low`. */
  readonly warnBytes: number;
  /** Free bytes below which it is `full`. */
  readonly stopBytes: number;
  readonly everyMs?: number;
  /** Free bytes of a folder; the operating system's by default. */
  readonly freeOf?: (dir: string) => Promise<number>;
}

const EVERY_MS = 1_000;
/** A state is left only so far beyond its mark: a disk at the mark does not open and close by the second. */
const BEYOND = 1.05;
/** The house may go on down to this part of the second mark. */
const RESERVE = 0.5;

/** Looks at the disks once a second. What cannot be measured for once is as it was. */
export async function watchDisk(options: DiskOptions): Promise<DiskWatch> {
  const { dirs, warnBytes, stopBytes, everyMs = EVERY_MS, freeOf = freeBytesOf } = options;
  const listeners = new Set<(state: DiskState, freeBytes: number) => void>();
  const known = new Map<string, number>();
  let state: DiskState = 'ok';
  let freeBytes = Infinity;
  const look = async () => {
    const all = dirs.map(async (dir) => {
      const free = await freeOf(dir).catch(() => known.get(dir) ?? Infinity);
      known.set(dir, free);
      return free;
    });
    freeBytes = Math.min(...(await Promise.all(all)));
    const next = stateAt(freeBytes, state, warnBytes, stopBytes);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(state, freeBytes);
  };
  await look();
  const timer = setInterval(() => void look(), everyMs);
  return {
    get state() {
      return state;
    },
    get freeBytes() {
      return freeBytes;
    },
    hasRoom: (who) => state !== 'full' || (who === 'house' && freeBytes > stopBytes * RESERVE),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearInterval(timer),
  };
}

function stateAt(free: number, before: DiskState, warnBytes: number, stopBytes: number): DiskState {
  const leaving = (state: DiskState, mark: number) => (before === state ? mark * BEYOND : mark);
  if (free < leaving('full', stopBytes)) return 'full';
  return free < (before === 'ok' ? warnBytes : warnBytes * BEYOND) ? 'low' : 'ok';
}

async function freeBytesOf(dir: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch (problem) {
    const parent = dirname(dir);
    if ((problem as NodeJS.ErrnoException).code !== 'ENOENT' || parent === dir) throw problem;
    return freeBytesOf(parent);
  }
}
