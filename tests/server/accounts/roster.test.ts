import { describe, expect, it } from 'vitest';
import { accountChange, accountInput } from '../../../server/accounts/contract.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { noun } from '../../../shared/account/noun.ts';
import { codeOf, GOOD, houses, MINUTE, ok, person } from './house.ts';

const open = houses();
const UUID = /^[0-9a-f-]{36}$/;

describe('a new account', () => {
  it('is there, is told, and never shows its hash', async () => {
    const house = await open();
    expect(await house.accounts.any()).toBe(false);
    const account = ok(await house.accounts.create(person({ phone: '13800138000' }), 'system'));
    expect(await house.accounts.any()).toBe(true);
    expect(account).toEqual({
      ...{ id: account.id, signInName: 'officer', name: '张三', post: '值班员', role: 'dutyOfficer' },
      ...{ villageId: null, departmentId: null, slot: null, phone: '13800138000', disabled: false },
      createdAt: new Date(house.clock.ms).toISOString(),
    });
    expect(await house.accounts.list()).toEqual([account]);
    expect(await house.accounts.find(account.id)).toEqual(account);
    expect(house.told).toMatchObject([
      { accountId: account.id, what: 'created', session: null, byId: 'system' },
    ]);
  });

  it('has a name of its own, in whatever case, width or composition; also when two are made at once', async () => {
    const house = await open();
    await house.make({ signInName: 'André' });
    for (const signInName of ['andré', 'ANDRE\u0301', 'Ａndré'])
      expect(codeOf(await house.accounts.create(person({ signInName }), 'system'))).toBe(
        'account.name-taken',
      );
    const twins = await Promise.all(
      ['Twin', 'TWIN'].map((signInName) => house.accounts.create(person({ signInName }), 'system')),
    );
    expect(twins.filter(isRefusal).map(codeOf)).toEqual(['account.name-taken']);
    expect(await house.accounts.list()).toHaveLength(2);
    expect(house.told).toHaveLength(2);
  });

  it('is bound to what its role is about, and to nothing else', async () => {
    const house = await open({ villageKnown: (id) => id === 'v1' });
    const make = (input: object) => house.accounts.create(person(input), 'system');
    expect(codeOf(await make({ role: 'villageLiaison' }))).toBe('account.no-village');
    expect(codeOf(await make({ role: 'villageLiaison', villageId: 'v9' }))).toBe('account.village-unknown');
    expect(codeOf(await make({ role: 'departmentLiaison', villageId: 'v1' }))).toBe('account.no-department');
    const bound = { villageId: 'v1', departmentId: 'd1', slot: 'A' } as const;
    expect(ok(await make({ signInName: 'a1', role: 'villageLiaison', ...bound }))).toMatchObject({
      ...{ villageId: 'v1', departmentId: null, slot: 'A' },
    });
    expect(ok(await make({ signInName: 'a2', role: 'departmentLiaison', ...bound }))).toMatchObject({
      ...{ villageId: null, departmentId: 'd1', slot: null },
    });
    expect(ok(await make({ signInName: 'a3', role: 'leader', ...bound }))).toMatchObject({
      ...{ villageId: null, departmentId: null, slot: null },
    });
  });

  it('has no weak password', async () => {
    const house = await open({ unitWords: () => ['土城子乡'] });
    const make = async (password: string) =>
      codeOf(await house.accounts.create(person({ password, phone: '138 0013 8000' }), 'system'));
    expect(await make('12345678')).toBe('account.password-common');
    expect(await make('张三13800138000')).toBe('account.password-name');
    expect(await make('土城子乡2026')).toBe('account.password-name');
    expect(await house.accounts.list()).toEqual([]);
  });
});

describe('a change', () => {
  it('is made field by field, told once, and refused when it changes nothing', async () => {
    const house = await open();
    const { id } = await house.make({ phone: '110' });
    house.told.length = 0;
    expect(ok(await house.accounts.change(id, { post: '带班领导', role: 'leader' }, 'me'))).toMatchObject({
      ...{ post: '带班领导', role: 'leader', name: '张三', phone: '110' },
    });
    expect(codeOf(await house.accounts.change(id, { post: '带班领导' }, 'me'))).toBe(
      'account.nothing-changed',
    );
    expect(codeOf(await house.accounts.change(id, {}, 'me'))).toBe('account.nothing-changed');
    ok(await house.accounts.change(id, { phone: null }, 'me'));
    expect(codeOf(await house.accounts.change('nobody', { phone: null }, 'me'))).toBe('account.unknown');
    expect(house.told.map(({ what, byId }) => [what, byId])).toEqual([
      ['changed', 'me'],
      ['changed', 'me'],
    ]);
  });

  it('of the role takes the village along', async () => {
    const house = await open({ villageKnown: (id) => id === 'v1' });
    const { id } = await house.make({ role: 'villageLiaison', villageId: 'v1', slot: 'B' });
    expect(ok(await house.accounts.change(id, { role: 'auditor' }, 'me'))).toMatchObject({
      ...{ role: 'auditor', villageId: null, slot: null },
    });
    const back = { role: 'villageLiaison' } as const;
    expect(codeOf(await house.accounts.change(id, back, 'me'))).toBe('account.no-village');
    const foreign = { ...back, villageId: 'v2' };
    expect(codeOf(await house.accounts.change(id, foreign, 'me'))).toBe('account.village-unknown');
    ok(await house.accounts.change(id, { ...back, villageId: 'v1' }, 'me'));
  });

  it.each([
    [{ disabled: true }, 'disabled'],
    [{ password: 'a fresh long phrase' }, 'passwordChanged'],
  ] as const)('%o ends every session at once', async (change, what) => {
    const house = await open();
    const { id } = await house.make();
    const tokens = [ok(await house.enter('officer')), ok(await house.enter('officer', { device: 'phone' }))];
    ok(await house.accounts.change(id, change, 'me'));
    for (const { token } of tokens) expect(await house.accounts.sessionOf(token)).toBeNull();
    expect(house.told.at(-1)).toMatchObject({ accountId: id, what, session: null, byId: 'me' });
    // Also for a server that was told of nothing, and when it is enabled again.
    if ('disabled' in change) ok(await house.accounts.change(id, { disabled: false }, 'me'));
    const other = await house.second();
    for (const { token } of tokens) expect(await other.sessionOf(token)).toBeNull();
  });

  it('of a wall is its name, its post and whether it is on', async () => {
    const house = await open();
    const { id } = await house.accounts.createDevice('大厅', 'me');
    for (const change of [
      { role: 'leader' },
      { password: GOOD },
      { phone: '110' },
      { villageId: 'v1' },
    ] as const)
      expect(codeOf(await house.accounts.change(id, change, 'me'))).toBe('account.device');
    expect(ok(await house.accounts.change(id, { name: '值班室' }, 'me'))).toMatchObject({ role: 'wall' });
  });
});

describe('the last administrator', () => {
  const admin = { signInName: 'admin', role: 'administrator' } as const;

  it('is neither disabled nor given another role', async () => {
    const house = await open();
    const { id } = await house.make(admin);
    for (const change of [{ disabled: true }, { role: 'leader' }, { role: 'auditor', name: '李四' }] as const)
      expect(codeOf(await house.accounts.change(id, change, id))).toBe('account.last-administrator');
    expect(await house.accounts.find(id)).toMatchObject({
      role: 'administrator',
      disabled: false,
      name: '张三',
    });
    ok(await house.accounts.change(id, { name: '李四' }, id));
    expect(house.told.map(({ what }) => what)).toEqual(['created', 'changed']);
  });

  it('may go once there is another one who is not disabled', async () => {
    const house = await open();
    const first = await house.make(admin);
    const second = await house.make({ ...admin, signInName: 'admin2' });
    ok(await house.accounts.change(second.id, { disabled: true }, first.id));
    const gone = { disabled: true };
    expect(codeOf(await house.accounts.change(first.id, gone, first.id))).toBe('account.last-administrator');
    ok(await house.accounts.change(second.id, { disabled: false }, first.id));
    ok(await house.accounts.change(first.id, gone, first.id));
  });

  it('remains when two take each other away in the same moment, on one server or on two', async () => {
    const house = await open();
    const other = await house.second();
    const one = await house.make(admin);
    const two = await house.make({ ...admin, signInName: 'admin2' });
    const there = async () =>
      (await house.accounts.list()).filter(({ role, disabled }) => role === 'administrator' && !disabled)
        .length;
    for (let round = 0; round < 20; round += 1) {
      const server = round % 2 ? house.accounts : other;
      await Promise.all([
        house.accounts.change(one.id, { disabled: true }, two.id),
        server.change(two.id, { disabled: true }, one.id),
      ]);
      expect(await there()).toBeGreaterThan(0);
      for (const { id } of [one, two]) await house.accounts.change(id, { disabled: false }, 'system');
    }
  });
});

describe('telling', () => {
  it('fits the command that the journal takes', async () => {
    const house = await open();
    await house.make();
    const { token } = ok(await house.enter('officer'));
    await house.accounts.end(token);
    expect(house.told.map(({ what }) => what)).toEqual(['created', 'sessionRevoked']);
    for (const { id, ...body } of house.told) {
      expect(id).toMatch(UUID);
      expect(noun.commands['account.change'].safeParse(body).success).toBe(true);
    }
  });

  it('is tried again under the same id when the journal could not take it, also by the next start', async () => {
    const house = await open();
    const asked: string[] = [];
    const away = ({ id }: { id: string }) => {
      asked.push(id);
      throw new Error('the journal is away');
    };
    const weak = await house.second({ fault: (problem) => house.faults.push(problem) });
    weak.onChange(away);
    const account = ok(await weak.create(person(), 'system'));
    expect(house.faults).toHaveLength(1);
    house.pass(MINUTE + 1);
    await weak.tellPending();
    expect(asked).toHaveLength(2);
    await house.accounts.tellPending();
    expect(house.told).toEqual([
      { id: asked[0], accountId: account.id, what: 'created', session: null, byId: 'system' },
    ]);
    await house.accounts.tellPending();
    expect(house.told).toHaveLength(1);
  });

  it('leaves alone what another request is still at', async () => {
    const house = await open();
    const started = house.accounts.room.changes;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const change = { accountId: 'a', what: 'changed', session: null, byId: 'b' } as const;
    const making = started.make(change, () => held.then(() => true));
    await house.accounts.tellPending();
    expect(house.told).toEqual([]);
    release();
    await making;
    expect(house.told).toHaveLength(1);
  });
});

describe('hostile input', () => {
  const operators: unknown[] = [{ $gt: '' }, { $ne: null }, ['officer'], { toString: 'x' }, null, 7, true];

  it.each(['signInName', 'name', 'post', 'role', 'password'])(
    'an operator as %s does not get in',
    (field) => {
      for (const value of operators)
        expect(accountInput.safeParse({ ...person(), [field]: value }).success).toBe(false);
      for (const value of operators.filter((one) => one !== null))
        expect(accountChange.safeParse({ [field]: value }).success).toBe(false);
    },
  );

  it('fields of the server do not get in', () => {
    for (const field of [
      '_id',
      'id',
      'passwordHash',
      'deviceDigest',
      'createdAt',
      'foldedName',
      '__v',
      '$set',
    ])
      expect(accountInput.safeParse({ ...person(), [field]: 'x' }).success).toBe(false);
    const poisoned = JSON.parse('{"__proto__":{"disabled":false},"name":"李四"}') as object;
    expect(accountChange.safeParse(poisoned).success).toBe(false);
    expect(accountInput.safeParse({ ...person(), role: 'wall' }).success).toBe(false);
    expect(accountInput.safeParse({ ...person(), role: 'system' }).success).toBe(false);
    expect(accountInput.safeParse({ ...person(), signInName: 'a$b' }).success).toBe(false);
    expect(accountInput.safeParse({ ...person(), signInName: 'x'.repeat(33) }).success).toBe(false);
  });

  it('an operator that got as far as the room is compared and not obeyed', async () => {
    const house = await open();
    await house.make();
    const ids = [{ $ne: 'x' }, { $gt: '' }, ['a', 'b']] as unknown as string[];
    for (const id of ids) {
      expect(await house.accounts.find(id)).toBeNull();
      expect(codeOf(await house.accounts.change(id, { name: '李四' }, 'me'))).toBe('account.unknown');
      expect(await house.accounts.sessionOf(id)).toBeNull();
      expect(codeOf(await house.accounts.signInDevice(id, 'a', 'b'))).toBe('session.device-unknown');
    }
  });
});
