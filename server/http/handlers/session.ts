import type * as z from 'zod/mini';
import { isRefusal, type Refusal } from '../../../shared/refusal.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Session, SignedIn } from '../../accounts/contract.ts';
import { no, refused } from '../../accounts/refusals.ts';
import { wholeLife } from '../../accounts/sessions/lives.ts';
import type { Asked, Handle, Reply } from '../route.ts';
import type { ROUTES, RouteKey } from '../routes.ts';

export interface SessionSetting {
  readonly accounts: Accounts;
  /** Whether the first set-up is still to be done. */
  readonly setupNeeded: () => Promise<boolean>;
}

type Keys =
  | 'GET /api/session'
  | 'POST /api/session'
  | 'POST /api/session/device'
  | 'DELETE /api/session'
  | 'POST /api/session/unlock'
  | 'POST /api/session/lock'
  | 'PUT /api/session/password'
  | 'GET /api/sessions'
  | 'DELETE /api/sessions/:id';
type Body<Key extends Keys> = (typeof ROUTES)[Key] extends { body: infer Form extends z.ZodMiniType }
  ? z.infer<Form>
  : never;

/** Signing in and out, the lock of a desk, and the list of who is signed in where. */
export function sessionHandlers({
  accounts,
  setupNeeded,
}: SessionSetting): Pick<Record<RouteKey, Handle>, Keys> {
  return {
    'GET /api/session': (asked) => whoAmI(asked, setupNeeded),
    'POST /api/session': (asked) => signIn(accounts, asked),
    async 'POST /api/session/device'(asked) {
      const { token } = asked.body as Body<'POST /api/session/device'>;
      return begun(accounts, asked, await accounts.signInDevice(token, asked.address, asked.userAgent));
    },
    async 'DELETE /api/session'(asked) {
      await accounts.end(asked.token ?? '');
      return { status: 204, session: null };
    },
    async 'POST /api/session/unlock'(asked) {
      const { password } = asked.body as Body<'POST /api/session/unlock'>;
      return standing(await accounts.unlock(asked.token ?? '', password));
    },
    'POST /api/session/lock': async (asked) => standing(await accounts.lock(asked.token ?? '')),
    async 'PUT /api/session/password'(asked) {
      const { old, password } = asked.body as Body<'PUT /api/session/password'>;
      const changed = await accounts.changePassword(asked.token ?? '', old, password);
      return isRefusal(changed) ? refused(changed) : withCookie(200, changed);
    },
    'GET /api/sessions': (asked) => list(accounts, asked),
    'DELETE /api/sessions/:id': (asked) => endOne(accounts, asked),
  };
}

/** A phone's cookie and a wall's are handed out anew, so that they slide as their sessions do. */
async function whoAmI({ session, token }: Asked, setupNeeded: SessionSetting['setupNeeded']): Promise<Reply> {
  if (!session) return { status: 200, body: { session: null, setupNeeded: await setupNeeded() } };
  const reply = { status: 200, body: { session, setupNeeded: false } };
  if (!token || (session.device !== 'phone' && session.device !== 'wall')) return reply;
  const maxAge = Math.floor(wholeLife(session.device) / 1000);
  return { ...reply, session: { token, maxAge } };
}

async function signIn(accounts: Accounts, asked: Asked): Promise<Reply> {
  const { name, password, device } = asked.body as Body<'POST /api/session'>;
  const { address, userAgent } = asked;
  return begun(accounts, asked, await accounts.signIn({ name, password, device, address, userAgent }));
}

/** Whoever signs in over a session leaves it: it must not live on under a cookie nobody has any more. */
async function begun(accounts: Accounts, { token }: Asked, result: SignedIn | Refusal): Promise<Reply> {
  if (isRefusal(result)) return refused(result);
  if (token) await accounts.end(token);
  return withCookie(201, result);
}

function withCookie(status: number, { session, token, maxAge }: SignedIn): Reply {
  return { status, body: { session }, session: { token, maxAge } };
}

function standing(session: Session | Refusal): Reply {
  return isRefusal(session) ? refused(session) : { status: 200, body: { session } };
}

async function list(accounts: Accounts, { session, token }: Asked): Promise<Reply> {
  if (!session) return refused(no('session.none'));
  await accounts.attended(token ?? '');
  const sessions = await accounts.sessions(session.principal);
  return {
    status: 200,
    body: { sessions: sessions.map((one) => ({ ...one, mine: one.id === session.id })) },
  };
}

async function endOne(accounts: Accounts, { session, params }: Asked): Promise<Reply> {
  if (!session) return refused(no('session.none'));
  const refusal = await accounts.endById(params.id ?? '', session.principal);
  if (refusal) return refused(refusal);
  return params.id === session.id ? { status: 204, session: null } : { status: 204 };
}
