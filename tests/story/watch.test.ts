import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../scripts/client.ts';
import { openHooks } from '../../server/watch/hooks.ts';
import type { Presence } from '../../shared/wire.ts';
import { startProcess } from '../support/process.ts';
import { Screen } from '../support/screen.ts';
import { reportBody } from '../support/spine.ts';
import { openTownship, type Township } from '../support/township.ts';

/** A clock that a test moves on, and the channel by which it may hold the clocks of all books. */
const secret = 's'.repeat(32);
const channel = new EventEmitter();
const wish = (of: object) => channel.emit('message', { secret, ...of });
let aheadMs = 0;
let town: Township;
let proxied: Township;
beforeAll(async () => {
  const hooks = openHooks({ NODE_ENV: 'test', TEST_HOOK_SECRET: secret }, channel);
  town = await openTownship({}, () => Date.now() + aheadMs, hooks);
  proxied = await openTownship({ TRUST_PROXY: '1', METRICS_TOKEN: 'token-of-the-collector' });
});
afterAll(() => Promise.all([town.close(), proxied.close()]));

/** One request with exactly these headers, as no browser and no client of ours would send it. */
function bare(of: Township, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string; id: string }>((resolve, reject) => {
    const asked = request(of.origin + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0, headers: given } = response;
        const text = Buffer.concat(chunks).toString();
        resolve({ status: statusCode, text, id: String(given['x-request-id']) });
      });
    });
    asked.once('error', reject).end();
  });
}
const cookieOf = ({ cookie }: Client) => ({ cookie });
const valueOf = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  );

describe('the measurements', () => {
  it('are for programs on this machine, for administrators and auditors, and for nobody else', async () => {
    const { people, wall } = town;
    expect((await bare(town, '/metrics')).status).toBe(200);
    for (const who of [people.administrator, people.auditor])
      expect((await bare(town, '/metrics', cookieOf(who))).status).toBe(200);
    for (const who of [
      people.dutyOfficer,
      people.leader,
      people.villageLiaison,
      people.departmentLiaison,
      wall,
    ])
      expect((await bare(town, '/metrics', cookieOf(who))).status).toBe(403);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'origin', 'sec-fetch-site'])
      expect((await bare(town, '/metrics', { [header]: '127.0.0.1' })).status).toBe(401);
    expect((await bare(town, '/metrics', { host: 'evil.example' })).status).toBe(401);
  });

  it('are not for whoever comes through a proxy, without a session or the token', async () => {
    expect((await bare(proxied, '/metrics')).status).toBe(401);
    expect((await bare(proxied, '/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
    expect((await bare(proxied, '/metrics', cookieOf(proxied.people.auditor))).status).toBe(200);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await bare(proxied, '/metrics', bearer('token-of-the-collector'))).status).toBe(200);
    expect((await bare(proxied, '/metrics', bearer('token-of-somebody-else'))).status).toBe(401);
    expect((await bare(proxied, '/api/journal', bearer('token-of-the-collector'))).status).toBe(401);
  });

  it('count what happened, exactly, and hold no id', async () => {
    const officer = town.people.dutyOfficer;
    const accepted = 'zhishou_commands_total{type="report.submit",outcome="accepted"}';
    const refused = 'zhishou_commands_total{type="report.acknowledge",outcome="refused"}';
    const before = (await bare(town, '/metrics')).text;
    const screen = await new Screen(officer).open();
    const submit = (type: string, body: object) => ({
      id: randomUUID(),
      book: 'real',
      type,
      body: { ...body },
    });
    for (let n = 0; n < 3; n += 1) await screen.command(submit('report.submit', reportBody('起烟')));
    await officer.ask('POST', '/api/commands', submit('report.submit', reportBody('起烟')));
    await screen.command(submit('report.acknowledge', { reportId: randomUUID() }));
    await screen.command(submit('no.such-type', {}));
    const { text } = await bare(town, '/metrics');
    expect(valueOf(text, accepted) - (valueOf(before, accepted) || 0)).toBe(4);
    expect(valueOf(text, refused) - (valueOf(before, refused) || 0)).toBe(1);
    expect(valueOf(text, 'zhishou_commands_total{type="unknown",outcome="refused"}')).toBe(1);
    expect(valueOf(text, 'zhishou_sockets{audience="desk"}')).toBe(1);
    const head = valueOf(text, 'zhishou_journal_head{book="real"}');
    await expect.poll(() => screen.seq, { timeout: 10_000 }).toBe(head);
    expect(valueOf(text, 'zhishou_frames_total')).toBeGreaterThan(0);
    expect(valueOf(text, 'zhishou_socket_bytes_total')).toBeGreaterThan(500);
    expect(
      valueOf(text, 'zhishou_http_requests_total{route="POST /api/commands",status="200"}'),
    ).toBeGreaterThan(0);
    expect(valueOf(text, 'zhishou_sign_ins_total{outcome="accepted"}')).toBeGreaterThan(7);
    expect(valueOf(text, 'zhishou_disk_free_bytes')).toBeGreaterThan(0);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(#|[a-z_0-9]+(\{[^{}]*\})? [0-9.e+-]+$)/);
    screen.socket.close();
  });
});

describe('the id of a request', () => {
  it('is made by the server, another one each time, and given back', async () => {
    const [one, two] = [
      await bare(town, '/livez'),
      await bare(town, '/livez', { 'x-request-id': 'given-from-outside' }),
    ];
    expect(one.id).toMatch(/^[0-9a-f]{8}$/);
    expect(two.id).toMatch(/^[0-9a-f]{8}$/);
    expect(two.id).not.toBe(one.id);
  });

  it('is taken over from a trusted proxy, if it is well-formed', async () => {
    const asked = (id: string) => bare(proxied, '/livez', { 'x-request-id': id });
    expect((await asked('proxy.0123-ABCD_ef')).id).toBe('proxy.0123-ABCD_ef');
    for (const wrong of ['short', 'x'.repeat(65), 'with space 1', 'quote"quote"', '{"level":60}'])
      expect((await asked(wrong)).id).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('a clock that stopped', () => {
  it('is told to wall and desk with what to do, and taken back when it goes again', async () => {
    const troubles: Record<string, Presence['troubles']> = {};
    const screens = [
      await new Screen(town.wall).open(),
      await new Screen(town.people.dutyOfficer).open(),
      await new Screen(town.people.villageLiaison).open(),
    ];
    screens.forEach(({ socket }, n) =>
      socket.on(
        'presence',
        (presence) => (troubles[['wall', 'desk', 'village'][n] ?? ''] = presence.troubles ?? []),
      ),
    );
    const codes = (of: string) => troubles[of]?.map(({ code }) => code);
    wish({ clock: 'stop' });
    const id = randomUUID();
    await town.people.dutyOfficer.ask('POST', '/api/commands', {
      ...{ id, book: 'real', type: 'report.submit', body: reportBody('起烟') },
    });
    aheadMs = 6 * 60_000 + 5_000; // five minutes until it is due, and one in which nobody fired it
    await expect.poll(() => codes('wall'), { timeout: 20_000 }).toEqual(['clock.stopped']);
    await expect.poll(() => codes('desk'), { timeout: 5_000 }).toEqual(['clock.stopped']);
    expect(troubles.wall?.[0]).toMatchObject({
      todo: { zh: expect.stringContaining('系统管理员') as string },
    });
    expect(troubles.village).toBeUndefined();
    const { text } = await bare(town, '/metrics');
    expect(valueOf(text, 'zhishou_trouble{code="clock.stopped"}')).toBe(1);
    expect(valueOf(text, 'zhishou_clock_lateness_seconds{book="real"}')).toBeGreaterThan(60);
    wish({ clock: 'go' });
    await expect.poll(() => codes('wall'), { timeout: 20_000 }).toEqual([]);
    await screens[1]?.sees(`report/${id}`, (row) => row.escalatedAt !== null);
    for (const { socket } of screens) socket.close();
  });
});

describe('a process whose loop stands', () => {
  it('says so, and answers again, with every line of its log about a request naming it', async () => {
    const settings = { NODE_ENV: 'test', TEST_HOOK_SECRET: secret, LOG_LEVEL: 'info', STORE_NO_SYNC: 'true' };
    const DATA_DIR = `${town.dataDir}-standing`;
    const server = await startProcess({ ...settings, DATA_DIR, PORT: '0' });
    const lines: string[] = [];
    server.child.stdout?.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n')));
    const records = () =>
      lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
    const ask = async () => fetch(`${server.origin}/api/setup`);
    const id = (await ask()).headers.get('x-request-id');
    await expect
      .poll(() => records().find(({ request: one }) => one === id))
      .toMatchObject({
        route: 'GET /api/setup',
        status: 200,
        who: null,
      });
    // Whether its watcher saw where it stood depends on whether it was there by then: it reads TypeScript, too.
    server.child.send({ secret, standMs: 1_000 });
    await expect
      .poll(() => records().find(({ msg }) => msg === 'the event loop stood'), { timeout: 20_000 })
      .toMatchObject({ level: 40, ms: expect.any(Number) as number });
    expect((await ask()).status).toBe(200);
    expect(await server.stop()).toBe(0);
    await rm(DATA_DIR, { recursive: true, force: true });
  });
});
