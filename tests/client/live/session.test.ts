import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as account from '../../../client/account/session.ts';
import { guarded } from '../../../client/live/guard.ts';
import type { Answer } from '../../../shared/wire.ts';
import { until } from './outboxKit.ts';

/** A server's door: who is signed in under the one cookie there is, and what it was asked. */
function door() {
  const state = { who: null as string | null, silent: false, status: 0, asked: [] as string[] };
  const sessionOf = (id: string) => ({
    ...{ id: `s-${id}`, device: 'phone', locked: false, createdAt: '', expiresAt: '' },
    principal: { id, name: id, post: '村联络员', role: 'villageLiaison', villageId: 'a', departmentId: null },
  });
  const reply = (status: number, body?: unknown) =>
    new Response(body === undefined ? null : JSON.stringify(body), { status });
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    state.asked.push(`${method} ${path}`);
    if (state.silent) throw new TypeError('no network');
    if (state.status) return reply(state.status, { code: 'http.fault', zh: '出错', en: 'Fault' });
    if (method === 'DELETE') return ((state.who = null), reply(204));
    if (method === 'POST') {
      const { name, password } = JSON.parse(body ?? '{}') as { name: string; password: string };
      if (password !== 'right')
        return reply(401, { code: 'session.wrong', zh: '用户名或密码不对', en: 'Wrong' });
      state.who = name;
    }
    const session = state.who ? sessionOf(state.who) : null;
    return reply(method === 'POST' ? 201 : 200, { session, setupNeeded: false });
  });
  return state;
}

beforeEach(() => {
  localStorage.clear();
  account.session.value = null;
  account.standing.value = 'unknown';
});
afterEach(() => vi.unstubAllGlobals());

describe('who is signed in', () => {
  it('is what the server says, and remembered for when nobody answers', async () => {
    const at = door();
    expect(await account.findSession()).toBe('out');
    expect(await account.signIn('A', 'right', 'phone')).toBeNull();
    expect([account.standing.value, account.signedInAs()]).toEqual(['in', 'A']);
    at.silent = true;
    expect(await account.findSession()).toBe('remembered');
    expect(account.session.value?.principal.id).toBe('A');
    at.silent = false;
    at.status = 503;
    expect(await account.findSession()).toBe('remembered');
  });

  it('is nobody when nobody answers a stranger, and nothing is made up', async () => {
    door().silent = true;
    expect(await account.findSession()).toBe('unknown');
    expect(account.session.value).toBeNull();
  });

  it('is told why a sign-in did not work', async () => {
    const at = door();
    expect((await account.signIn('A', 'wrong', 'phone'))?.code).toBe('session.wrong');
    at.silent = true;
    expect((await account.signIn('A', 'right', 'phone'))?.code).toBe('unavailable');
    expect(account.signedInAs()).toBeNull();
  });

  it('signs out at once, and at the server before anything else once it answers', async () => {
    const at = door();
    await account.signIn('A', 'right', 'phone');
    at.silent = true;
    await account.signOut();
    expect([account.standing.value, account.signedInAs()]).toEqual(['out', null]);
    at.silent = false;
    at.asked = [];
    expect(await account.findSession()).toBe('out');
    expect(at.asked[0]).toBe('DELETE /api/session');
    expect(at.who).toBeNull();
    expect(await account.findSession()).toBe('out');
    expect(at.asked).toEqual(['DELETE /api/session', 'GET /api/session', 'GET /api/session']);
  });

  it('follows another tab of the same browser', async () => {
    const at = door();
    await account.signIn('A', 'right', 'phone');
    const stop = account.followOtherTabs();
    at.who = 'B';
    const kept = JSON.stringify({ ...account.session.value, principal: { id: 'B' } });
    localStorage.setItem('account.session', kept);
    dispatchEvent(new StorageEvent('storage', { key: 'account.session', newValue: kept }));
    await until(() => expect(account.session.value?.principal.id).toBe('B'));
    stop();
  });
});

describe('what lies in the outbox', () => {
  const yes: Answer = { ok: true, seq: 1, at: '' };

  it('never goes under another person’s cookie, whichever tab signed in', async () => {
    const at = door();
    await account.signIn('A', 'right', 'phone');
    const send = vi.fn(async () => yes);
    const mine = guarded('A', send);
    expect(await mine()).toEqual(yes);
    localStorage.setItem('account.session', JSON.stringify({ principal: { id: 'B' } }));
    at.who = 'B';
    expect(await mine()).toMatchObject({ ok: false, fault: { code: 'signed-out' } });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('asks who is there when the server no longer knows the session, and locks when the desk did', async () => {
    const at = door();
    await account.signIn('A', 'right', 'desk');
    const fault = (code: 'signed-out' | 'locked') => async (): Promise<Answer> => ({
      ok: false,
      fault: { code, zh: '', en: '' },
    });
    await guarded('A', fault('locked'))();
    expect(account.session.value?.locked).toBe(true);
    at.who = null;
    await guarded('A', fault('signed-out'))();
    await until(() => expect(account.standing.value).toBe('out'));
  });
});
