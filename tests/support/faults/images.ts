import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** What a store did to its data file, in order. Times are milliseconds since 1970, with a fraction. */
export type Deed =
  | {
      readonly kind: 'write';
      readonly at: number;
      readonly offset: number;
      readonly bytes: Buffer;
      readonly durable: boolean;
    }
  | { readonly kind: 'sync'; readonly at: number };

/** What strace is to write down, for `readDeeds`. */
export const TRACE = [
  ...['-f', '-ttt', '-xx', '-s', '16777216'],
  ...['-e', 'trace=openat,dup,dup2,lseek,pwrite64,pwritev,write,writev,fdatasync,fsync,ftruncate,fallocate'],
];

/**
 * Reads a trace that was taken with the options of `TRACE` and of the data file alone (`-P`).
 *
 * @throws when something was done to the file that this does not understand: an image would not be worth anything
 */
export async function readDeeds(path: string): Promise<Deed[]> {
  const deeds: Deed[] = [];
  const durable = new Set<string>();
  const places = new Map<string, number>();
  const halves = new Map<string, string>();
  for await (const line of createInterface(createReadStream(path))) {
    const [, pid = '', time = '', rest = ''] = /^(\d+)\s+(\d+\.\d+)\s(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      halves.set(pid, rest.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const call = resumed ? `${halves.get(pid) ?? ''}${resumed[1]}` : rest;
    deeds.push(...deedOf(call, Number(time) * 1000, durable, places));
  }
  return deeds;
}

function deedOf(call: string, at: number, durable: Set<string>, places: Map<string, number>): Deed[] {
  const [, name = '', args = '', result = ''] = /^(\w+)\((.*)\)\s+= (-?\w+)/.exec(call) ?? [];
  if (name === '' || result.startsWith('-')) return [];
  const fd = args.split(',')[0] ?? '';
  if (name === 'openat') {
    if (args.includes('O_DSYNC')) durable.add(result);
    return [];
  }
  if (name === 'lseek') return (void places.set(fd, Number(result)), []);
  if (name === 'fdatasync' || name === 'fsync') return [{ kind: 'sync', at }];
  const parts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => bytesOf(hex ?? ''));
  const bytes = Buffer.concat(parts);
  if (bytes.length !== Number(result))
    throw new Error(`cannot read what ${name} wrote: ${call.slice(0, 80)}`);
  if (name === 'pwrite64') {
    const offset = Number(args.slice(args.lastIndexOf(',') + 1));
    return [{ kind: 'write', at, offset, bytes, durable: durable.has(fd) }];
  }
  if (name !== 'writev') throw new Error(`the store did what this cannot repeat: ${call.slice(0, 80)}`);
  const offset = places.get(fd) ?? 0;
  places.set(fd, offset + bytes.length);
  return [{ kind: 'write', at, offset, bytes, durable: durable.has(fd) }];
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}

/** What a power cut leaves of the writes that were not synced yet. */
export type Loss = 'dropped' | 'half' | 'torn';

/**
 * The data file as it lies on the disk when the power goes right before a deed. What was synced is there; of the rest
 * nothing, a random half, or pieces of whole sectors of 512 bytes, in any order.
 */
export function imageAt(deeds: readonly Deed[], cut: number, loss: Loss, random: () => number): Buffer {
  const image = new Image();
  let unsynced: Extract<Deed, { kind: 'write' }>[] = [];
  for (const deed of deeds.slice(0, cut)) {
    if (deed.kind === 'write' && deed.durable) image.put(deed.offset, deed.bytes);
    else if (deed.kind === 'write') unsynced.push(deed);
    else {
      for (const { offset, bytes } of unsynced) image.put(offset, bytes);
      unsynced = [];
    }
  }
  if (loss === 'torn') unsynced.reverse();
  for (const { offset, bytes } of loss === 'dropped' ? [] : unsynced) {
    if (random() < 0.5) continue;
    const sectors = Math.ceil(bytes.length / SECTOR);
    const whole = loss === 'half' || random() < 0.5;
    image.put(offset, whole ? bytes : bytes.subarray(0, SECTOR * Math.floor(random() * sectors)));
  }
  return image.whole();
}

const SECTOR = 512;
const PAGE = 4096;

class Image {
  #bytes = Buffer.alloc(0);
  #length = 0;

  put(offset: number, bytes: Buffer): void {
    const end = offset + bytes.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, offset);
    this.#length = Math.max(this.#length, end);
  }

  /** A file system gives whole pages. */
  whole(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, Math.ceil(this.#length / PAGE) * PAGE));
  }
}
