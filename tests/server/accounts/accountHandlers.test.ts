import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../server/http/routes.ts';
import { browser as browserIn } from './browser.ts';
import { GOOD, houses, ok, person, type House } from './house.ts';

const open = houses();
const browser = async (home?: House) => browserIn(home ?? (await open()));

describe('the accounts', () => {
  it('are made, changed and listed by an administrator; an auditor sees no phone; nobody sees a hash', async () => {
    const { home, ask, enter } = await browser();
    const admin = await home.make({ signInName: 'admin', role: 'administrator', phone: '13800138000' });
    await home.make({ signInName: 'audit', role: 'auditor' });
    await enter('admin', 'other');
    const made = await ask('POST /api/accounts', person({ signInName: 'new', phone: '13900139000' }));
    expect(made).toMatchObject({ status: 201, body: { account: { signInName: 'new', disabled: false } } });
    expect(await ask('POST /api/accounts', person({ signInName: 'NEW' }))).toMatchObject({ status: 409 });
    const { id } = (made.body as { account: { id: string } }).account;
    const changed = await ask('PATCH /api/accounts/:id', { disabled: true }, { id });
    expect(changed).toMatchObject({ status: 200, body: { account: { id, disabled: true } } });
    expect(home.told.at(-1)).toMatchObject({ accountId: id, what: 'disabled', byId: admin.id });
    expect(await ask('PATCH /api/accounts/:id', { disabled: true }, { id: 'x' })).toMatchObject({
      status: 404,
    });
    const list = JSON.stringify((await ask('GET /api/accounts')).body);
    expect(list).toContain('13900139000');
    const auditor = await browser(home);
    await auditor.enter('audit', 'other');
    const seen = JSON.stringify((await auditor.ask('GET /api/accounts')).body);
    expect(seen).toContain('"new"');
    expect(seen).not.toMatch(/1[38]\d00/);
    for (const text of [list, seen]) expect(text).not.toMatch(/argon2|passwordHash|deviceDigest|folded/);
  });
});

describe('the set-up', () => {
  it('goes from the code to the first administrator', async () => {
    const { home, setup, ask, enter } = await browser();
    await setup.start();
    expect(await ask('GET /api/setup')).toEqual({ status: 200, body: { needed: true } });
    expect(await ask('POST /api/setup/code', { code: 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 'setup.code-wrong' },
    });
    expect(await ask('POST /api/setup/code', { code: 'CODE2345' })).toMatchObject({ status: 200 });
    const unit = { name: '土城子乡', code: null, superior: '奈曼旗', villages: [] };
    const accounts = [person({ signInName: 'admin', role: 'administrator' }), person()];
    const half = { code: 'CODE-2345', unit, accounts: accounts.slice(1) };
    expect(await ask('POST /api/setup', half)).toMatchObject({ status: 422 });
    expect(await ask('POST /api/setup', { ...half, accounts })).toEqual({
      status: 201,
      body: { accounts: 2, unitKept: false },
    });
    expect(await ask('GET /api/setup')).toEqual({ status: 200, body: { needed: false } });
    expect(await ask('POST /api/setup', { ...half, accounts })).toMatchObject({ status: 409 });
    expect(
      ok(
        await home.accounts.signIn({
          name: 'admin',
          password: GOOD,
          device: 'other',
          address: '',
          userAgent: '',
        }),
      ),
    ).toBeTruthy();
    expect(await enter('officer')).toMatchObject({ status: 201 });
  });

  it('lets nothing in that its contract does not name', () => {
    const form = ROUTES['POST /api/setup'].body;
    const village = {
      id: 'v1',
      code: null,
      name: '村',
      alias: null,
      position: { lat: 1, lng: 1 },
      surveyed: false,
    };
    const good = {
      code: 'x',
      unit: { name: '乡', code: null, superior: '旗', villages: [village] },
      accounts: [person()],
    };
    expect(form.safeParse(good).success).toBe(true);
    const hostile = [
      ...[
        { ...good, code: { $gt: '' } },
        { ...good, accounts: { $ne: [] } },
        { ...good, extra: 1 },
      ],
      ...[
        { ...good, accounts: [{ ...person(), passwordHash: 'x' }] },
        { ...good, accounts: [] },
      ],
      { ...good, unit: { ...good.unit, villages: [{ ...village, seq: 1 }] } },
    ];
    for (const body of hostile) expect(form.safeParse(body).success).toBe(false);
    const signIn = ROUTES['POST /api/session'].body;
    for (const field of ['name', 'password', 'device'])
      for (const value of [{ $ne: null }, ['officer'], 7, null])
        expect(
          signIn.safeParse({ name: 'officer', password: GOOD, device: 'desk', [field]: value }).success,
        ).toBe(false);
  });
});
