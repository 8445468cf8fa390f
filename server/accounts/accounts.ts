import type { Connection } from 'mongoose';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import type { Principal } from '../../shared/roles.ts';
import { openChanges, type Changes, type Listener } from './changes.ts';
import type {
  Account,
  AccountChange,
  AccountInput,
  Session,
  SessionInfo,
  SignedIn,
  SignInInput,
} from './contract.ts';
import { accountModels, buildIndexes, type AccountModels } from './models.ts';
import { openHashing, type Hashing } from './passwords/hashing.ts';
import { no } from './refusals.ts';
import { openRoster } from './roster.ts';
import { openSessions, type Sessions } from './sessions/sessions.ts';
import { openSignIn } from './signIn.ts';
import { digestOf } from './tokens.ts';

/**
 * Who may come in, and who is in. Every no is a refusal of refusals.ts; what throws is a fault of the store.
 * Passwords are kept as argon2id, tokens as SHA-256 digests; neither ever leaves this room.
 */
export interface Accounts {
  /** Builds the indexes; to be awaited before anything else. */
  ready(): Promise<void>;
  /** Whether there is any account at all. */
  any(): Promise<boolean>;
  list(): Promise<Account[]>;
  find(id: string): Promise<Account | null>;
  /** The account of a sign-in name, as it is compared at the door. */
  named(signInName: string): Promise<Account | null>;
  /** Refuses a taken name, a weak password, a liaison without village or department. */
  create(input: AccountInput, byId: string): Promise<Account | Refusal>;
  /** Refuses to take the last administrator away. Sessions end when it is disabled or its password set. */
  change(id: string, change: AccountChange, byId: string): Promise<Account | Refusal>;
  /** A wall with its token, which is shown this once. It is revoked by disabling its account. */
  createDevice(name: string, byId: string): Promise<{ id: string; token: string }>;

  /** Always a new token. Refuses with `session.wrong`, `session.wait`, `session.busy`, `session.disabled`. */
  signIn(input: SignInInput): Promise<SignedIn | Refusal>;
  signInDevice(token: string, address: string, userAgent: string): Promise<SignedIn | Refusal>;
  /** The session a token opens, with the rights of now; at most a second old. `at` is in milliseconds. */
  sessionOf(token: string, at?: number): Promise<Session | null>;
  /**
   * A person did something there: a write, a page asked for, a screen that says it is attended. Idle time counts
   * from here and not from polling. It does not open a locked desk.
   */
  attended(token: string, at?: number): Promise<void>;
  lock(token: string): Promise<Session | Refusal>;
  unlock(token: string, password: string): Promise<Session | Refusal>;
  /** The session goes on under a new token; all others of the account end. */
  changePassword(token: string, old: string, password: string): Promise<SignedIn | Refusal>;
  /** Signs out. An unknown token is no trouble. */
  end(token: string): Promise<void>;
  /** Ends a session by its handle: one's own, or any as administrator. */
  endById(id: string, principal: Principal): Promise<Refusal | null>;
  /** One's own sessions; all of them for an administrator, latest first, at most 500. */
  sessions(principal: Principal): Promise<SessionInfo[]>;

  /** Tells of every change of an account, right or session, once it is made. A listener that throws is told again. */
  onChange(listener: Listener): void;
  /** Tells what was left untold by a crash or a listener's fault; to be called once a minute. */
  tellPending(): Promise<void>;
  /** Drops what is remembered of an account, when another server says that it changed. */
  forget(accountId: string): void;
}

export interface AccountsOptions {
  readonly connection: Connection;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Whether the unit has a village; any is believed when left out. */
  readonly villageKnown?: (villageId: string) => boolean;
  /** The names of the unit and its villages, of which no password is made. */
  readonly unitWords?: () => readonly string[];
  /** Where the fault of a listener goes, to be logged. */
  readonly fault?: (problem: unknown) => void;
}

/** What the set-up shares with this room. */
export interface AccountsRoom {
  readonly models: AccountModels;
  readonly changes: Changes;
  readonly hashing: Hashing;
  readonly now: () => number;
}

export function openAccounts(options: AccountsOptions): Accounts & { readonly room: AccountsRoom } {
  const { connection, now = Date.now, villageKnown = () => true, unitWords = () => [] } = options;
  const models = accountModels(connection);
  const changes = openChanges({ models, now, fault: options.fault ?? (() => undefined) });
  const hashing = openHashing();
  const sessions = openSessions(models, now);
  const deps = { models, changes, hashing, sessions, now, villageKnown, unitWords };
  const { change, ...roster } = openRoster(deps);
  const { forgive, ...signIn } = openSignIn(deps);
  return {
    room: { models, changes, hashing, now },
    ready: () => buildIndexes(models),
    ...roster,
    async change(id, wanted, byId) {
      const account = await change(id, wanted, byId);
      if (!isRefusal(account) && wanted.password !== undefined) forgive(account.signInName);
      return account;
    },
    ...signIn,
    sessionOf: sessions.of,
    attended: sessions.attended,
    lock: (token) => sessions.setLock(token, true),
    end: (token) => end(sessions, changes, token),
    endById: (id, principal) => endById(sessions, changes, id, principal),
    sessions: sessions.list,
    onChange: changes.onChange,
    tellPending: changes.tellPending,
    forget: sessions.forget,
  };
}

async function end(sessions: Sessions, changes: Changes, token: string): Promise<void> {
  const digest = digestOf(token);
  const found = digest && (await sessions.found(token));
  if (!found) return;
  const { _id: accountId } = found.account;
  await revoke(sessions, changes, found.record, accountId);
}

async function endById(
  sessions: Sessions,
  changes: Changes,
  id: string,
  principal: Principal,
): Promise<Refusal | null> {
  const record = await sessions.byHandle(id);
  const mine = record?.accountId === principal.id || principal.role === 'administrator';
  if (!record || !mine) return no('session.unknown');
  await revoke(sessions, changes, record, principal.id);
  return null;
}

async function revoke(
  sessions: Sessions,
  changes: Changes,
  { _id, handle, accountId }: { _id: string; handle: string; accountId: string },
  byId: string,
): Promise<void> {
  const change = { accountId, what: 'sessionRevoked', session: handle, byId } as const;
  await changes.make(change, async () => {
    await sessions.end(_id);
    return true;
  });
}
