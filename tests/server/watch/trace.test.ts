import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../server/http/app.ts';
import type { Handle } from '../../../server/http/route.ts';
import { ROUTES, type RouteKey } from '../../../server/http/routes.ts';
import type { Answered } from '../../../server/http/trace.ts';
import { openLog, reporting } from '../../../server/log.ts';
import { officer, openSpine, reportBody, setUp } from '../../support/spine.ts';
import { testStore } from '../../support/store.ts';

describe('a request that meets a fault', () => {
  const lines: string[] = [];
  const answered: Answered[] = [];
  let http: Server;
  let origin: string;
  beforeAll(async () => {
    const log = openLog('info', { write: (line: string) => lines.push(line) });
    const fail: Handle = async () => {
      throw new Error('inside: secret words of the store');
    };
    const handlers = Object.fromEntries(Object.keys(ROUTES).map((key) => [key, fail])) as Record<
      RouteKey,
      Handle
    >;
    const app = buildApp({
      handlers,
      report: reporting(log),
      screens: '/nowhere',
      proxies: 0,
      tileHosts: () => [],
      origins: { isOurs: () => true, isSecure: () => false },
      sessionOf: async () => null,
      answered: (one) => answered.push(one),
    });
    http = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => http.once('listening', resolve));
    origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => http.close(resolve)));

  const everyRoute = (Object.keys(ROUTES) as RouteKey[]).filter((key) => {
    const route = ROUTES[key] as { roles: unknown; body?: unknown };
    return route.roles === 'anyone' && !route.body;
  });
  it.each(everyRoute)('%s is answered with a number alone, the same as in header and log', async (key) => {
    const [method, path] = key.split(' ') as [string, string];
    const response = await fetch(origin + path, { method });
    const body = (await response.json()) as { code: string; zh: string; id: string };
    expect(response.status).toBe(503);
    expect(body.id).toBe(response.headers.get('x-request-id'));
    expect(body.zh).toContain(body.id);
    expect(JSON.stringify(body)).not.toContain('secret words');
    const record = lines.map((line) => JSON.parse(line) as { request?: string; err?: { message: string } });
    const mine = record.filter(({ request }) => request === body.id);
    expect(mine).toHaveLength(1);
    expect(mine[0]?.err?.message).toContain('secret words');
    await expect
      .poll(() => answered.find(({ request }) => request === body.id))
      .toMatchObject({ route: key, status: 503, who: null });
  });

  it('is told without its query, and one to nowhere without its path', async () => {
    const response = await fetch(`${origin}/nowhere/to%0Abe?token=s3cret`);
    const id = response.headers.get('x-request-id');
    await expect
      .poll(() => answered.find(({ request }) => request === id))
      .toMatchObject({ route: 'unknown' });
    expect(JSON.stringify(answered)).not.toMatch(/s3cret|nowhere/);
  });
});

describe('a command that meets a fault', () => {
  it('is answered with the id of its request', async () => {
    const store = await testStore(true);
    const spine = await openSpine(store);
    await setUp(spine);
    const envelope = () => ({
      ...{ id: randomUUID(), book: 'real', type: 'report.submit' },
      body: reportBody('起烟') as Record<string, unknown>,
    });
    store.kill();
    const answers = await Promise.all(
      ['one', 'two'].map((id) => spine.books.submit(officer, envelope(), id)),
    );
    const ids = answers.map((answer) => (!answer.ok && 'fault' in answer ? answer.fault.id : 'accepted'));
    expect(ids).toEqual(['one', 'two']);
    await expect.poll(() => spine.books.real.desk.isOpen, { timeout: 15_000 }).toBe(true);
    await spine.close();
    await store.done();
  });
});
