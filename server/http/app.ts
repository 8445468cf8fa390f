import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Report } from '../log.ts';
import { cookieFor } from './cookies.ts';
import { docs } from './docs.ts';
import { pass, type GateSetting } from './gate.ts';
import { pages } from './pages.ts';
import type { Handle, Reply } from './route.ts';
import { ROUTES, type RouteKey } from './routes.ts';
import { as, traceOf, tracing, type TraceSetting } from './trace.ts';

export interface AppSetting extends GateSetting, TraceSetting {
  readonly handlers: Readonly<Record<RouteKey, Handle>>;
  readonly report: Report;
  /** The folder of the built screens. */
  readonly screens: string;
  readonly proxies: number;
  /** Hosts of map tiles that pages may load pictures from. */
  readonly tileHosts: () => string[];
}

/** A body larger than this is no command. */
const JSON_LIMIT = '64kb';
/** How long it may take to come in, over the slowest of lines. */
const BODY_MS = 30_000;
/** Requests a minute from one address: a whole office sits behind one, a flood does not fit. */
const PER_MINUTE = 6_000;

/** The only Express: mounts every line of the table of routes, the screens, and the documentation. */
export function buildApp(setting: AppSetting): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // what the API answers is not stored, so it need not be hashed; pages have their own
  app.set('query parser', 'simple');
  app.set('trust proxy', setting.proxies);
  app.use(tracing(setting));
  app.use(headers(setting.tileHosts));
  app.use(
    '/api',
    rateLimit({
      windowMs: 60_000,
      limit: PER_MINUTE,
      legacyHeaders: false,
      standardHeaders: false,
      handler(request, response) {
        const address = request.ip ?? '';
        setting.denied?.({ route: null, address, session: null, token: null, code: tooMany.code });
        response.status(429).json(tooMany);
      },
    }),
  );
  for (const key of new Set([...OFTEN, ...(Object.keys(ROUTES) as RouteKey[])])) mount(app, key, setting);
  app.use('/api/docs', as('docs'), docs());
  app.use('/api', (_request, response) => void response.status(404).json(unknown));
  app.use(as('page'), pages(setting.screens));
  app.use(as('unknown'), (_request, response) => void response.status(404).json(unknown));
  app.use(problems(setting.report));
  return app;
}

/** Looked at first, since the table is gone through line by line. */
const OFTEN: readonly RouteKey[] = ['POST /api/commands', 'GET /api/snapshot', 'GET /api/changes'];

const tooMany = {
  code: 'http.too-many',
  zh: '请求太多，请稍后再试',
  en: 'Too many requests: try again in a moment',
};
const unknown = { code: 'http.unknown', zh: '没有这个地址', en: 'There is nothing at this address' };

function mount(app: Express, key: RouteKey, setting: AppSetting): void {
  const [method, path] = key.split(' ') as [string, string];
  const route = ROUTES[key];
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const parse =
    'body' in route
      ? [
          patient,
          express.json({ limit: JSON_LIMIT, strict: true, type: 'application/json', verify: onlyUtf8 }),
        ]
      : [];
  app[verb](path, as(key), ...parse, async (request: Request, response: Response) => {
    const trace = traceOf(response);
    const asked = await pass(route, request, setting, trace.request);
    if ('status' in asked) return send(response, asked, setting.origins.isSecure(request));
    trace.who = asked.session?.principal.id ?? null;
    send(response, await setting.handlers[key](asked), asked.secure);
  });
}

/** JSON travels as UTF-8 (RFC 8259, 8.1); the parser would take what calls itself UTF-7 for words that it is not. */
function onlyUtf8(_request: unknown, _response: unknown, _bytes: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') throw Object.assign(new Error(`a body in ${encoding}`), { status: 415 });
}

/** A body of JSON is there in time, or not at all: a connection is not kept for one that drips. */
function patient(request: Request, _response: Response, next: NextFunction): void {
  const late = setTimeout(() => request.destroy(), BODY_MS);
  for (const end of ['end', 'close']) request.once(end, () => clearTimeout(late));
  next();
}

function send(response: Response, reply: Reply, secure: boolean): void {
  response.status(reply.status);
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.session !== undefined) response.setHeader('Set-Cookie', cookieFor(reply.session, secure));
  if (reply.file) response.sendFile(reply.file, { dotfiles: 'allow', cacheControl: false });
  else if (reply.bytes) response.end(reply.bytes);
  else if (reply.body === undefined) response.end();
  else response.json(reply.body);
}

/** The Content-Security-Policy and its kin. Over plain http nothing may upgrade itself to https: it would be blank. */
function headers(tileHosts: () => string[]) {
  const self = ["'self'"];
  const sockets = (request: unknown) => {
    const host = (request as Request).headers.host ?? '';
    return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
  };
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", 'data:', 'blob:', () => tileHosts().join(' ') || "'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", sockets],
        fontSrc: self,
        manifestSrc: self,
        workerSrc: self,
        formAction: self,
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}

/** What went wrong before or in a handler: a body that is no JSON is the asker's, the rest is ours. */
function problems(report: Report) {
  return (problem: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = (problem as { status?: number }).status ?? 500;
    if (response.headersSent) return void response.destroy();
    if (status === 413)
      return void response.status(413).json({ code: 'http.too-large', zh: '内容太大', en: 'Too large' });
    if (status >= 400 && status < 500) {
      return void response
        .status(status)
        .json({ code: 'http.malformed', zh: '请求有误', en: 'The request is not as it should be' });
    }
    const id = report('a request failed', problem, traceOf(response).request);
    response.status(503).json({
      code: 'http.fault',
      zh: `系统出错（编号 ${id}）`,
      en: `Something went wrong (number ${id})`,
      id,
    });
  };
}
