import type { Refusal } from '../../../shared/refusal.ts';
import type { Principal } from '../../../shared/roles.ts';
import type { Session, SessionInfo, SignedIn } from '../contract.ts';
import { literal, type AccountModels, type AccountRecord, type SessionRecord } from '../models.ts';
import { no } from '../refusals.ts';
import { digestOf, handleOf, newToken } from '../tokens.ts';
import { deviceFor, IDLE, sessionAt, slides, wholeLife } from './lives.ts';
import { openMemory, type Found, type Memory } from './memory.ts';

/** Who is signed in where. Every answer carries the rights the account has now, at most a second old. */
export interface Sessions {
  /** A new session under a new token. */
  begin(account: AccountRecord, from: From): Promise<SignedIn>;
  of(token: string, at?: number): Promise<Session | null>;
  /** The session with what is stored of it and of its account, for whoever checks a password. */
  found(token: string): Promise<(Found & { readonly session: Session }) | null>;
  attended(token: string, at?: number): Promise<void>;
  setLock(token: string, locked: boolean): Promise<Session | Refusal>;
  /** The session goes on under a new token; the old one and every other session of the account end. */
  renew(token: string): Promise<SignedIn | Refusal>;
  end(digest: string): Promise<void>;
  endAll(accountId: string): Promise<void>;
  byHandle(handle: string): Promise<SessionRecord | null>;
  list(principal: Principal): Promise<SessionInfo[]>;
  forget(accountId: string): void;
}

interface From {
  readonly device: Session['device'];
  readonly address: string;
  readonly userAgent: string;
}

interface Room {
  readonly models: AccountModels;
  readonly now: () => number;
  readonly memory: Memory;
}

/** When it is worth a write that a session was seen, or that a person did something, again. */
const SEEN_EVERY = 5 * 60_000;
const ACTIVE_EVERY = 30_000;
const LISTED = 500;

export function openSessions(models: AccountModels, now: () => number): Sessions {
  const room: Room = { models, now, memory: openMemory(models, now) };
  return {
    begin: (account, from) => begin(room, account, from),
    of: async (token, at = now()) => (await look(room, token, at))?.session ?? null,
    found: (token) => look(room, token, now()),
    attended: (token, at = now()) => attended(room, token, at),
    setLock: (token, locked) => setLock(room, token, locked),
    renew: (token) => renew(room, token),
    async end(digest) {
      await models.session.deleteOne({ _id: digest });
      room.memory.drop(digest);
    },
    async endAll(accountId) {
      await models.session.deleteMany({ accountId: String(accountId) }, literal);
      room.memory.forget(accountId);
    },
    byHandle: (handle) =>
      models.session.findOne({ handle: String(handle) }, null, literal).lean<SessionRecord>(),
    list: (principal) => list(room, principal),
    forget: (accountId) => room.memory.forget(accountId),
  };
}

async function begin(room: Room, account: AccountRecord, from: From): Promise<SignedIn> {
  const token = newToken();
  const digest = digestOf(token) ?? '';
  const at = room.now();
  const device = deviceFor(from.device, account.role);
  const record: SessionRecord = {
    _id: digest,
    handle: handleOf(digest),
    accountId: account._id,
    device,
    createdAt: new Date(at),
    lastSeenAt: new Date(at),
    lastActiveAt: new Date(at),
    lockedAt: null,
    expiresAt: new Date(at + wholeLife(device)),
    address: from.address.slice(0, 60),
    userAgent: shown(from.userAgent),
  };
  await room.models.session.create(record);
  return signedIn(token, record, account, at);
}

async function look(room: Room, token: string, at: number): Promise<(Found & { session: Session }) | null> {
  const digest = digestOf(token);
  const found = digest && (await room.memory.look(digest));
  if (!found) return null;
  const session = sessionAt(found.record, found.account, at);
  if (!session) return null;
  if (at - found.record.lastSeenAt.getTime() >= SEEN_EVERY) await seen(room, found, session.device, at);
  return { ...found, session };
}

/** Notes that a session is alive; one whose life slides lives on from here. */
async function seen(room: Room, found: Found, device: Session['device'], at: number): Promise<void> {
  const life = slides(device) ? { expiresAt: new Date(at + wholeLife(device)) } : {};
  const fresh = { lastSeenAt: new Date(at), ...life };
  room.memory.amend(found.record._id, fresh);
  await room.models.session.updateOne({ _id: found.record._id }, { $set: fresh });
}

/** A locked desk stays locked: only the password opens it, not a click. */
async function attended(room: Room, token: string, at: number): Promise<void> {
  const found = await look(room, token, at);
  if (!found || found.session.locked) return;
  if (at - found.record.lastActiveAt.getTime() < ACTIVE_EVERY) return;
  const fresh = { lastActiveAt: new Date(at) };
  room.memory.amend(found.record._id, fresh);
  const open = { _id: found.record._id, lockedAt: null, lastActiveAt: { $gt: new Date(at - IDLE) } };
  await room.models.session.updateOne(open, { $set: fresh });
}

async function setLock(room: Room, token: string, locked: boolean): Promise<Session | Refusal> {
  const found = await look(room, token, room.now());
  if (!found) return no('session.none');
  if (found.session.device !== 'desk') return locked ? no('session.not-desk') : found.session;
  const at = new Date(room.now());
  const change = locked ? { lockedAt: at } : { lockedAt: null, lastActiveAt: at };
  await room.models.session.updateOne({ _id: found.record._id }, { $set: change });
  room.memory.drop(found.record._id);
  return (await look(room, token, room.now()))?.session ?? no('session.none');
}

async function renew(room: Room, token: string): Promise<SignedIn | Refusal> {
  const at = room.now();
  const found = await look(room, token, at);
  if (!found) return no('session.none');
  const fresh = newToken();
  const digest = digestOf(fresh) ?? '';
  const record = { ...found.record, _id: digest, handle: handleOf(digest) };
  await room.models.session.create(record);
  const others = { accountId: record.accountId, _id: { $ne: digest } };
  await room.models.session.deleteMany(others);
  room.memory.forget(record.accountId);
  return signedIn(fresh, record, found.account, at);
}

async function list(room: Room, principal: Principal): Promise<SessionInfo[]> {
  const whose = principal.role === 'administrator' ? {} : { accountId: String(principal.id) };
  const records = await room.models.session
    .find(whose, null, literal)
    .sort({ lastSeenAt: -1 })
    .limit(LISTED)
    .lean<SessionRecord[]>();
  const ids = [...new Set(records.map((record) => record.accountId))];
  const accounts = await room.models.account.find({ _id: { $in: ids } }).lean<AccountRecord[]>();
  const byId = new Map(accounts.map((account) => [account._id, account]));
  return records.flatMap((record) => infoOf(record, byId.get(record.accountId), room.now()));
}

function infoOf(record: SessionRecord, account: AccountRecord | undefined, at: number): SessionInfo[] {
  const session = account && sessionAt(record, account, at);
  if (!session) return [];
  const { accountId, address, userAgent } = record;
  const { id, device, createdAt, expiresAt } = session;
  const lastSeenAt = record.lastSeenAt.toISOString();
  const name = account.name;
  return [{ id, accountId, name, device, createdAt, lastSeenAt, expiresAt, address, userAgent }];
}

function signedIn(token: string, record: SessionRecord, account: AccountRecord, at: number): SignedIn {
  const session = sessionAt(record, account, at);
  if (!session) throw new Error('a session ended while it began');
  return { token, session, maxAge: Math.floor((record.expiresAt.getTime() - at) / 1000) };
}

/** What a browser says of itself, as one printable line. */
function shown(userAgent: string): string {
  return userAgent
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
