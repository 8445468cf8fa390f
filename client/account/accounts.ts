import type { Refusal } from '../../shared/refusal.ts';
import type { Role } from '../../shared/roles.ts';
import { ask, sentenceOf, SILENCE } from '../live/http.ts';
import { departmentWords, words } from './words.ts';

/** An account, as `GET /api/accounts` has it. Walls are in the list as well, with the role `wall`. */
export interface Account {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  readonly villageId: string | null;
  readonly departmentId: string | null;
  readonly slot: 'A' | 'B' | null;
  readonly phone: string | null;
  readonly disabled: boolean;
  readonly createdAt: string;
}

/** What an account is made of. */
export type AccountInput = Omit<Account, 'id' | 'disabled' | 'createdAt'> & { readonly password: string };
/** What may change of one; a given password signs it out everywhere. */
export type AccountChange = Partial<Omit<AccountInput, 'signInName'> & { readonly disabled: boolean }>;

/** A session as a list shows it. */
export interface SessionInfo {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly device: 'desk' | 'phone' | 'other' | 'wall';
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
  /** The one this page is in. */
  readonly mine: boolean;
}

/** What came of asking: the answer, or why not, to be said beside where the person acted. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** The departments a department liaison can stand for; the id is what the server keeps. */
export const DEPARTMENTS = Object.keys(departmentWords) as (keyof typeof departmentWords)[];

export async function listAccounts(): Promise<Outcome<readonly Account[]>> {
  return taken<readonly Account[]>(await ask('GET', '/api/accounts'), 'accounts');
}

export async function createAccount(input: AccountInput): Promise<Outcome<Account>> {
  return taken<Account>(await ask('POST', '/api/accounts', { json: input }), 'account');
}

export async function changeAccount(id: string, change: AccountChange): Promise<Outcome<Account>> {
  return taken<Account>(await ask('PATCH', `/api/accounts/${id}`, { json: change }), 'account');
}

/** A token for a wall. It is known here once and never again. */
export async function createDevice(name: string): Promise<Outcome<string>> {
  return taken<string>(await ask('POST', '/api/devices', { json: { name } }), 'token');
}

/** One's own sessions; all of them for an administrator. */
export async function listSessions(): Promise<Outcome<readonly SessionInfo[]>> {
  return taken<readonly SessionInfo[]>(await ask('GET', '/api/sessions'), 'sessions');
}

export async function endSession(id: string): Promise<Refusal | null> {
  return refusalIn(await ask('DELETE', `/api/sessions/${id}`));
}

export async function changePassword(old: string, password: string): Promise<Refusal | null> {
  return refusalIn(await ask('PUT', '/api/session/password', { json: { old, password } }));
}

/** The refusal an answer is, with silence told as what it is here: nothing repeats these by itself. */
export function refusalIn(heard: Awaited<ReturnType<typeof ask>>): Refusal | null {
  if (!heard) return { code: SILENCE.code, ...words.noAnswer };
  if (heard.status < 300) return null;
  return sentenceOf(heard.body) ?? { code: `http.${heard.status}`, ...words.notTaken };
}

/** A refusal as this page says it: what waits for no outbox is not sent again by itself. */
export function plainly(refusal: Refusal | null): Refusal | null {
  return refusal?.code === SILENCE.code ? { code: refusal.code, ...words.noAnswer } : refusal;
}

function taken<T>(heard: Awaited<ReturnType<typeof ask>>, field: string): Outcome<T> {
  const refusal = refusalIn(heard);
  if (refusal) return { ok: false, refusal };
  return { ok: true, value: (heard?.body as Record<string, T>)[field] as T };
}
