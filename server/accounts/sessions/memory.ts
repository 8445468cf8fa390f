import { literal, type AccountModels, type AccountRecord, type SessionRecord } from '../models.ts';

/** A session with the account it belongs to, as the store has them. */
export interface Found {
  readonly record: SessionRecord;
  readonly account: AccountRecord;
}

/**
 * What was read in the last second, so that two hundred screens that say hello at once cost one read each and a
 * screen's burst of commands costs none. Nothing absent is remembered: unknown tokens cannot fill it.
 */
export interface Memory {
  look(digest: string): Promise<Found | null>;
  /** Keeps what is remembered in step with a write of ours that changes no right. */
  amend(digest: string, fresh: Partial<SessionRecord>): void;
  drop(digest: string): void;
  /** Drops all sessions of an account, and whatever is still being read. */
  forget(accountId: string): void;
}

interface Kept {
  readonly reading: Promise<Found | null>;
  readonly at: number;
  found: Found | null;
}

const FRESH = 1000;
const MANY = 2000;

export function openMemory(models: AccountModels, now: () => number): Memory {
  const kept = new Map<string, Kept>();
  return {
    look(digest) {
      const known = kept.get(digest);
      if (known && isFresh(known, now())) return known.found ? Promise.resolve(known.found) : known.reading;
      return remember(kept, digest, read(models, digest), now());
    },
    amend(digest, fresh) {
      const known = kept.get(digest);
      if (known?.found) known.found = { ...known.found, record: { ...known.found.record, ...fresh } };
    },
    drop: (digest) => void kept.delete(digest),
    forget(accountId) {
      for (const [digest, { found }] of kept)
        if (!found || found.account._id === accountId) kept.delete(digest);
    },
  };
}

function remember(
  kept: Map<string, Kept>,
  digest: string,
  reading: Promise<Found | null>,
  at: number,
): Promise<Found | null> {
  if (kept.size >= MANY) sweep(kept, at);
  const entry: Kept = { reading, at, found: null };
  kept.set(digest, entry);
  const drop = () => {
    if (kept.get(digest) === entry) kept.delete(digest);
  };
  return reading.then(
    (found) => {
      entry.found = found;
      if (!found) drop();
      return found;
    },
    (problem: unknown) => {
      drop();
      throw problem;
    },
  );
}

function sweep(kept: Map<string, Kept>, at: number): void {
  for (const [digest, entry] of kept) if (!isFresh(entry, at)) kept.delete(digest);
  if (kept.size >= MANY) kept.clear();
}

function isFresh(entry: Kept, at: number): boolean {
  return at - entry.at < FRESH && at >= entry.at;
}

async function read(models: AccountModels, digest: string): Promise<Found | null> {
  const record = await models.session.findOne({ _id: digest }, null, literal).lean<SessionRecord>();
  if (!record) return null;
  const account = await models.account
    .findOne({ _id: record.accountId }, null, literal)
    .lean<AccountRecord>();
  return account && { record, account };
}
