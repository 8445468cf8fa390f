import { brotliDecompressSync } from 'node:zlib';
import type { Audience } from '../../../shared/roles.ts';
import type { Seen } from '../../../shared/see.ts';
import { offSheets } from '../../../shared/sheet.ts';
import type { Frame, Snapshot } from '../../../shared/wire.ts';

/** Something that screens of one audience were told, kept once however many heard the same bytes. */
export interface Told {
  readonly id: number;
  /** 0 for a snapshot: it begins anew. */
  readonly from: number;
  readonly to: number;
  readonly rows: () => readonly Seen[];
  /** When the last screen had it, on the clock that all processes of a machine share, in milliseconds. */
  lastAt: number;
  /** How many have it. */
  times: number;
}

/** All that a screen was told, in order: a screen that was told the same has the same page. */
export interface Page {
  readonly before: Page | null;
  readonly told: Told;
  readonly after: Map<number, Page>;
}

/** Reads what one audience is told, each frame once: a thousand screens hear a few dozen different ones a second. */
export class Heard {
  readonly audience: Audience;
  readonly #frames = new Map<string, { told: Told; bytes: Buffer }[]>();
  readonly #greetings = new Map<string, Told>();
  readonly #snapshots: { bytes: Buffer; begun: Begun }[] = [];
  #count = 0;

  constructor(audience: Audience) {
    this.audience = audience;
  }

  /** A `changes` message as it came. */
  frame(payload: Buffer): Told {
    const [, from, to] = NUMBERS.exec(payload.toString('latin1', 0, LOOK)) ?? [];
    if (from === undefined || to === undefined) throw new Error(`no frame: ${payload.toString()}`);
    const key = `${from}-${to}`;
    const known = this.#frames.get(key) ?? [];
    const same = known.find(({ bytes }) => bytes.equals(payload));
    if (same) return same.told;
    const bytes = Buffer.from(payload);
    const told = this.#told(Number(from), Number(to), () => {
      const [, frame] = JSON.parse(bytes.toString('utf8', MESSAGE)) as [string, Frame];
      return offSheets(frame.rows);
    });
    known.push({ told, bytes });
    this.#frames.set(key, known);
    return told;
  }

  /** What a welcome held; each of them has a time of its own, so it is the rows that are compared. */
  greeting({ from, to, rows }: Frame): Told {
    const key = `${from}-${to} ${JSON.stringify(rows)}`;
    const told = this.#greetings.get(key) ?? this.#told(from, to, () => offSheets(rows));
    this.#greetings.set(key, told);
    return told;
  }

  /** A snapshot as it travelled. */
  snapshot(bytes: Buffer): Begun {
    const same = this.#snapshots.find((one) => one.bytes.equals(bytes));
    if (same) return same.begun;
    const snapshot = JSON.parse(brotliDecompressSync(bytes).toString()) as Snapshot;
    const rows = snapshot.rows.map(
      ([table, row]) => [table, (row as { id: string }).id, 'put', row] as unknown as Seen,
    );
    const told = this.#told(0, snapshot.seq, () => rows);
    const begun = { epoch: snapshot.epoch, page: { before: null, told, after: new Map() } };
    this.#snapshots.push({ bytes, begun });
    return begun;
  }

  /** The frames that brought a place in the journal; more than one when some screens came in between. */
  bringing(seq: number): Told[] {
    this.#sorted ??= [...this.#frames.values()]
      .flat()
      .map(({ told }) => told)
      .sort((a, b) => a.to - b.to);
    const all = this.#sorted;
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle] as Told).to >= seq) high = middle;
      else low = middle + 1;
    }
    const found: Told[] = [];
    for (; low < all.length && (all[low] as Told).from < seq; low += 1) found.push(all[low] as Told);
    return found;
  }
  #sorted: Told[] | undefined;

  #told(from: number, to: number, rows: () => readonly Seen[]): Told {
    this.#sorted = undefined;
    return { id: (this.#count += 1), from, to, rows, lastAt: 0, times: 0 };
  }
}

export interface Begun {
  readonly epoch: string;
  readonly page: Page;
}

/** Turns the page. */
export function next(page: Page, told: Told): Page {
  const known = page.after.get(told.id);
  if (known) return known;
  const fresh = { before: page, told, after: new Map() };
  page.after.set(told.id, fresh);
  return fresh;
}

/** All rows that stand on the pages up to one, as a screen lays them. */
export function laid(page: Page): Map<string, Row> {
  const all: Told[] = [];
  for (let at: Page | null = page; at; at = at.before) all.push(at.told);
  const rows = new Map<string, Row>();
  for (const told of all.reverse()) for (const seen of told.rows()) lay(rows, seen);
  return rows;
}

export type Row = Readonly<Record<string, unknown>>;

function lay(rows: Map<string, Row>, [table, id, how, row]: Seen): void {
  const key = `${table}/${id}`;
  if (how === 'del') rows.delete(key);
  else rows.set(key, (how === 'set' ? { ...rows.get(key), ...row } : row) as Row);
}

const NUMBERS = /"from":(\d+),"to":(\d+)/;
/** So much of a frame is looked at. */
const LOOK = 64;
/** Socket.IO's packet in Engine.IO's message: `42` stands before the JSON. */
const MESSAGE = 2;
