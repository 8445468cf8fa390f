import { ref, shallowRef } from 'vue';
import type { Refusal } from '../../shared/refusal.ts';
import type { Principal } from '../../shared/roles.ts';
import { early } from '../live/lines/early.ts';
import { ask, sentenceOf, SILENCE, type Heard } from '../live/http.ts';
import { recall, remember } from '../ui/remember.ts';

/** Who is signed in on this device, as `GET /api/session` says it. */
export interface Session {
  readonly id: string;
  readonly principal: Principal;
  readonly device: 'desk' | 'phone' | 'other' | 'wall';
  /** A desk that has locked itself reads and sounds on, but does not write. */
  readonly locked: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/**
 * `in`: the server said so. `remembered`: nobody answers, and this device was signed in when it last heard; one may
 * write on, and it is sent later. `out`: nobody is. `unknown`: not asked yet, or nobody answers a stranger.
 */
export type Standing = 'unknown' | 'in' | 'remembered' | 'out';

export const session = shallowRef<Session | null>(null);
export const standing = ref<Standing>('unknown');
/** The first set-up is still to be done: there is nobody who could sign in. */
export const setupNeeded = ref(false);

/** What this browser keeps of the last session: name and post, no secret. Other tabs see it change. */
const KEPT = 'account.session';
/** Somebody signed out while nobody answered: done as soon as somebody does, before anything else. */
const LEAVING = 'account.leaving';

/** Asks who is signed in. Never throws; without an answer it falls back on what this device remembers. */
export async function findSession(): Promise<Standing> {
  if (recall(LEAVING) && (await ask('DELETE', '/api/session'))) remember(LEAVING, null);
  if (recall(LEAVING)) return settle(null, 'out');
  const heard = (await early('session')) ?? (await ask('GET', '/api/session'));
  if (heard?.status === 401) return settle(null, 'out');
  if (heard?.status !== 200) return fallBack();
  const found = sessionIn(heard);
  setupNeeded.value = (heard.body as { setupNeeded?: unknown } | null)?.setupNeeded === true;
  return found ? settle(found, 'in') : settle(null, 'out');
}

/** Null when it worked, else why not. */
export async function signIn(
  name: string,
  password: string,
  device: 'desk' | 'phone' | 'other',
): Promise<Refusal | null> {
  return enter(await ask('POST', '/api/session', { json: { name, password, device } }));
}

/** A wall signs in with its device token. */
export async function signInDevice(token: string): Promise<Refusal | null> {
  return enter(await ask('POST', '/api/session/device', { json: { token } }));
}

/** Ends the session, here at once and at the server as soon as it answers. What waits in the outbox stays there. */
export async function signOut(): Promise<void> {
  remember(LEAVING, '1');
  settle(null, 'out');
  if (await ask('DELETE', '/api/session')) remember(LEAVING, null);
}

/** Whether a person has just signed out here; not when a session merely ended. */
export function isLeaving(): boolean {
  return recall(LEAVING) !== null;
}

export async function unlock(password: string): Promise<Refusal | null> {
  return enter(await ask('POST', '/api/session/unlock', { json: { password } }));
}

export async function lock(): Promise<Refusal | null> {
  return enter(await ask('POST', '/api/session/lock'));
}

/** A command was refused because the desk is locked: the screen asks for the password without another request. */
export function noteLocked(): void {
  if (session.value && !session.value.locked) session.value = { ...session.value, locked: true };
}

/** The account that this browser's cookie stands for, as far as any of its tabs knows; null for nobody. */
export function signedInAs(): string | null {
  const kept = readKept();
  return kept === undefined ? (session.value?.principal.id ?? null) : (kept?.principal.id ?? null);
}

/** Another tab signed in or out: this one follows. Returns how to stop following. */
export function followOtherTabs(): () => void {
  const changed = (event: StorageEvent) => {
    if (event.key === KEPT && signedInAs() !== (session.value?.principal.id ?? null)) void findSession();
  };
  addEventListener('storage', changed);
  return () => removeEventListener('storage', changed);
}

async function enter(heard: Heard | null): Promise<Refusal | null> {
  if (!heard) return SILENCE;
  if (heard.status >= 300) return sentenceOf(heard.body) ?? SILENCE;
  remember(LEAVING, null);
  const found = sessionIn(heard);
  if (found) settle(found, 'in');
  else await findSession();
  return null;
}

function settle(found: Session | null, how: Standing): Standing {
  session.value = found;
  standing.value = how;
  const text = found ? JSON.stringify(found) : null;
  if (recall(KEPT) !== text) remember(KEPT, text);
  return how;
}

function fallBack(): Standing {
  const kept = readKept();
  if (!kept) return (standing.value = 'unknown');
  session.value = kept;
  return (standing.value = 'remembered');
}

/** Undefined when nothing can be remembered here at all, null when nobody is. */
function readKept(): Session | null | undefined {
  const text = recall(KEPT);
  if (text === null) return session.value ? undefined : null;
  try {
    return JSON.parse(text) as Session;
  } catch {
    return null;
  }
}

function sessionIn({ body }: Heard): Session | null {
  const found = (body as { session?: Session | null } | null)?.session;
  return found ?? null;
}
