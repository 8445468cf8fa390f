import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REAL } from '../../../shared/book/contract.ts';
import { SYSTEM } from '../../../shared/roles.ts';
import { EXAMPLE_TOWNSHIP } from '../../../shared/unit/example.ts';
import { Books } from '../../../server/books.ts';
import { startEmbedded } from '../../../server/embedded/start.ts';
import type { Journal } from '../../../server/journal/journal.ts';
import { mongoJournal } from '../../../server/journal/mongoJournal.ts';
import { openLease, type Lease } from '../../../server/lease.ts';
import { mongoRecords } from '../../../server/records/mongoRecords.ts';
import { mongoSnapshots } from '../../../server/snapshots/mongoSnapshots.ts';
import { openStore } from '../../../server/store.ts';

/** The product between a command and its frames, on an embedded store of its own, in this process; no HTTP. */
export interface Spine {
  readonly books: Books;
  readonly epoch: string;
  readonly uri: string;
  /** How often the journal was written to: each is one commit at most. */
  commits(): number;
  close(): Promise<void>;
}

/** What is left out where it is not what is measured. */
export interface SpineOptions {
  /** Every commit waits for the disk. */
  readonly disk: boolean;
  /** Records and snapshots are kept, behind the tail. */
  readonly records: boolean;
}

export async function openSpine({ disk, records }: SpineOptions): Promise<Spine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'zhishou-bench-'));
  const embedded = await startEmbedded({ dataDir, noSync: !disk });
  const store = await openStore(embedded.uri);
  const { connection, epoch } = store;
  const keep = {
    ...{ journal: mongoJournal(connection), records: mongoRecords(connection) },
    snapshots: mongoSnapshots(connection),
  };
  await Promise.all([keep.journal.ready(), keep.records.ready(), keep.snapshots.ready()]);
  const lease = records ? await openLease(connection, randomUUID()) : NO_LEASE;
  let commits = 0;
  const journal: Journal = {
    ...keep.journal,
    append: (entries) => ((commits += 1), keep.journal.append(entries)),
  };
  const report = (what: string, problem: unknown) => (console.error(what, problem), 'bench');
  const erase = () => Promise.resolve();
  const now = Date.now;
  const books = await Books.open({ ...keep, journal, lease, now, zone: 'Asia/Shanghai', report, erase });
  const body = { ...EXAMPLE_TOWNSHIP, zone: 'Asia/Shanghai' } as unknown as Record<string, unknown>;
  await books.submit(SYSTEM, { id: randomUUID(), book: REAL, type: 'unit.setUp', body });
  return {
    ...{ books, epoch, uri: embedded.uri, commits: () => commits },
    async close() {
      await books.close();
      await lease.close();
      await store.close();
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Of a server that does none of the single jobs. */
const NO_LEASE: Lease = {
  ...{ isHeld: false, fence: 0, hasOthers: false },
  onHeld: () => undefined,
  close: () => Promise.resolve(),
};
