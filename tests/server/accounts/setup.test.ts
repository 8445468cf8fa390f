import { describe, expect, it } from 'vitest';
import type { openAccounts } from '../../../server/accounts/accounts.ts';
import { openSetup, type SetUpWish, type UnitThere } from '../../../server/accounts/setup.ts';
import { openSetupCode } from '../../../server/accounts/setupCode.ts';
import { refuse } from '../../../shared/refusal.ts';
import { unitRefusals } from '../../../shared/unit/noun.ts';
import { codeOf, houses, MINUTE, ok, person, type House } from './house.ts';

const open = houses();
const HERE = '10.0.0.1';
type Unit = UnitThere & { zone: string };

/** A book that holds a unit, as the real one does. */
function book() {
  const state = { unit: null as Unit | null, fault: null as Error | null };
  return {
    state,
    unit: () => state.unit,
    async openUnit(unit: Unit) {
      if (state.fault) throw state.fault;
      if (state.unit) return { ok: false as const, refusal: refuse(unitRefusals, 'unit.already') };
      const names = unit.villages.map(({ name }) => name);
      const twice = names.find((name, n) => names.indexOf(name) !== n);
      if (twice) return { ok: false as const, refusal: refuse(unitRefusals, 'unit.twice', { name: twice }) };
      state.unit = unit;
      return { ok: true as const };
    },
  };
}

const officers = [
  person({ signInName: 'admin', name: '王五', role: 'administrator' }),
  person({ signInName: 'duty' }),
  person({ signInName: 'liaison', name: '李四', role: 'villageLiaison', villageId: 'v1', slot: 'A' }),
];

function wish(code: string, more: Partial<SetUpWish<Unit>> = {}): SetUpWish<Unit> {
  const villages = [
    { id: 'v1', name: '束龙沟村' },
    { id: 'v2', name: '高和村' },
  ];
  return { code, unit: { name: '土城子乡', zone: 'Asia/Shanghai', villages }, accounts: officers, ...more };
}

function setupOn(
  accounts: ReturnType<typeof openAccounts>,
  real: ReturnType<typeof book>,
  preset: string | null = null,
) {
  return openSetup<Unit>({ accounts, preset, unit: real.unit, openUnit: real.openUnit });
}

async function begin(preset: string | null = null) {
  const house = await open();
  const real = book();
  const setup = setupOn(house.accounts, real, preset);
  const code = (await setup.start()) ?? '';
  return { house, real, setup, code };
}

const nothingThere = async ({ accounts }: House) => expect(await accounts.list()).toEqual([]);

describe('the first set-up', () => {
  it('makes the unit and the accounts, administrators last, against the code that was printed', async () => {
    const { house, real, setup, code } = await begin();
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(await setup.needed()).toBe(true);
    expect(ok(await setup.check(code, HERE))).toEqual({ unit: null });
    expect(ok(await setup.run(wish(code), HERE))).toEqual({ accounts: 3, unitKept: false });
    expect(real.state.unit?.name).toBe('土城子乡');
    expect(await setup.needed()).toBe(false);
    expect(house.told.map(({ what, byId }) => `${what} by ${byId}`)).toEqual(
      Array(3).fill('created by system'),
    );
    const roles = await Promise.all(
      house.told.map(async ({ accountId }) => (await house.accounts.find(accountId))?.role),
    );
    expect(roles).toEqual(['dutyOfficer', 'villageLiaison', 'administrator']);
    ok(await house.enter('admin'));
  });

  it('happens once: code and page are dead from then on, also after a restart', async () => {
    const { house, real, setup, code } = await begin();
    ok(await setup.run(wish(code), HERE));
    for (const again of [setup, setupOn(await house.second(), real)]) {
      expect(codeOf(await again.check(code, HERE))).toBe('setup.done');
      expect(codeOf(await again.run(wish(code), HERE))).toBe('setup.done');
    }
    const restarted = setupOn(await house.second(), real);
    expect(await restarted.start()).toBeNull();
    expect(await house.accounts.list()).toHaveLength(3);
  });

  it('happens once also when two do it at the same moment, on one server or on two', async () => {
    const { house, real, setup, code } = await begin();
    const other = setupOn(await house.second(), real);
    const ends = await Promise.all([
      setup.run(wish(code), HERE),
      setup.run(wish(code), HERE),
      other.run(wish(code), HERE),
    ]);
    expect(ends.filter((end) => 'accounts' in end)).toHaveLength(1);
    for (const end of ends)
      if (!('accounts' in end)) expect(codeOf(end)).toMatch(/^setup\.(running|done|code-wrong)$/);
    expect(await house.accounts.list()).toHaveLength(3);
  });

  it('is begun by one of those who hold the code', async () => {
    const { house } = await begin();
    const { models, now } = house.accounts.room;
    const other = (await house.second()).room.models;
    for (let round = 0; round < 5; round += 1) {
      const rivals = [models, other, models, other].map((own) => openSetupCode(own, now, null));
      const taken = await Promise.all(rivals.map((code) => code.take()));
      expect(taken.filter(Boolean)).toHaveLength(1);
      await rivals[0]?.giveBack();
    }
  });

  it('refuses what cannot be, with the code still good and nothing written', async () => {
    const { house, real, setup, code } = await begin();
    const [admin, duty, liaison] = officers as [
      (typeof officers)[0],
      (typeof officers)[0],
      (typeof officers)[0],
    ];
    const cases = {
      'setup.no-administrator': [duty, liaison],
      'setup.no-duty-officer': [admin, liaison],
      'setup.name-twice': [admin, duty, { ...liaison, signInName: 'ＤＵＴＹ' }],
      'account.no-village': [admin, duty, { ...liaison, villageId: null }],
      'account.village-unknown': [admin, duty, { ...liaison, villageId: 'v9' }],
      'account.password-common': [{ ...admin, password: 'password' }, duty],
      'account.password-name': [admin, { ...duty, password: '束龙沟村2026' }],
    };
    for (const [expected, accounts] of Object.entries(cases))
      expect(codeOf(await setup.run(wish(code, { accounts }), HERE))).toBe(expected);
    const twice = {
      ...wish(code).unit,
      villages: [
        { id: 'v1', name: '高和村' },
        { id: 'v2', name: '高和村' },
      ],
    };
    expect(codeOf(await setup.run(wish(code, { unit: twice }), HERE))).toBe('unit.twice');
    expect(real.state.unit).toBeNull();
    await nothingThere(house);
    ok(await setup.run(wish(code), HERE));
  });
});

describe('a set-up that was cut short', () => {
  it('by a fault of the journal can be done again with the same code', async () => {
    const { house, real, setup, code } = await begin();
    real.state.fault = new Error('the journal is away');
    await expect(setup.run(wish(code), HERE)).rejects.toThrow('the journal is away');
    await nothingThere(house);
    real.state.fault = null;
    expect(ok(await setup.run(wish(code), HERE))).toEqual({ accounts: 3, unitKept: false });
  });

  it('between unit and accounts goes on with a fresh code and keeps the unit', async () => {
    const { house, real } = await begin();
    ok(await real.openUnit(wish('').unit));
    const restarted = setupOn(await house.second(), real);
    const fresh = (await restarted.start()) ?? '';
    expect(ok(await restarted.check(fresh, HERE))).toMatchObject({ unit: { name: '土城子乡' } });
    const other = { ...wish(fresh).unit, name: '别的乡', villages: [{ id: 'v9', name: '别的村' }] };
    const foreign = officers.map((one) => (one.villageId ? { ...one, villageId: 'v9' } : one));
    expect(codeOf(await restarted.run(wish(fresh, { unit: other, accounts: foreign }), HERE))).toBe(
      'account.village-unknown',
    );
    expect(ok(await restarted.run(wish(fresh, { unit: other }), HERE))).toEqual({
      accounts: 3,
      unitKept: true,
    });
    expect(real.state.unit?.name).toBe('土城子乡');
  });

  it('between two accounts replaces those that are there', async () => {
    const { house, real, code } = await begin();
    ok(await real.openUnit(wish('').unit));
    const left = await house.make({ signInName: 'duty', name: '旧' });
    await house.make({ signInName: 'forgotten' });
    const restarted = setupOn(house.accounts, real);
    const fresh = (await restarted.start()) ?? '';
    expect(codeOf(await restarted.check(code, HERE))).toBe('setup.code-wrong');
    ok(await restarted.run(wish(fresh), HERE));
    const names = (await house.accounts.list()).map(({ signInName }) => signInName).sort();
    expect(names).toEqual(['admin', 'duty', 'liaison']);
    expect(await house.accounts.find(left.id)).toBeNull();
  });

  it('while it held the code lets it go after a minute', async () => {
    const { house, setup, code } = await begin();
    const { models } = house.accounts.room;
    await models.code.updateOne({ _id: 'code' }, { $set: { takenAt: new Date(house.clock.ms) } });
    expect(codeOf(await setup.run(wish(code), HERE))).toBe('setup.running');
    house.pass(MINUTE);
    ok(await setup.run(wish(code), HERE));
  });
});

describe('the one-time code', () => {
  it('is another at every start, and only the latest is good', async () => {
    const { house, real, setup, code } = await begin();
    const restarted = setupOn(await house.second(), real);
    const fresh = (await restarted.start()) ?? '';
    expect(fresh).not.toBe(code);
    // The server that is still running knows the code that the newer one printed.
    for (const server of [setup, restarted]) {
      expect(codeOf(await server.check(code, HERE))).toBe('setup.code-wrong');
      ok(await server.check(fresh, HERE));
    }
  });

  it('may be typed in small or full-width letters, with or without its dash', async () => {
    const { setup, code } = await begin();
    const wide = code.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    for (const typed of [code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `, wide])
      ok(await setup.check(typed, HERE));
  });

  it('can be preset, but not to nothing', async () => {
    const { setup, code } = await begin('given-1');
    expect(code).toBe('given-1');
    ok(await setup.check('GIVEN1', HERE));
    for (const preset of ['', '   ']) expect((await begin(preset)).code).toMatch(/^.{4}-.{4}$/);
  });

  it('is kept as a digest', async () => {
    const { house, code } = await begin();
    const all = await house.dump();
    expect(all).not.toContain(code);
    expect(all).not.toContain(code.replace('-', ''));
  });

  it('is guessed at ten times, then at doubling intervals, never shut for good', async () => {
    const { house, setup, code } = await begin();
    for (const guess of ['', 'AAAA-AAAA', '{"$gt":""}', code.slice(1)])
      expect(codeOf(await setup.check(guess, HERE))).toBe('setup.code-wrong');
    for (let n = 4; n < 10; n += 1)
      expect(codeOf(await setup.run(wish('AAAA-AAAA'), HERE))).toBe('setup.code-wrong');
    const waits: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      expect(codeOf(await setup.check('AAAA-AAAA', HERE))).toBe('setup.code-wrong');
      const refusal = await setup.check(code, HERE);
      expect(codeOf(refusal)).toBe('session.wait');
      const { retryAfter } = refusal as unknown as { retryAfter: number };
      waits.push(retryAfter);
      house.pass(retryAfter * 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    ok(await setup.run(wish(code), HERE));
  });

  it('is guessed at no faster from many addresses, which keep out its owner for a minute at most', async () => {
    const { house, setup, code } = await begin();
    let tries = 0;
    for (let n = 0; n < 200; n += 1) {
      const answer = await setup.check('AAAA-AAAA', `10.1.0.${n}`);
      if (codeOf(answer) === 'setup.code-wrong') tries += 1;
      house.pass(3000);
    }
    expect(tries).toBeLessThan(30);
    house.pass(MINUTE);
    ok(await setup.check(code, HERE));
  });
});
