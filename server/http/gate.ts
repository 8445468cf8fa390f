import type { Request } from 'express';
import type * as z from 'zod/mini';
import type { Refusal } from '../../shared/refusal.ts';
import type { Session } from '../accounts/contract.ts';
import type { Origins } from './origin.ts';
import type { Asked, Reply, Route } from './route.ts';
import { tokenIn } from './cookies.ts';
import { isMachine, type MachineSetting } from './machine.ts';

export interface GateSetting extends MachineSetting {
  readonly origins: Origins;
  readonly sessionOf: (token: string) => Promise<Session | null>;
  /** Told of everybody who is turned away, except from a locked desk. */
  readonly denied?: (denial: Denial) => void;
}

/** Somebody who was turned away: from where, with which session, and the code of the reason. */
export interface Denial {
  /** Null when it was not looked at any more: too many requests. */
  readonly route: Route | null;
  readonly address: string;
  readonly session: Session | null;
  /** The token that was shown; of a session that is over, or of none. Never logged. */
  readonly token: string | null;
  readonly code: string;
  readonly requestId?: string;
}

/** Why a request does not get as far as its handler. */
const no = {
  malformed: (path: string) =>
    refusal(400, 'http.malformed', `请求有误：${path}`, `The request is not as it should be: ${path}`, path),
  origin: refusal(403, 'http.origin', '请求来源不被允许', 'Requests from there are not allowed'),
  signedOut: refusal(401, 'http.signed-out', '请先登录', 'Sign in first'),
  notAllowed: refusal(403, 'http.not-allowed', '您的岗位不能做这项操作', 'Your post may not do this'),
  locked: refusal(
    423,
    'session.locked',
    '值班台已锁定，请先解锁',
    'This desk has locked itself: unlock it first',
  ),
};

/**
 * Every request passes here, in this order: form of the query, Origin, session, role, lock, form of the body.
 * Nothing is allowed by being forgotten: the route's line in the table says it all.
 */
export async function pass(
  route: Route,
  request: Request,
  setting: GateSetting,
  requestId: string,
): Promise<Asked | Reply> {
  const query = read(route.query, request.query);
  if (!query.ok) return no.malformed(query.path);
  const secure = setting.origins.isSecure(request);
  const token = tokenIn(request, secure);
  const deny = (reply: Reply, session: Session | null) => {
    const { code } = reply.body as Refusal;
    const from = { address: request.ip ?? '', session, token, requestId };
    if (reply !== no.locked) setting.denied?.({ route, code, ...from });
    return reply;
  };
  if (route.writes && !setting.origins.isOurs(request)) return deny(no.origin, null);
  const session = token ? await setting.sessionOf(token) : null;
  const machine = !token && route.machines === true && isMachine(request, setting);
  const refused = machine ? null : allow(route, session);
  if (refused) return deny(refused, session);
  const body = route.body ? read(route.body, request.body) : { ok: true as const, value: undefined };
  if (!body.ok) return no.malformed(body.path);
  return asked(request, { session, token, secure, query: query.value, body: body.value, requestId });
}

function allow(route: Route, session: Session | null): Reply | null {
  if (route.roles === 'anyone') return null;
  if (!session) return no.signedOut;
  if (route.roles !== 'signed-in' && !route.roles.includes(session.principal.role)) return no.notAllowed;
  return route.writes && !route.whenLocked && session.locked ? no.locked : null;
}

type Got = Pick<Asked, 'session' | 'token' | 'secure' | 'query' | 'body' | 'requestId'>;

function asked(request: Request, got: Got): Asked {
  const left = new AbortController();
  request.once('close', () => left.abort());
  return {
    ...got,
    params: request.params as Record<string, string>,
    address: request.ip ?? '',
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
    headers: request.headers,
    stream: request,
    gone: left.signal,
  };
}

type Read = { ok: true; value: unknown } | { ok: false; path: string };

/** A contract that is not there lets nothing in: an undeclared query or body is malformed. */
function read(schema: z.ZodMiniType | undefined, value: unknown): Read {
  const given = value ?? {};
  if (!schema)
    return Object.keys(given).length === 0
      ? { ok: true, value: given }
      : { ok: false, path: Object.keys(given)[0] ?? '' };
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 3) : [];
  return {
    ok: false,
    path: [...(issue?.path ?? []), ...unknown].map((step) => String(step).slice(0, 40)).join('.') || 'body',
  };
}

function refusal(status: number, code: string, zh: string, en: string, path?: string): Reply {
  const body: Refusal = path === undefined ? { code, zh, en } : { code, zh, en, path };
  return { status, body };
}
