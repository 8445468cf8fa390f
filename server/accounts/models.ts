import { Schema, type Connection, type Model } from 'mongoose';
import type { Role } from '../../shared/roles.ts';
import type { AccountChanged, Session } from './contract.ts';

/** An account as it is stored. Never handed out whole: `accountOf` in fit.ts says what leaves. */
export interface AccountRecord {
  readonly _id: string;
  readonly signInName: string;
  /** The sign-in name as it is compared; unique. */
  readonly foldedName: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  readonly villageId: string | null;
  readonly departmentId: string | null;
  readonly slot: 'A' | 'B' | null;
  readonly phone: string | null;
  readonly disabled: boolean;
  /** argon2id; null for a wall, which has no password. */
  readonly passwordHash: string | null;
  /** Digest of a wall's token; null for everybody else. */
  readonly deviceDigest: string | null;
  readonly createdAt: Date;
}

/** A session as it is stored, under the digest of its token. */
export interface SessionRecord {
  readonly _id: string;
  /** The digest's first 16 characters. */
  readonly handle: string;
  readonly accountId: string;
  readonly device: Session['device'];
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** The last time a person did something, to within half a minute. */
  readonly lastActiveAt: Date;
  /** Locked by hand, until it is unlocked. */
  readonly lockedAt: Date | null;
  /** When the store may forget it; what counts is `endOf` in sessions/lives.ts. */
  readonly expiresAt: Date;
  readonly address: string;
  readonly userAgent: string;
}

/** That an account signed in from an address within the last 30 days; the id is a digest of both. */
export interface PlaceRecord {
  readonly _id: string;
  readonly expiresAt: Date;
}

/** A change that is being made, kept until it has been told. */
export type ChangeRecord = Omit<AccountChanged, 'id'> & { readonly _id: string; readonly at: Date };

/** The one-time code's digest, and since when a set-up has been using it. */
export interface CodeRecord {
  readonly _id: string;
  readonly digest: string;
  readonly takenAt: Date | null;
}

export interface AccountModels {
  readonly account: Model<AccountRecord>;
  readonly session: Model<SessionRecord>;
  readonly place: Model<PlaceRecord>;
  readonly change: Model<ChangeRecord>;
  readonly code: Model<CodeRecord>;
}

/** For every filter that carries a value from outside: an object in its place is compared, never obeyed. */
export const literal = { sanitizeFilter: true } as const;

/** The models of this room on a connection; none builds an index by itself. */
export function accountModels(connection: Connection): AccountModels {
  return {
    account: connection.model<AccountRecord>('account', accounts(), 'accounts'),
    session: connection.model<SessionRecord>('session', sessions(), 'sessions'),
    place: connection.model<PlaceRecord>('signInPlace', places(), 'signInPlaces'),
    change: connection.model<ChangeRecord>('accountChange', changes(), 'accountChanges'),
    code: connection.model<CodeRecord>('setupCode', codes(), 'setupCodes'),
  };
}

/** To be awaited before the first write: a unique index is not there until it is built. */
export async function buildIndexes(models: AccountModels): Promise<void> {
  await models.account.createIndexes();
  await models.session.createIndexes();
  await models.place.createIndexes();
}

/** Whether a write failed because somebody else has the unique key. */
export function isTaken(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 11000;
}

/** How every schema of these rooms is: exactly what is named, nothing dropped, nothing built behind our back. */
export const PLAIN = {
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
} as const;

const text = { type: String, required: true } as const;
const textOrNull = { type: String, default: null } as const;
const moment = { type: Date, required: true } as const;
/** The store forgets the document when the moment has passed. */
const FORGET = { expireAfterSeconds: 0 } as const;

function accounts(): Schema<AccountRecord> {
  const schema = new Schema<AccountRecord>(
    {
      _id: text,
      signInName: text,
      foldedName: text,
      name: text,
      post: text,
      role: text,
      villageId: textOrNull,
      departmentId: textOrNull,
      slot: textOrNull,
      phone: textOrNull,
      disabled: { type: Boolean, required: true },
      passwordHash: textOrNull,
      deviceDigest: textOrNull,
      createdAt: moment,
    },
    PLAIN,
  );
  return schema.index({ foldedName: 1 }, { unique: true }).index({ deviceDigest: 1 });
}

function sessions(): Schema<SessionRecord> {
  const schema = new Schema<SessionRecord>(
    {
      _id: text,
      handle: text,
      accountId: text,
      device: text,
      createdAt: moment,
      lastSeenAt: moment,
      lastActiveAt: moment,
      lockedAt: { type: Date, default: null },
      expiresAt: moment,
      address: { type: String, default: '' },
      userAgent: { type: String, default: '' },
    },
    PLAIN,
  );
  return schema.index({ handle: 1 }).index({ accountId: 1 }).index({ expiresAt: 1 }, FORGET);
}

function places(): Schema<PlaceRecord> {
  return new Schema<PlaceRecord>({ _id: text, expiresAt: moment }, PLAIN).index({ expiresAt: 1 }, FORGET);
}

function changes(): Schema<ChangeRecord> {
  const fields = { _id: text, accountId: text, what: text, session: textOrNull, byId: text, at: moment };
  return new Schema<ChangeRecord>(fields, PLAIN);
}

function codes(): Schema<CodeRecord> {
  return new Schema<CodeRecord>({ _id: text, digest: text, takenAt: { type: Date, default: null } }, PLAIN);
}
