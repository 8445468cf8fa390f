import type { Connection } from 'mongoose';
import type { Presence } from '../shared/wire.ts';

interface Seen {
  readonly _id: string;
  readonly seenAt: number;
  readonly presence: Presence;
}

/** A server that has not been heard of for so long is gone. */
const FRESH_MS = 6_000;

/**
 * Presence crosses between servers through a small collection whose rows count for six seconds. Never journalled.
 *
 * @returns what the other servers' screens amount to, one item a server; empty while this one is alone
 */
export async function exchangePresence(
  connection: Connection,
  me: string,
  presence: Presence,
): Promise<Presence[]> {
  const seen = connection.collection<Seen>('presence');
  const now = Date.now();
  await seen.updateOne({ _id: me }, { $set: { seenAt: now, presence } }, { upsert: true });
  const others = await seen.find({ _id: { $ne: me }, seenAt: { $gt: now - FRESH_MS } }).toArray();
  return others.map((other) => other.presence);
}
