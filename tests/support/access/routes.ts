import { randomUUID } from 'node:crypto';
import { Client } from '../../../scripts/client.ts';
import { PASSWORD, type Township } from '../township.ts';
import { canary, report, VILLAGE, type Fixtures } from './fixtures.ts';
import { asker, makeAccount, sessionOf } from './people.ts';
import type { Target } from './table.ts';

/** A request for one cell: where to, and with what. */
export interface RouteAsk {
  readonly path: string;
  readonly body?: unknown;
}

/** What the routes are tried on, made once: files, contacts and accounts of each village and of none. */
export interface RouteGround {
  /** A request about a target; `fresh` when it will be carried out, so that nothing is tried twice on one thing. */
  requestFor(key: string, target: Target, fresh: boolean): Promise<RouteAsk>;
}

type Three = keyof typeof VILLAGE;
const SESSION_OF: Readonly<Record<Three, string>> = {
  own: 'liaison-own',
  other: 'liaison-moved',
  township: 'officer-locked',
};

export async function routeGround(town: Township, make: Fixtures): Promise<RouteGround> {
  const officer = asker(town.origin, 'dutyOfficer', '10.9.1.1', town.people.dutyOfficer.cookie);
  const contact = async (target: Three) => {
    const id = randomUUID();
    const body = { name: canary('报', target), phone: '13800000009' };
    await town.people.dutyOfficer.must('PUT', `/api/contacts/${id}`, body);
    return id;
  };
  const named = async (target: Three) => {
    const fileId = randomUUID();
    const words = canary('报', target);
    const row = await make.give('report.submit', report(VILLAGE[target], words, { fileIds: [fileId] }));
    return { fileId, row };
  };
  const upload = async (target: Three) => {
    const { fileId, row } = await named(target);
    const path = `/api/files/${fileId}?book=real&of=report&row=${row}&name=${canary('报', target)}.txt`;
    const { body } = await officer.ask('PUT', path, text(canary('报', target)));
    return { row, hash: (body as { hash: string }).hash };
  };
  const files = { own: await upload('own'), other: await upload('other') };
  const layer = await importLayer(town, make);
  const newFeed = () =>
    town.people.leader.must('POST', '/api/feeds', { kind: 'own' }) as Promise<{ id: string; path: string }>;
  const { path: address } = await newFeed();
  const feed = async () => (await newFeed()).id;
  const accounts = {
    own: await makeAccount(town, 'spare-own', 'villageLiaison', VILLAGE.own),
    other: await makeAccount(town, 'spare-other', 'villageLiaison', VILLAGE.other),
    township: await makeAccount(town, 'spare-officer', 'dutyOfficer', null),
  };
  const session = async (target: Three) =>
    (await sessionOf(await new Client(town.origin).signIn(SESSION_OF[target], PASSWORD, 'phone'))).id;
  const kept = new Map<string, Promise<string>>();
  const one = (of: string, target: Three, fresh: boolean, makeOne: () => Promise<string>) => {
    const key = `${of}/${target}`;
    if (fresh) return makeOne();
    return kept.get(key) ?? kept.set(key, makeOne()).get(key)!;
  };
  const idFor = async (of: 'contact' | 'session' | 'account', target: Target, fresh: boolean) => {
    if (target === 'missing') return of === 'session' ? 'f'.repeat(16) : randomUUID();
    if (target === 'malformed') return encodeURIComponent('../x');
    if (of === 'account') return accounts[target];
    return one(of, target, fresh, () => (of === 'contact' ? contact(target) : session(target)));
  };
  const rowOf = async (target: Target) => {
    if (target === 'own' || target === 'other') return files[target].row;
    return target === 'township' ? make.newReport('township') : randomUUID();
  };
  const ask: Record<string, (target: Target, fresh: boolean) => Promise<RouteAsk> | RouteAsk> = {
    ...fixed(make),
    'DELETE /api/sessions/:id': async (target, fresh) => ({
      path: `/api/sessions/${await idFor('session', target, fresh)}`,
    }),
    'PATCH /api/accounts/:id': async (target, fresh) => ({
      path: `/api/accounts/${await idFor('account', target, fresh)}`,
      body: { post: `联络员 ${make.next()}` },
    }),
    'GET /api/contacts/:id': async (target) => ({
      path: `/api/contacts/${await idFor('contact', target, false)}`,
    }),
    'PUT /api/contacts/:id': async (target) => ({
      path: `/api/contacts/${target === 'malformed' ? encodeURIComponent('../x') : randomUUID()}`,
      body: { name: '张三', phone: null },
    }),
    'DELETE /api/feeds/:id': async (target, fresh) => ({
      path: `/api/feeds/${target === 'township' ? await one('feed', target, fresh, feed) : await idFor('contact', target, false)}`,
    }),
    'GET /api/feeds/:token.ics': async (target) => ({
      path: target === 'township' ? address : feedPath(target),
    }),
    'DELETE /api/contacts/:id': async (target, fresh) => ({
      path: `/api/contacts/${await idFor('contact', target, fresh)}`,
    }),
    'GET /api/records/:table': async (target) => {
      const table = target === 'malformed' ? encodeURIComponent('../x') : 'report';
      const words =
        target === 'own' || target === 'other' || target === 'township' ? canary('报', target) : randomUUID();
      return { path: `/api/records/${table}?find=${encodeURIComponent(words)}` };
    },
    'PUT /api/files/:id': async (target, fresh) => {
      const mine = target === 'own' || target === 'other' || target === 'township';
      const { fileId, row } =
        mine && fresh ? await named(target) : { fileId: randomUUID(), row: await rowOf(target) };
      const of = target === 'malformed' ? '../x' : row;
      return {
        path: `/api/files/${fileId}?book=real&of=report&row=${encodeURIComponent(of)}`,
        body: text(randomUUID()),
      };
    },
    'GET /api/files/:hash': async (target) => {
      if (target === 'missing') return { path: `/api/files/${'0'.repeat(64)}?book=real` };
      if (target === 'malformed') return { path: `/api/files/${encodeURIComponent('../x')}?book=real` };
      return { path: `/api/files/${target === 'township' ? layer : files[target].hash}?book=real` };
    },
  };
  await make.newReport('township');
  await recorded(town);
  return {
    async requestFor(key, target, fresh) {
      const request = ask[key];
      if (!request) throw new Error(`no request is known for ${key}: add it here and its line to table.ts`);
      return request(target, fresh);
    },
  };
}

/** Requests that are the same whoever asks. */
function fixed(make: Fixtures): Record<string, (target: Target) => RouteAsk> {
  const plain = (...paths: string[]) =>
    Object.fromEntries(paths.map((path) => [`GET ${path}`, () => ({ path })]));
  const book = (target: Target) =>
    target === 'township' ? 'real' : target === 'missing' ? `ex-${randomUUID()}` : encodeURIComponent('../x');
  const account = () => ({
    ...{ signInName: `new-${make.next()}`, name: '新人', post: '值班员', role: 'dutyOfficer' },
    ...{ villageId: null, departmentId: null, slot: null, phone: null, password: PASSWORD },
  });
  const body = (path: string, of: (target: Target) => unknown) => (target: Target) => ({
    path,
    body: of(target),
  });
  const bad = (target: Target, good: unknown) => (target === 'malformed' ? {} : good);
  return {
    ...plain('/livez', '/readyz', '/metrics', '/api/openapi.json', '/api/setup', '/api/session'),
    ...plain('/api/feeds', '/api/sessions', '/api/accounts', '/api/books'),
    'POST /api/setup/code': body('/api/setup/code', () => ({ code: 'x' })),
    'POST /api/setup': body('/api/setup', () => ({ code: 'x' })),
    'POST /api/session': body('/api/session', () => ({
      name: 'nobody-here',
      password: 'x',
      device: 'other',
    })),
    'POST /api/session/device': body('/api/session/device', () => ({ token: 'x'.repeat(43) })),
    'DELETE /api/session': () => ({ path: '/api/session' }),
    'POST /api/session/unlock': body('/api/session/unlock', () => ({ password: 'wrong' })),
    'POST /api/session/lock': () => ({ path: '/api/session/lock' }),
    'GET /api/papers/roster.xlsx': (target) => ({
      path: `/api/papers/roster.xlsx?month=2026-04&book=${book(target)}`,
    }),
    'POST /api/imports/roster': (target) => ({
      path: `/api/imports/roster?month=2026-04&book=${book(target)}`,
      body: text('不是表格'),
    }),
    'POST /api/feeds': body('/api/feeds', (target) => bad(target, { kind: 'shared' })),
    'PUT /api/session/password': body('/api/session/password', () => ({ old: 'wrong', password: PASSWORD })),
    'POST /api/accounts': body('/api/accounts', (target) => bad(target, account())),
    'POST /api/devices': body('/api/devices', (target) => bad(target, { name: '大屏三' })),
    'POST /api/commands': body('/api/commands', () => ({})),
    'GET /api/snapshot': (target) => ({ path: `/api/snapshot?book=${book(target)}` }),
    'GET /api/changes': (target) => ({ path: `/api/changes?since=0&epoch=none&book=${book(target)}` }),
    'GET /api/journal': (target) => ({ path: `/api/journal?book=${book(target)}` }),
    'GET /api/retention': (target) => ({ path: `/api/retention?book=${book(target)}` }),
    'GET /api/security': (target) => ({
      path: `/api/security?${target === 'malformed' ? 'kind=all' : 'limit=5'}`,
    }),
  };
}

const feedPath = (target: Target) =>
  `/api/feeds/${target === 'missing' ? 'x'.repeat(43) : encodeURIComponent('../x')}.ics`;

const text = (words: string) => new TextEncoder().encode(`${words}，一共三户人家`);

async function importLayer(town: Township, make: Fixtures): Promise<string> {
  const admin = asker(town.origin, 'administrator', '10.9.1.2', town.people.administrator.cookie);
  const fileId = randomUUID();
  const line = {
    type: 'LineString',
    coordinates: [
      [120.6, 42.8],
      [120.7, 42.9],
    ],
  };
  const feature = { type: 'Feature', properties: {}, geometry: line };
  const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  const { body } = await admin.ask('PUT', `/api/files/${fileId}?book=real&of=layer&row=${fileId}`, bytes);
  const { hash } = body as { hash: string };
  await make.give('layer.import', { name: '河', kind: 'river', fileId, hash, bytes: bytes.length });
  return hash;
}

/** The records lag a little: they are waited for, so that what they withhold is there to be withheld. */
async function recorded({ people }: Township): Promise<void> {
  const find = encodeURIComponent(canary('报', 'township'));
  for (;;) {
    const { rows } = await people.dutyOfficer.get<{ rows: unknown[] }>(`/api/records/report?find=${find}`);
    if (rows.length > 0) return;
  }
}
