import { describe, expect, it, vi } from 'vitest';
import type { Asked, Reply } from '../../../server/http/route.ts';
import type { RouteKey } from '../../../server/http/routes.ts';
import { watchCommands } from '../../../server/security/commands.ts';
import { watched } from '../../../server/security/requests.ts';
import { openSecurity } from '../../../server/security/security.ts';
import type { Principal } from '../../../shared/roles.ts';
import { START } from './contractSuite.ts';
import { logInMemory } from './memory.ts';

/*
 * What cannot be written down does not happen: an act is not begun, what was read does not leave, a session that began
 * is taken back. What is refused is refused as ever.
 */
const admin: Principal = {
  ...{ id: 'a', name: '管理员', post: '管理员', role: 'administrator' as const },
  ...{ villageId: null, departmentId: null },
};
const session = {
  id: 's',
  principal: admin,
  device: 'other',
  locked: false,
  createdAt: '',
  expiresAt: '',
} as const;

function house(away: boolean) {
  const log = logInMemory();
  const report = vi.fn(() => 'number-1');
  const security = openSecurity({ log, now: () => START, zone: () => 'Asia/Shanghai', report });
  log.away = away;
  const endSession = vi.fn(async () => undefined);
  const setting = { security, report, endSession, accountNamed: async () => null };
  const ask = async (key: RouteKey, reply: Reply, more: Partial<Asked> = {}) => {
    const handle = vi.fn(async () => reply);
    const asked = { session, params: {}, query: {}, body: {}, address: '10.0.0.1', requestId: 'r', ...more };
    return { reply: await watched(key, handle, setting)(asked as unknown as Asked), handle };
  };
  return { log, security, report, endSession, ask };
}
const ok: Reply = { status: 200, body: { entries: [{ secret: 1 }] } };

describe('without a log that can be written', () => {
  it.each([
    'POST /api/accounts',
    'PATCH /api/accounts/:id',
    'POST /api/devices',
    'DELETE /api/sessions/:id',
    'DELETE /api/contacts/:id',
  ] as const)('%s is not even begun', async (key) => {
    const { ask } = house(true);
    const { reply, handle } = await ask(key, ok);
    expect(handle).not.toHaveBeenCalled();
    expect(reply).toMatchObject({ status: 503, body: { code: 'security.unwritten', id: 'number-1' } });
  });

  it.each([
    'GET /api/journal',
    'GET /api/records/:table',
    'GET /api/accounts',
    'GET /api/contacts/:id',
    'GET /api/files/:hash',
    'GET /api/security',
    'GET /api/retention',
  ] as const)('nothing of %s leaves', async (key) => {
    const { ask, log } = house(true);
    for (const { reply } of [await ask(key, ok), await ask(key, ok)]) {
      expect(reply.status).toBe(503);
      expect(JSON.stringify(reply)).not.toContain('secret');
    }
    log.away = false;
    expect((await ask(key, ok)).reply.status).toBe(200);
    expect(log.lines).toHaveLength(1);
  });

  it('nobody comes in: the session that began is taken back, and its cookie is not given', async () => {
    const { ask, endSession } = house(true);
    const begun = { status: 201, body: { session }, session: { token: 'token', maxAge: 1 } };
    const { reply } = await ask('POST /api/session', begun, { session: null, body: { name: 'admin' } });
    expect(reply.status).toBe(503);
    expect(reply.session).toBeUndefined();
    expect(endSession).toHaveBeenCalledWith('token');
  });

  it('what is refused is refused as ever, and told when the log is there again', async () => {
    vi.useFakeTimers();
    const { ask, log, security } = house(true);
    const no = { status: 401, body: { code: 'session.wrong', zh: '不对', en: 'Wrong' } };
    const { reply } = await ask('POST /api/session', no, { session: null, body: { name: 'admin' } });
    expect(reply).toBe(no);
    log.away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(log.lines).toMatchObject([{ what: 'session.signIn', result: 'refused', code: 'session.wrong' }]);
    vi.useRealTimers();
    await security.close();
  });

  it('a command of administration is not submitted; any other is', async () => {
    const { security, report } = house(true);
    const submit = vi.fn(async () => ({ ok: true as const, seq: 1, at: '' }));
    const give = watchCommands(security, submit, report);
    const from = { address: '', session: 's', requestId: null };
    const envelope = (type: string) => ({ id: 'i', book: 'real', type, body: {} });
    const officer = { ...admin, role: 'dutyOfficer' as const };
    expect(await give(officer, envelope('unit.change'), from)).toMatchObject({
      fault: { code: 'unavailable' },
    });
    expect(await give(officer, envelope('incident.erase'), from)).toMatchObject({ ok: false });
    expect(await give(admin, envelope('report.submit'), from)).toMatchObject({ ok: false });
    expect(submit).not.toHaveBeenCalled();
    expect(await give(officer, envelope('report.submit'), from)).toMatchObject({ ok: true });
  });
});

describe('with a log', () => {
  it('a fault in an act is its outcome', async () => {
    const { log, security, report, endSession } = house(false);
    const setting = { security, report, endSession, accountNamed: async () => null };
    const fail = watched('POST /api/devices', () => Promise.reject(new Error('the store is away')), setting);
    await expect(fail({ session, params: {}, address: '' } as unknown as Asked)).rejects.toThrow('away');
    await security.flush();
    expect(log.lines).toMatchObject([{ result: 'begun' }, { result: 'failed', of: 1 }]);
  });

  it('a type of command that there is not is not kept, nor what it says it is about', async () => {
    const { log, security, report } = house(false);
    const refusal = { code: 'command.not-allowed', zh: '', en: '' };
    const give = watchCommands(security, async () => ({ ok: false as const, refusal }), report);
    const from = { address: '', session: 's', requestId: null };
    const typed = { id: 'i', book: 'real', type: 'unit.王某', body: { unitId: '13800000000' } };
    await give(admin, typed, from);
    await give({ ...admin, role: 'dutyOfficer' as const }, { ...typed, type: '王某' }, from);
    await security.flush();
    expect(log.lines.map(({ op }) => op)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(JSON.stringify(log.lines)).not.toMatch(/王某|1380/);
  });

  it('what was asked for is kept only if it has the form of an id', async () => {
    const { ask, log, security } = house(false);
    const none = { status: 404, body: { code: 'http.unknown', zh: '', en: '' } };
    await ask('GET /api/contacts/:id', none, { params: { id: '王某 家属' } });
    await ask('DELETE /api/contacts/:id', none, { params: { id: 'a7-B' } });
    await security.flush();
    expect(log.lines.map(({ about }) => about)).toEqual([null, 'a7-B', 'a7-B']);
  });

  it('small pictures, and what a duty officer looks up, are no reading of their own', async () => {
    const { ask, log } = house(false);
    const officer = { ...session, principal: { ...admin, role: 'dutyOfficer' as const } };
    await ask('GET /api/files/:hash', ok, { query: { size: 'small' } });
    await ask('GET /api/records/:table', ok, { session: officer });
    expect(log.lines).toEqual([]);
  });
});
