import type { Config } from './config.ts';
import { refuseHalfRestored } from './backups.ts';
import { watchDisk, type DiskWatch } from './disk.ts';
import { startEmbedded } from './embedded/start.ts';
import { openFiles } from './files/files.ts';
import { mongoJournal } from './journal/mongoJournal.ts';
import { openLease } from './lease.ts';
import type { Report } from './log.ts';
import { mongoRecords } from './records/mongoRecords.ts';
import { mongoSnapshots } from './snapshots/mongoSnapshots.ts';
import { lostOnStandalone, openStore, type Store } from './store.ts';
import type { Watch } from './watch/watch.ts';

/** What was opened, to be closed in the opposite order. */
export type Closer = () => unknown;

export interface Keeping {
  readonly config: Config;
  readonly me: string;
  readonly disk: DiskWatch;
  readonly report: Report;
  readonly now: () => number;
  readonly watch: Watch;
}

/** Everything that keeps something, its indexes built before the first write. */
export async function openKeepers(keeping: Keeping, closers: Closer[]) {
  const { config, me, report, now, watch } = keeping;
  const { MONGODB_URI: uri } = config;
  const store = uri ? await reach(uri, report) : await openStore(await embedded(keeping, closers));
  closers.push(() => store.close());
  const lost = await lostOnStandalone(store, config.ALLOW_STANDALONE);
  if (lost) report(lost, undefined);
  const { connection } = store;
  await refuseHalfRestored(connection);
  const journal = watch.measured(mongoJournal(connection));
  const records = mongoRecords(connection);
  const snapshots = mongoSnapshots(connection);
  const files = openFiles({
    connection,
    dir: config.filesDir,
    allowance: { total: config.FILES_QUOTA_MB, free: config.DISK_WARN_MB },
    now,
  });
  await Promise.all([journal.ready(), records.ready(), snapshots.ready(), files.ready()]);
  closers.push(() => files.close());
  const lease = await openLease(connection, me, now);
  closers.push(() => lease.close());
  return { store, journal, records, snapshots, files, lease };
}

/** A database that is away when the server starts, after a power cut say, is waited for, as long as it takes. */
async function reach(uri: string, report: Report): Promise<Store> {
  for (const tell = telling(report); ;) {
    try {
      return await openStore(uri, 0);
    } catch (problem) {
      if (!/ServerSelection|Network/.test((problem as Error).name)) throw problem;
      tell('the database does not answer; the server waits for it', problem);
    }
  }
}

const TELL_EVERY_MS = 60_000;

/** Says what is waited for: at once, and once a minute. */
function telling(report: Report) {
  let toldAt = -Infinity;
  return (what: string, problem: unknown) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    report(what, problem);
    toldAt = performance.now();
  };
}

/** The store writes when it opens: on a disk without room for that it would only fail, again and again. */
async function embedded({ config, disk, watch, report }: Keeping, closers: Closer[]): Promise<string> {
  for (const tell = telling(report); !disk.hasRoom('house');) {
    tell('the disk has too little room to open the store; the server waits for more', undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const store = await startEmbedded({ dataDir: config.dataDir, noSync: config.STORE_NO_SYNC });
  store.onDown(watch.storeEnded);
  closers.push(() => store.stop());
  return store.uri;
}

/** The disks that count: with a database elsewhere, only that of the files. */
export function watchDisks({
  MONGODB_URI,
  dataDir,
  filesDir,
  DISK_WARN_MB,
  DISK_STOP_MB,
}: Config): Promise<DiskWatch> {
  const dirs = MONGODB_URI ? [filesDir] : [dataDir, filesDir];
  return watchDisk({ dirs, warnBytes: DISK_WARN_MB, stopBytes: DISK_STOP_MB });
}

export type Keepers = Awaited<ReturnType<typeof openKeepers>>;
