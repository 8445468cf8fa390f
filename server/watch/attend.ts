import type { Server } from 'node:http';
import type { Anchors } from '../anchor/keepAnchors.ts';
import { lastBackup } from '../backups.ts';
import type { Books } from '../books.ts';
import type { Config } from '../config.ts';
import type { DiskWatch } from '../disk.ts';
import type { Lease } from '../lease.ts';
import type { Records } from '../records/records.ts';
import type { Store } from '../store.ts';
import type { Watch } from './watch.ts';

/** What there is to look at, as it was opened. */
export interface House {
  readonly books: Books;
  readonly records: Records;
  readonly store: Store;
  readonly lease: Lease;
  readonly disk: DiskWatch;
  readonly anchors: Anchors;
  readonly http: Server;
  readonly audiences: () => Map<string, number>;
  readonly now: () => number;
  readonly config: Config;
  readonly version: string;
}

/** Begins to measure and audit a server that is complete; see docs/operations/watching.md. */
export function attend(watch: Watch, house: House): void {
  const { books, records, store, lease, disk, anchors, config } = house;
  const { http, audiences, now, version } = house;
  watch.attend({
    ...{ http, audiences, now, version },
    books: () => books.list(),
    ping: async () => store.connection.db?.command({ ping: 1 }),
    projected: (book) => records.checkpoint(book),
    isHeld: () => lease.isHeld,
    disk: () => disk.state,
    freeBytes: () => (Number.isFinite(disk.freeBytes) ? disk.freeBytes : null),
    lastBackup: async () => instantOf(await lastBackup(store.connection)),
    lastAnchor: () => instantOf(anchors.newest()),
    zone: () => books.real.tail.world.tables.unit.get('unit')?.zone ?? config.TZ_NAME,
  });
}

function instantOf(last: { readonly at: string } | null): number | null {
  return last === null ? null : Date.parse(last.at);
}
