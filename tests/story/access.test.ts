import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, type CommandType } from '../../shared/catalogue.ts';
import { MAY, type Role } from '../../shared/roles.ts';
import type { Route } from '../../server/http/route.ts';
import { ROUTES, type RouteKey } from '../../server/http/routes.ts';
import type { Client } from '../../scripts/client.ts';
import type { Envelope } from '../../shared/wire.ts';
import { readFileSync } from 'node:fs';
import { reportBody } from '../support/spine.ts';
import { Screen } from '../support/screen.ts';
import { openTownship, OTHER, OWN, type Township } from '../support/township.ts';

/*
 * The table of who may what is shared/roles.ts (commands) and server/http/routes.ts (routes). A command or a route
 * without a line does not compile. Here every cell of it is tried: every role, own village and another.
 */
let town: Township;
let askers: readonly (readonly [name: string, role: Role | 'nobody', client: Client])[];
beforeAll(async () => {
  town = await openTownship();
  const { people, wall, nobody } = town;
  askers = [
    ['administrator', 'administrator', people.administrator],
    ['duty officer', 'dutyOfficer', people.dutyOfficer],
    ['leader', 'leader', people.leader],
    ['liaison', 'villageLiaison', people.villageLiaison],
    ['liaison of another village', 'villageLiaison', people.otherLiaison],
    ['department liaison', 'departmentLiaison', people.departmentLiaison],
    ['auditor', 'auditor', people.auditor],
    ['wall', 'wall', wall],
    ['nobody', 'nobody', nobody],
  ];
});
afterAll(() => town.close());

/** Requests that pass the gate and do no harm: the handler may still say that there is no such thing. */
const asks: Partial<Record<RouteKey, { path?: string; body?: object }>> = {
  'POST /api/setup/code': { body: { code: 'x' } },
  'POST /api/setup': {
    body: {
      code: 'x',
      unit: {
        name: 'x',
        code: null,
        superior: 'x',
        villages: [
          { id: 'v', code: null, name: 'v', alias: null, position: { lat: 0, lng: 0 }, surveyed: false },
        ],
      },
      accounts: [],
    },
  },
  'POST /api/session/unlock': { body: { password: 'wrong' } },
  'PUT /api/session/password': { body: { old: 'wrong', password: 'another-long-phrase' } },
  'POST /api/session': { body: { name: 'nobody-here', password: 'wrong', device: 'other' } },
  'POST /api/session/device': { body: { token: 'x'.repeat(40) } },
  'POST /api/accounts': { body: {} },
  'PATCH /api/accounts/:id': { body: {} },
  'POST /api/devices': { body: {} },
  'PUT /api/contacts/:id': { body: {} },
  'POST /api/commands': { body: {} },
  'PUT /api/files/:id': { path: '?book=real&of=report&row=none' },
  'GET /api/changes': { path: '?since=0&epoch=none' },
};
/** These end the session of whoever asks; they are tried last, below. */
const ENDING: RouteKey[] = ['DELETE /api/session', 'POST /api/session/lock'];

describe('every route', () => {
  const keys = (Object.keys(ROUTES) as RouteKey[]).filter((key) => !ENDING.includes(key));
  it.each(keys)('%s lets in exactly those its line names', async (key) => {
    const route: Route = ROUTES[key];
    const [method, path] = key.split(' ') as [string, string];
    const { path: query = '', body } = asks[key] ?? {};
    const url =
      path.replace(':id', randomUUID()).replace(':hash', '0'.repeat(64)).replace(':table', 'report') + query;
    for (const [name, role, client] of askers) {
      const { status, body: said } = await client.ask(method, url, body);
      const allowed =
        route.roles === 'anyone' ||
        (role !== 'nobody' && (route.roles === 'signed-in' || route.roles.includes(role)));
      // What the gate says begins with `http.`; a handler may still say no to what this request asks for.
      const stopped =
        [401, 403].includes(status) && String((said as { code?: string } | null)?.code).startsWith('http.');
      const wrongPassword = [
        'POST /api/session',
        'POST /api/session/device',
        'POST /api/session/unlock',
        'PUT /api/session/password',
      ].includes(key);
      if (allowed && !wrongPassword)
        expect({ name, status, stopped }).toMatchObject({ name, stopped: false });
      if (!allowed) expect({ name, status }).toEqual({ name, status: role === 'nobody' ? 401 : 403 });
    }
  });

  it('refuses a foreign, a missing and a look-alike Origin on everything that writes', async () => {
    const host = new URL(town.origin).host;
    const origins = [
      'https://evil.example',
      'null',
      '',
      `http://${host}.evil.example`,
      `https://${host}`,
      'http://127.0.0.1:1',
    ];
    for (const key of Object.keys(ROUTES) as RouteKey[]) {
      const route: Route = ROUTES[key];
      const [method, path] = key.split(' ') as [string, string];
      if (!route.writes) continue;
      for (const origin of origins) {
        const headers = {
          cookie: town.people.administrator.cookie,
          'content-type': 'application/json',
          ...(origin ? { origin } : {}),
        };
        const url = `${town.origin}${path.replace(':id', randomUUID())}${asks[key]?.path ?? ''}`;
        const response = await fetch(url, { method, headers, body: JSON.stringify(asks[key]?.body ?? {}) });
        expect({ key, origin, status: response.status }).toEqual({ key, origin, status: 403 });
      }
    }
  });

  it('refuses repeated, unknown and hostile query parameters', async () => {
    const { dutyOfficer } = town.people;
    for (const query of [
      'book=real&book=ex-1',
      'book[$ne]=x',
      'unknown=1',
      '__proto__=1',
      'limit=1e9',
      'before=-1',
      'book=other',
    ]) {
      const { status } = await dutyOfficer.ask('GET', `/api/records/report?${query}`);
      expect({ query, status }).toEqual({ query, status: 400 });
    }
    expect((await dutyOfficer.ask('GET', '/api/records/__proto__')).status).toBe(404);
  });
});

describe('every command', () => {
  const golden = JSON.parse(
    readFileSync(new URL('../fixtures/golden-outbox.json', import.meta.url), 'utf8'),
  ) as { type: CommandType; body: Record<string, unknown> }[];
  const bodyOf = (type: CommandType) => golden.find((one) => one.type === type)?.body ?? {};

  it('is in the table, and in the golden outbox or the server’s own', () => {
    for (const type of catalogue.commandTypes) {
      const own = MAY[type].roles.every((role) => role === 'system');
      expect({ type, known: own || golden.some((one) => one.type === type) }).toEqual({ type, known: true });
    }
  });

  it.each(catalogue.commandTypes)('%s is taken from exactly those its line names', async (type) => {
    for (const [name, role, client] of askers) {
      const before = await head();
      const answer = await client.ask('POST', '/api/commands', envelope(type, bodyOf(type)));
      const code = (answer.body as { refusal?: { code: string }; code?: string }).refusal?.code;
      const mayAtAll = role !== 'nobody' && MAY[type].roles.includes(role);
      if (!mayAtAll) {
        expect({ name, denied: [401, 403].includes(answer.status) }).toEqual({ name, denied: true });
        expect(await head()).toBe(before);
      } else expect({ name, code }).not.toEqual({ name, code: 'command.not-allowed' });
    }
  });

  it.each(catalogue.commandTypes)('%s is taken over the socket from exactly those, too', async (type) => {
    for (const [name, role, client] of askers) {
      if (role === 'nobody') continue;
      const before = await head();
      const screen = await new Screen(client).open();
      const answer = await screen.command(envelope(type, bodyOf(type)) as Envelope);
      screen.close();
      const code = answer.ok ? null : 'refusal' in answer ? answer.refusal.code : answer.fault.code;
      if (MAY[type].roles.includes(role))
        expect({ name, code }).not.toEqual({ name, code: 'command.not-allowed' });
      else {
        expect({ name, code }).toEqual({ name, code: 'command.not-allowed' });
        expect(await head()).toBe(before);
      }
    }
  });

  it('about another village is answered as if there were nothing there', async () => {
    const { villageLiaison, otherLiaison, dutyOfficer } = town.people;
    const { id: reportId } = await villageLiaison.command(
      'report.submit',
      reportBody('北坡起烟', 'app', OWN) as never,
    );
    const accept = await dutyOfficer.command('report.acceptAsIncident', {
      reportId,
      kind: 'N01',
      title: '北坡林火',
    });
    const cases = [
      ['report.submit', reportBody('冒名', 'app', OWN)],
      ['report.answer', { reportId, words: '补充' }],
      ['incident.addLine', { incidentId: accept.id, words: '插话', observedAt: null }],
    ] as const;
    for (const [type, body] of cases) {
      const missing = Object.fromEntries(
        Object.entries(body).map(([key, value]) => [
          key,
          key.endsWith('Id') && key !== 'villageId' ? randomUUID() : value,
        ]),
      );
      const foreign = await otherLiaison.ask('POST', '/api/commands', envelope(type, body));
      const absent = await otherLiaison.ask(
        'POST',
        '/api/commands',
        envelope(type, { ...missing, ...('villageId' in body ? { villageId: 'nowhere' } : {}) }),
      );
      expect({ type, status: foreign.status }).toEqual({ type, status: 404 });
      expect(foreign.body).toEqual(absent.body);
    }
    await villageLiaison.command('incident.addLine', {
      incidentId: accept.id,
      words: '已到现场',
      observedAt: null,
    });
  });

  async function head(): Promise<number> {
    const { entries } = await town.people.auditor.get<{ entries: { seq: number }[] }>('/api/journal');
    return entries[entries.length - 1]?.seq ?? 0;
  }
});

describe('a canary of one village', () => {
  it('is never in what another village, a department or the wall is given', async () => {
    const canary = '金丝雀甲乙丙';
    const { villageLiaison, otherLiaison, departmentLiaison, dutyOfficer } = town.people;
    const { id: reportId } = await villageLiaison.command(
      'report.submit',
      reportBody(`${canary} 起烟`, 'app', OWN) as never,
    );
    const screens = await Promise.all(
      [otherLiaison, departmentLiaison, town.wall].map((one) => new Screen(one).open()),
    );
    await dutyOfficer.command('report.acknowledge', { reportId });
    await dutyOfficer.command('report.return', { reportId, reason: `${canary} 请补充` });
    const last = await dutyOfficer.command('village.pin', {
      villageId: OTHER,
      position: { lat: 42.4, lng: 120.8 },
    });
    await expect.poll(() => screens.every(({ seq }) => seq >= last.seq), { timeout: 10_000 }).toBe(true);
    for (const screen of screens) {
      expect(JSON.stringify([screen.frames, [...screen.rows]])).not.toContain(canary);
      screen.close();
    }
    expect(JSON.stringify(await villageLiaison.snapshot('real', last.seq))).toContain(canary);
    for (const client of [otherLiaison, departmentLiaison, town.wall]) {
      const seen = [
        await client.ask('GET', '/api/snapshot'),
        await client.ask('GET', '/api/records/report'),
        await client.ask('GET', `/api/records/report?find=${encodeURIComponent(canary)}`),
        await client.ask('GET', `/api/records/attachment?of=${reportId}`),
        await client.ask('GET', '/api/journal'),
        await client.ask('POST', '/api/commands', envelope('report.answer', { reportId, words: 'x' })),
      ];
      expect(JSON.stringify(seen)).not.toContain(canary);
    }
    expect(OTHER).not.toBe(OWN);
  });
});

/** These end or lock the session of whoever asks, so they come last. */
describe('the routes that end the asker’s own session', () => {
  it.each(['POST /api/session/lock', 'DELETE /api/session'] as const)(
    '%s is for everybody who has one',
    async (key) => {
      const [method, path] = key.split(' ') as [string, string];
      for (const [name, role, client] of askers) {
        const { status, body } = await client.ask(method, path);
        const stopped = String((body as { code?: string } | null)?.code).startsWith('http.');
        expect({ name, stopped, status }).toMatchObject(
          role === 'nobody' ? { name, status: 401 } : { name, stopped: false },
        );
      }
    },
  );
});

function envelope(type: string, body: object): object {
  return { id: randomUUID(), book: 'real', type, body };
}
