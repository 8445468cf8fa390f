import { isRefusal } from '../../shared/refusal.ts';
import type { Asked, Handle, Reply } from '../http/route.ts';
import type { RouteKey } from '../http/routes.ts';
import { idIn, whoOf, type Detail, type SecurityEvent, type Visit, type What, type Who } from './contract.ts';
import type { Security } from './security.ts';

/**
 * How a route is written down. `act`: a line before it and its outcome after it; nothing happens without the first.
 * `read`: a line before the answer leaves; nothing leaves without it. `told`: what came of it, as soon as may be.
 * A route without one is told of only when it says no.
 */
interface Watch {
  readonly what: What;
  readonly how: 'act' | 'read' | 'told';
  /** Which of its requests; all when left out. */
  readonly when?: (asked: Asked) => boolean;
  readonly about?: (asked: Asked, reply: Reply | null) => string | undefined;
  readonly detail?: (asked: Asked, reply: Reply) => Detail;
}

const byId = (asked: Asked) => asked.params.id;
const made = (_asked: Asked, reply: Reply | null) => {
  const body = reply?.body as { id?: string; account?: { id?: string } } | undefined;
  return body?.account?.id ?? body?.id;
};
const beyondDuty = ({ session }: Asked) =>
  session?.principal.role === 'auditor' || session?.principal.role === 'administrator';
const bookOf = ({ query }: Asked) => String((query as { book?: string }).book ?? '');
const monthOf = ({ query }: Asked) => String((query as { month?: string }).month ?? '');
const countOf = (field: string) => (_asked: Asked, reply: Reply) => {
  const list = (reply.body as Record<string, unknown> | undefined)?.[field];
  return { rows: Array.isArray(list) ? list.length : 0 };
};

/** Every route has its line here: one that is forgotten does not compile. */
const WATCHES: Readonly<Record<RouteKey, Watch | null>> = {
  'GET /livez': null,
  'GET /readyz': null,
  'GET /metrics': null,
  'GET /api/openapi.json': null,
  'GET /api/setup': null,
  'POST /api/setup/code': { what: 'setup.code', how: 'told' },
  'POST /api/setup': { what: 'setup.run', how: 'act' },
  'GET /api/session': null,
  'POST /api/session': { what: 'session.signIn', how: 'read' },
  'POST /api/session/device': { what: 'session.signInDevice', how: 'read' },
  'DELETE /api/session': { what: 'session.signOut', how: 'told' },
  'POST /api/session/unlock': { what: 'session.unlock', how: 'told' },
  'POST /api/session/lock': { what: 'session.lock', how: 'told' },
  'PUT /api/session/password': { what: 'session.password', how: 'told' },
  'GET /api/sessions': {
    what: 'read.sessions',
    how: 'read',
    when: beyondDuty,
    detail: countOf('sessions'),
  },
  'DELETE /api/sessions/:id': { what: 'session.end', how: 'act', about: byId },
  'GET /api/accounts': { what: 'read.accounts', how: 'read', detail: countOf('accounts') },
  'POST /api/accounts': { what: 'account.create', how: 'act', about: made },
  'PATCH /api/accounts/:id': {
    what: 'account.change',
    how: 'act',
    about: byId,
    detail: ({ body }) => ({ fields: Object.keys(body as object).join(' ') }),
  },
  'POST /api/devices': { what: 'device.create', how: 'act', about: made },
  'GET /api/contacts/:id': { what: 'read.contact', how: 'read', about: byId },
  'PUT /api/contacts/:id': { what: 'contact.write', how: 'told', about: byId },
  'DELETE /api/contacts/:id': { what: 'contact.delete', how: 'act', about: byId },
  'POST /api/commands': null,
  'GET /api/snapshot': null,
  'GET /api/changes': null,
  'GET /api/books': null,
  'GET /api/records/:table': {
    what: 'read.records',
    how: 'read',
    when: beyondDuty,
    about: ({ params }) => params.table,
    detail: countOf('rows'),
  },
  'GET /api/journal': { what: 'read.journal', how: 'read', about: bookOf, detail: countOf('entries') },
  'GET /api/retention': { what: 'read.retention', how: 'read', about: bookOf },
  'GET /api/security': { what: 'read.security', how: 'read', detail: countOf('lines') },
  'GET /api/papers/roster.xlsx': { what: 'export.roster', how: 'read', about: monthOf },
  'POST /api/imports/roster': null,
  'GET /api/feeds': null,
  'POST /api/feeds': { what: 'feed.create', how: 'act', about: made },
  'DELETE /api/feeds/:id': { what: 'feed.revoke', how: 'act', about: byId },
  'GET /api/feeds/:token.ics': null,
  'PUT /api/files/:id': null,
  'GET /api/files/:hash': {
    what: 'read.file',
    how: 'read',
    // The small picture is a part of the screen, as the words beside it are.
    when: ({ query }) => (query as { size?: string }).size !== 'small',
    about: ({ params }) => params.hash?.slice(0, 16),
  },
};

export interface WatchSetting {
  readonly security: Security;
  /** The account of a sign-in name, if there is one. */
  readonly accountNamed: (signInName: string) => Promise<Who | null>;
  /** Takes back a session whose beginning could not be written down. */
  readonly endSession: (token: string) => Promise<void>;
  readonly report: (what: string, problem: unknown) => string;
}

/** Puts the security log around the handler of a route. */
export function watched(key: RouteKey, handle: Handle, setting: WatchSetting): Handle {
  const watch = WATCHES[key];
  return async (asked) => {
    if (!watch || (watch.when && !watch.when(asked))) {
      const reply = await handle(asked);
      return key === 'POST /api/commands' ? reply : (noteDenial(key, asked, reply, setting), reply);
    }
    if (watch.how === 'act') return act(key, watch, asked, handle, setting);
    const reply = await handle(asked);
    const visit = await visitOf(key, asked, reply, setting);
    return tell(setting, eventOf(key, watch, asked, reply, visit), reply, watch.how);
  };
}

async function act(key: RouteKey, watch: Watch, asked: Asked, handle: Handle, setting: WatchSetting) {
  const visit = visitIn(asked);
  const about = watch.about?.(asked, null);
  const begun = { what: watch.what, result: 'begun', visit, op: key, ...idIn(about) } as const;
  let of: number;
  try {
    of = (await setting.security.must(begun)).seq;
  } catch (problem) {
    return unwritten(setting, problem);
  }
  const after = (reply: Reply) => setting.security.note({ ...eventOf(key, watch, asked, reply, visit), of });
  try {
    const reply = await handle(asked);
    after(reply);
    return reply;
  } catch (problem) {
    after({ status: 503 });
    throw problem;
  }
}

async function tell(setting: WatchSetting, event: SecurityEvent, reply: Reply, how: 'read' | 'told') {
  if (event.result !== 'ok' || how === 'told') {
    setting.security.note(event);
    return reply;
  }
  try {
    await (reply.session ? setting.security.must(event) : setting.security.mustOnce(event));
    return reply;
  } catch (problem) {
    if (reply.session) await setting.endSession(reply.session.token).catch(() => undefined);
    return unwritten(setting, problem);
  }
}

/** A handler's own no, e.g. that there is no such thing for this person. */
function noteDenial(key: RouteKey, asked: Asked, reply: Reply, { security }: WatchSetting): void {
  if (![401, 403, 404].includes(reply.status)) return;
  security.note({ ...outcomeOf(reply), what: 'denied.request', visit: visitIn(asked), op: key });
}

function eventOf(key: RouteKey, watch: Watch, asked: Asked, reply: Reply, visit: Visit): SecurityEvent {
  const about = watch.about?.(asked, reply);
  const detail = reply.status < 400 ? watch.detail?.(asked, reply) : undefined;
  return {
    ...outcomeOf(reply),
    ...{ what: watch.what, visit, op: key },
    ...idIn(about),
    ...(detail ? { detail } : {}),
  };
}

function outcomeOf({ status, body }: Reply): Pick<SecurityEvent, 'result' | 'code'> {
  if (status < 400) return { result: 'ok' };
  const code = isRefusal(body) ? body.code : `http.${status}`;
  return { result: status < 500 ? 'refused' : 'failed', code };
}

export function visitIn({ session, address, requestId }: Asked): Visit {
  const who = session ? whoOf(session.principal) : null;
  return { who, address, session: session?.id ?? null, requestId };
}

/** At the door: who came in, or as whom somebody tried to, as far as there is an account of that name. */
async function visitOf(key: RouteKey, asked: Asked, reply: Reply, setting: WatchSetting): Promise<Visit> {
  if (key !== 'POST /api/session' && key !== 'POST /api/session/device') return visitIn(asked);
  const { session } = (reply.body ?? {}) as { session?: Asked['session'] };
  if (session) return { ...visitIn({ ...asked, session }) };
  const { name } = reply.status < 500 ? (asked.body as { name?: string }) : {};
  // People type passwords into the field of the name: what is no account's name is not kept in any form.
  const who = name === undefined ? null : await setting.accountNamed(name);
  return { ...visitIn(asked), who, session: null };
}

function unwritten({ report }: WatchSetting, problem: unknown): Reply {
  const id = report('the security log cannot be written: the request was not done', problem);
  const zh = `安全日志写不进去，这项操作没有执行（编号 ${id}）`;
  const en = `The security log cannot be written, so this was not done (number ${id})`;
  return { status: 503, body: { code: 'security.unwritten', zh, en, id }, headers: { 'retry-after': '5' } };
}
