import { TABLES } from '../../shared/rows.ts';

/** Collections that are parts of a backup by themselves and are written with care: the rest is taken as it is. */
export const JOURNAL = 'journal';
export const FILES = 'files';

/**
 * What a backup leaves out, each with the reason. Everything else is in it: a collection that somebody adds is kept
 * unless it is named here.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(TABLES.map((table) => [`${table}s`, 'records are projected from the journal anew'])),
  checkpoints: 'how far that projection has come',
  snapshots: 'a start without one folds the journal',
  snapshotChunks: 'a start without one folds the journal',
  leases: 'who does the single jobs now',
  servers: 'who is alive now',
  presence: 'who is there now',
  sessions: 'after a restore everybody signs in again',
  signInPlaces: 'goes with the sessions',
  accountChanges: 'told when the sessions end, which they do',
  setupCodes: 'made at a start, for a store without accounts',
  epochs: 'a restored store begins a new one',
  backups: 'of this life of the store',
};

/** Which collections of a store are in a backup, in a fixed order. */
export function keptOf(names: readonly string[]): string[] {
  return names.filter((name) => !(name in LEFT_OUT) && !name.startsWith('system.')).sort();
}
