import type { Store } from './store.ts';

type Connection = Store['connection'];

/** What is known of the backups of this store, for whoever watches their age. */
export interface LastBackup {
  /** When the last backup that was verified was begun, in UTC: what was acknowledged by then is in it. */
  readonly at: string;
  /** How far the real book's journal reaches in it. */
  readonly seq: number;
  /** When it was copied off this machine; null when that failed or nobody asked for it. */
  readonly copiedAt: string | null;
}

type Kept = { readonly _id: 'last' } & LastBackup;
interface Restoring {
  readonly _id: 'restoring';
  readonly since: string;
}

/** The last backup that was verified; null when none was made in this life of the store. */
export async function lastBackup(connection: Connection): Promise<LastBackup | null> {
  const found = await connection.collection<Kept>(COLLECTION).findOne({ _id: 'last' });
  return found ? { at: found.at, seq: found.seq, copiedAt: found.copiedAt } : null;
}

/** Notes a backup once it was verified, and once more when it was copied off the machine. */
export async function noteBackup(connection: Connection, last: LastBackup): Promise<void> {
  await connection
    .collection<Kept>(COLLECTION)
    .updateOne({ _id: 'last' }, { $set: { ...last } }, { upsert: true });
}

/** Marks a store as half filled, before the first thing of a backup is written into it. */
export async function beginRestore(connection: Connection): Promise<void> {
  const since = new Date().toISOString();
  await connection
    .collection<Restoring>(COLLECTION)
    .updateOne({ _id: 'restoring' }, { $set: { since } }, { upsert: true });
}

/** The last step of a restore: from now on servers may start on the store. */
export async function endRestore(connection: Connection): Promise<void> {
  await connection.collection<Restoring>(COLLECTION).deleteOne({ _id: 'restoring' });
}

/**
 * A server must not begin on a store that was only half restored: it would go on from a journal cut short.
 *
 * @throws HalfRestored
 */
export async function refuseHalfRestored(connection: Connection): Promise<void> {
  const found = await connection.collection<Restoring>(COLLECTION).findOne({ _id: 'restoring' });
  if (found) throw new HalfRestored(found.since);
}

export class HalfRestored extends Error {
  override name = 'HalfRestored';

  constructor(since: string) {
    super(
      `恢复没有完成（${since} 开始）：请清空目标，重新运行 npm run restore。\n` +
        `A restore that began at ${since} was not finished: remove what it wrote and run it again.`,
    );
  }
}

const COLLECTION = 'backups';
