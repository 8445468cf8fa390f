import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../server/http/route.ts';
import { ROUTES } from '../../../server/http/routes.ts';
import { browser as browserIn } from './browser.ts';
import { BAD, DAY, GOOD, houses, MINUTE, type House } from './house.ts';

const open = houses();
const browser = async (home?: House) => browserIn(home ?? (await open()));
const sessionOf = (reply: Reply) => (reply.body as { session: { id: string } }).session;

describe('the session', () => {
  it('is null for a stranger, who is told whether the set-up is still to be done', async () => {
    const { home, ask } = await browser();
    expect(await ask('GET /api/session')).toEqual({
      status: 200,
      body: { session: null, setupNeeded: true },
    });
    await home.make({ role: 'administrator' });
    expect(await ask('GET /api/session')).toEqual({
      status: 200,
      body: { session: null, setupNeeded: false },
    });
  });

  it('begins with a cookie and ends with it', async () => {
    const { home, ask, enter, cookie } = await browser();
    await home.make();
    const begun = await enter('officer');
    expect(begun).toMatchObject({
      status: 201,
      session: { maxAge: 26 * 3600 },
      body: { session: { device: 'desk' } },
    });
    expect(JSON.stringify(begun.body)).not.toContain(cookie());
    expect(await ask('GET /api/session')).toEqual({
      status: 200,
      body: { session: sessionOf(begun), setupNeeded: false },
    });
    expect(await ask('DELETE /api/session')).toEqual({ status: 204, session: null });
    expect(await ask('GET /api/session')).toMatchObject({ body: { session: null } });
  });

  it('is a new one at every sign-in, and the one that was there is over', async () => {
    const { home, enter, cookie, setCookie } = await browser();
    await home.make();
    setCookie('A'.repeat(43));
    await enter('officer');
    const first = cookie() ?? '';
    expect(first).not.toBe('A'.repeat(43));
    await enter('officer');
    expect(cookie()).not.toBe(first);
    expect(await home.accounts.sessionOf(first)).toBeNull();
  });

  it('keeps the cookie of who failed to sign in over it', async () => {
    const { home, enter, cookie } = await browser();
    await home.make();
    await enter('officer');
    const before = cookie();
    expect(await enter('officer', 'desk', BAD)).toMatchObject({
      status: 401,
      body: { code: 'session.wrong' },
    });
    expect(cookie()).toBe(before);
    expect(await home.accounts.sessionOf(before ?? '')).not.toBeNull();
  });

  it('of a phone has its cookie prolonged whenever it asks', async () => {
    const { home, ask, enter } = await browser();
    await home.make();
    await enter('officer', 'phone');
    home.pass(100 * DAY);
    expect(await ask('GET /api/session')).toMatchObject({ session: { maxAge: 180 * 24 * 3600 } });
  });

  it('refuses with a status, both languages and, where it passes, a time', async () => {
    const { home, enter } = await browser();
    await home.make();
    expect(Object.keys((await enter('officer', 'desk', BAD)).body as object).sort()).toEqual([
      'code',
      'en',
      'zh',
    ]);
    expect(await enter('officer')).toEqual({
      status: 429,
      headers: { 'retry-after': '1' },
      body: {
        code: 'session.wait',
        zh: '试错次数过多，请等1秒再试',
        en: 'Too many wrong tries: wait 1 seconds and try again',
      },
    });
    const flood = await Promise.all(Array.from({ length: 30 }, (_, n) => enter(`name${n}`)));
    expect(flood.find(({ status }) => status === 503)).toMatchObject({
      headers: { 'retry-after': '2' },
      body: { code: 'session.busy' },
    });
  });

  it('of a desk locks and unlocks in place', async () => {
    const { home, ask, enter } = await browser();
    await home.make();
    const begun = sessionOf(await enter('officer'));
    expect(await ask('POST /api/session/lock')).toMatchObject({
      status: 200,
      body: { session: { locked: true } },
    });
    expect(await ask('POST /api/session/unlock', { password: BAD })).toMatchObject({ status: 403 });
    home.pass(1000);
    expect(await ask('POST /api/session/unlock', { password: GOOD })).toEqual({
      status: 200,
      body: { session: { ...begun, locked: false } },
    });
  });

  it('goes on under another cookie after a new password', async () => {
    const { home, ask, enter, cookie } = await browser();
    await home.make();
    await enter('officer');
    const before = cookie();
    const weak = await ask('PUT /api/session/password', { old: GOOD, password: 'password1' });
    expect(weak).toMatchObject({ status: 422, body: { code: 'account.password-common' } });
    const changed = await ask('PUT /api/session/password', { old: GOOD, password: 'a fresh long phrase' });
    expect(changed).toMatchObject({ status: 200, session: { maxAge: 26 * 3600 } });
    expect(cookie()).not.toBe(before);
    expect(await ask('GET /api/session')).toMatchObject({ body: { session: { locked: false } } });
  });

  it('of a wall begins with its token', async () => {
    const { home, ask, enter } = await browser();
    await home.make({ signInName: 'admin', role: 'administrator' });
    await enter('admin', 'other');
    const { body, status } = await ask('POST /api/devices', { name: '大厅' });
    expect(status).toBe(201);
    const wall = await browser(home);
    const { token } = body as { token: string };
    expect(ROUTES['POST /api/session/device'].body.safeParse({ token }).success).toBe(true);
    expect(await wall.ask('POST /api/session/device', { token })).toMatchObject({
      status: 201,
      body: { session: { device: 'wall' } },
    });
    const wrong = { token: 'x'.repeat(43) };
    expect(await wall.ask('POST /api/session/device', wrong)).toMatchObject({ status: 401 });
  });

  it('is listed with which one is mine, and any of mine can be ended', async () => {
    const { home, ask, enter, cookie } = await browser();
    await home.make();
    const phone = await browser(home);
    const other = sessionOf(await phone.enter('officer', 'phone'));
    const mine = sessionOf(await enter('officer'));
    const { body } = await ask('GET /api/sessions');
    const { sessions } = body as { sessions: { id: string; mine: boolean }[] };
    expect(sessions.map(({ id, mine: isMine }) => [id, isMine]).sort()).toEqual(
      [
        [mine.id, true],
        [other.id, false],
      ].sort(),
    );
    expect(await ask('DELETE /api/sessions/:id', undefined, { id: other.id })).toEqual({ status: 204 });
    expect(await phone.ask('GET /api/session')).toMatchObject({ body: { session: null } });
    for (const id of [other.id, '{"$ne":1}', ''])
      expect(await ask('DELETE /api/sessions/:id', undefined, { id })).toMatchObject({ status: 404 });
    expect(await ask('DELETE /api/sessions/:id', undefined, { id: mine.id })).toEqual({
      status: 204,
      session: null,
    });
    expect(cookie()).toBeNull();
  });

  it('lives on while a person looks at lists and accounts', async () => {
    const { home, ask, enter } = await browser();
    await home.make({ role: 'administrator' });
    await enter('officer', 'other');
    for (let n = 0; n < 4; n += 1) {
      home.pass(20 * MINUTE);
      await ask(n % 2 ? 'GET /api/sessions' : 'GET /api/accounts');
    }
    expect(await ask('GET /api/session')).toMatchObject({ body: { session: { device: 'other' } } });
  });
});
