import { randomUUID } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import type { FeedKind } from './feedKinds.ts';
import { literal, PLAIN, type AccountRecord } from './models.ts';
import { digestOf, newToken } from './tokens.ts';

/** A calendar somebody subscribed to. Its address is its key: it is told once, and kept as a digest alone. */
export interface Feed {
  readonly id: string;
  readonly kind: FeedKind;
  readonly accountId: string;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
}

/** The addresses of calendars: read only, for programs that cannot sign in, each revocable by whoever made it. */
export interface Feeds {
  ready(): Promise<void>;
  /** Null when the account has as many as it may. */
  make(accountId: string, kind: FeedKind): Promise<{ readonly feed: Feed; readonly token: string } | null>;
  listOf(accountId: string): Promise<Feed[]>;
  /** Whether there was one of that account. */
  revoke(accountId: string, id: string): Promise<boolean>;
  /** The feed of a token, while its account is in use and of a role that may see the roster; else null. */
  find(token: string): Promise<Feed | null>;
}

interface FeedRecord {
  readonly _id: string;
  readonly digest: string;
  readonly kind: FeedKind;
  readonly accountId: string;
  readonly madeAt: Date;
}

/** So many a person may need: telephone, tablet and desk, one of each kind. */
const MOST = 6;

/** @param roles that may see the roster */
export function openFeeds({
  connection,
  roles,
  now,
}: {
  readonly connection: Connection;
  readonly roles: readonly string[];
  readonly now: () => number;
}): Feeds {
  const model = connection.model<FeedRecord>('feed', schema(), 'feeds');
  const accounts = () => connection.collection<Pick<AccountRecord, '_id' | 'disabled' | 'role'>>('accounts');
  return {
    ready: () => model.createIndexes(),
    make: (accountId, kind) => make(model, accountId, kind, new Date(now())),
    async listOf(accountId) {
      const records = await model.find({ accountId: String(accountId) }, null, literal).lean<FeedRecord[]>();
      return records.sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime()).map(feedOf);
    },
    async revoke(accountId, id) {
      const { deletedCount } = await model.deleteOne(
        { _id: String(id), accountId: String(accountId) },
        literal,
      );
      return deletedCount > 0;
    },
    async find(token) {
      const digest = digestOf(token);
      const record = digest ? await model.findOne({ digest }, null, literal).lean<FeedRecord>() : null;
      const account = record && (await accounts().findOne({ _id: record.accountId }));
      return record && account && !account.disabled && roles.includes(account.role) ? feedOf(record) : null;
    },
  };
}

async function make(model: Model<FeedRecord>, accountId: string, kind: FeedKind, madeAt: Date) {
  if ((await model.countDocuments({ accountId: String(accountId) }, literal)) >= MOST) return null;
  const token = newToken();
  const record = { _id: randomUUID(), digest: digestOf(token) as string, kind, accountId, madeAt };
  await model.create(record);
  return { feed: feedOf(record), token };
}

function feedOf({ _id: id, kind, accountId, madeAt }: FeedRecord): Feed {
  return { id, kind, accountId, madeAt: madeAt.toISOString() };
}

function schema(): Schema<FeedRecord> {
  const text = { type: String, required: true } as const;
  const all = {
    _id: text,
    digest: text,
    kind: text,
    accountId: text,
    madeAt: { type: Date, required: true },
  };
  const made = new Schema<FeedRecord>(all, PLAIN);
  made.index({ digest: 1 }, { unique: true });
  made.index({ accountId: 1 });
  return made;
}
