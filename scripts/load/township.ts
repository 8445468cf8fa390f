import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grow } from '../bench/grow.ts';
import { startMeasured, type Measured } from '../bench/process.ts';
import type { Room } from '../bench/room.ts';
import { openCrowd } from './crowd/crowd.ts';
import type { Crowd } from './crowd/child.ts';
import { watch, type Watched } from './gauges.ts';
import { prove, type Proven } from './proof.ts';
import { crewOf, type Seat } from './seat.ts';
import { seat } from './seed.ts';

export interface Wish {
  /** How many screens are open. */
  readonly clients: number;
  /** How long the journal is already, and how many reports stand open in it. */
  readonly entries?: number;
  readonly open?: number;
  /** As if it had run for days: what it remembers of recent changes is full. */
  readonly longRun?: boolean;
}

/** A township on a throw-away folder, with everybody who has a session. No server has it open. */
export interface Ground {
  readonly dataDir: string;
  readonly seats: readonly Seat[];
  readonly password: string;
}

/** A server whose process is measured from outside. */
export type Served = Pick<Measured, 'port' | 'memory' | 'cpu' | 'stop'>;

/** The same with its server and its crowd, each in a process of its own. */
export interface Township<S extends Served = Measured> extends Ground {
  readonly server: S;
  readonly crowd: Room<Crowd>;
  readonly watched: Watched;
}

const PASSWORD = 'four-unrelated-words-of-a-load';
const ENTRIES = 30_000;
const OPEN = 300;
/** More than a server remembers of recent changes; so much is folded at such a start. */
const REMEMBERED = 26_000;

/** Lets the server be told from outside, by SIGUSR2, to collect its garbage; see `collected`. */
const COLLECTING = [
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())',
];

/** Prepares the ground, hands it to whoever needs it, and takes it away. */
export async function onGround<T>(
  { clients, entries = ENTRIES, open = OPEN, longRun = false }: Wish,
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhishou-load-'));
  try {
    await grow(dataDir, { entries, open, ...(longRun ? { sinceSnapshot: REMEMBERED } : {}) });
    const seats = await seat(dataDir, crewOf(clients), PASSWORD);
    return await work({ dataDir, seats, password: PASSWORD });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * Starts server and crowd on a ground, opens all screens, and lets the work be done. Then everybody catches up, the
 * server is stopped, and what stands on the screens is held against the journal.
 */
export async function inTownship<T, S extends Served>(
  ground: Ground,
  start: (ground: Ground) => Promise<S>,
  work: (township: Township<S>) => Promise<T>,
): Promise<{ done: T; proven: Proven }> {
  const server = await start(ground);
  const crowd = openCrowd();
  const watched = watch(server);
  let stopped = false;
  const stop = async () => {
    watched.end();
    if (!stopped) await server.stop();
    stopped = true;
  };
  try {
    await quiet(watched);
    await crowd.ask('open', { port: server.port, seats: ground.seats });
    const done = await work({ ...ground, server, crowd, watched });
    await caughtUp(crowd, watched);
    await stop();
    return { done, proven: await prove(ground, crowd) };
  } finally {
    await stop();
    await crowd.close();
  }
}

/** The server as it is, on the embedded store, synced. */
export function startServer({ dataDir }: Ground): Promise<Measured> {
  return startMeasured({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }, COLLECTING);
}

/**
 * What the server keeps once its garbage is collected, in megabytes: its heap and what belongs to it outside. Resident
 * memory would not do: which pages V8 gives back, and when, moves it by tens of megabytes.
 */
export async function collected({ pid }: Measured, watched: Watched): Promise<number> {
  for (let n = 0; n < 3; n += 1) {
    process.kill(pid, 'SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const parts = ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'];
  const bytes = await Promise.all(parts.map((part) => watched.gauge(part)));
  return bytes.reduce((sum, one) => sum + one, 0) / 1e6;
}

const head = (watched: Watched) => watched.gauge('zhishou_journal_head', 'book="real"');

/** What fell due in the years before is submitted first: it is not what is measured. */
async function quiet(watched: Watched): Promise<void> {
  for (let before = -1, is = await head(watched); is !== before;) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    [before, is] = [is, await head(watched)];
  }
}

async function caughtUp(crowd: Room<Crowd>, watched: Watched): Promise<void> {
  for (let seq = -1, is = await head(watched); is !== seq; is = await head(watched)) {
    seq = is;
    await crowd.ask('reach', { seq });
  }
}
