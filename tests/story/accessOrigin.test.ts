import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import type { Route } from '../../server/http/route.ts';
import { ROUTES, type RouteKey } from '../../server/http/routes.ts';
import type { SecurityLine } from '../../server/security/contract.ts';
import { reportBody } from '../support/spine.ts';
import { openTownship, OWN, type Township } from '../support/township.ts';

let town: Township;
beforeAll(async () => {
  town = await openTownship();
});
afterAll(() => town.close());

/** What a route will not do without: the form of the query is looked at before the Origin. */
const QUERIES: Partial<Record<RouteKey, string>> = {
  'PUT /api/files/:id': '?of=report&row=x',
  'POST /api/imports/roster': '?month=2026-04',
};
const writing = (Object.keys(ROUTES) as RouteKey[]).filter((key) => (ROUTES[key] as Route).writes);

/** Pages of others, and of nobody: as an `Origin` would say it. */
function strangers(): string[] {
  const { host, hostname } = new URL(town.origin);
  return [
    ...['https://evil.example', 'null', '', `http://${host}.evil.example`, `https://${host}`],
    ...[`http://${hostname}:1`, `http://evil.${host}`, `http://${host}@evil.example`, `${town.origin}/`],
  ];
}

describe('a page of somebody else', () => {
  it('changes nothing, over any route that writes, and each try stands in the security log', async () => {
    for (const key of writing) {
      const [method, path] = key.split(' ') as [string, string];
      for (const origin of strangers()) {
        const { cookie } = town.people.administrator;
        const headers = { cookie, 'content-type': 'application/json', ...(origin ? { origin } : {}) };
        const url = `${town.origin}${path.replace(':id', randomUUID())}${QUERIES[key] ?? ''}`;
        const response = await fetch(url, { method, headers, body: '{}' });
        expect({ key, origin, status: response.status }).toEqual({ key, origin, status: 403 });
        expect(await response.json()).toMatchObject({ code: 'http.origin' });
      }
    }
    const told = await refusals('http.origin');
    for (const key of writing)
      expect({ key, count: told.get(key) }).toEqual({ key, count: strangers().length });
  });

  it('gets no socket, and that stands in the security log', async () => {
    for (const origin of strangers()) {
      const extraHeaders = { cookie: town.people.dutyOfficer.cookie, ...(origin ? { origin } : {}) };
      const socket = io(town.origin, { transports: ['websocket'], extraHeaders, reconnection: false });
      const how = await new Promise((resolve) => {
        socket.once('connect', () => resolve('open'));
        socket.once('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      expect({ origin, how }).toEqual({ origin, how: 'refused' });
    }
    expect((await refusals('http.origin')).get('socket')).toBe(strangers().length);
  });
});

describe('a query', () => {
  it.each([
    ['repeated', 'book=real&book=ex-1'],
    ['of an operator', 'book[$ne]=x'],
    ['unknown', 'unknown=1'],
    ['of a prototype', '__proto__=1'],
    ['too large', 'limit=1e9'],
    ['negative', 'before=-1'],
    ['of no book', 'book=other'],
  ])('that is %s is malformed', async (_what, query) => {
    expect((await town.people.dutyOfficer.ask('GET', `/api/records/report?${query}`)).status).toBe(400);
    for (const [name, limit] of [
      ['limit', '1e9'],
      ['person', '{"$ne":1}'],
      ['kind[$ne]', 'read'],
    ] as const)
      expect((await town.people.auditor.ask('GET', `/api/security?${name}=${limit}`)).status).toBe(400);
  });

  it('names no table by the name of a prototype', async () => {
    expect((await town.people.dutyOfficer.ask('GET', '/api/records/__proto__')).status).toBe(404);
  });
});

describe('what belongs to another village', () => {
  it('is answered exactly as what is not there', async () => {
    const { villageLiaison, otherLiaison, dutyOfficer } = town.people;
    const { id: reportId } = await villageLiaison.command(
      'report.submit',
      reportBody('起烟', 'app', OWN) as never,
    );
    const incident = { reportId, kind: 'N01', title: '北坡林火' };
    const { id: incidentId } = await dutyOfficer.command('report.acceptAsIncident', incident);
    const give = async (type: string, body: object) =>
      (await otherLiaison.ask('POST', '/api/commands', { id: randomUUID(), book: 'real', type, body })).body;
    const [line, words] = [{ words: '插话', observedAt: null }, { words: '补充' }];
    expect(await give('report.answer', { reportId, ...words })).toEqual(
      await give('report.answer', { reportId: randomUUID(), ...words }),
    );
    expect(await give('incident.addLine', { incidentId, ...line })).toEqual(
      await give('incident.addLine', { incidentId: randomUUID(), ...line }),
    );
    expect(await give('report.submit', reportBody('冒名', 'app', OWN))).toEqual(
      await give('report.submit', reportBody('冒名', 'app', 'nowhere')),
    );
  });
});

/** How often the security log says that something was refused for a reason, by operation. */
async function refusals(code: string): Promise<Map<string, number>> {
  const told = new Map<string, number>();
  for (let before = ''; ;) {
    const path = `/api/security?kind=denied${before && `&before=${before}`}`;
    const { lines, more } = await town.people.auditor.get<{ lines: SecurityLine[]; more: boolean }>(path);
    for (const line of lines)
      if (line.code === code) told.set(line.op ?? '', (told.get(line.op ?? '') ?? 0) + line.count);
    if (!more) return told;
    before = String(lines[lines.length - 1]?.seq);
  }
}
