import { describe, expect, it } from 'vitest';
import type { Session } from '../../../server/accounts/contract.ts';
import { BAD, codeOf, GOOD, houses, MINUTE, ok, signedIn } from './house.ts';

const open = houses();

describe('tokens', () => {
  it('are new at every sign-in, 256 bits, and none is a neighbour of another', async () => {
    const house = await open();
    await house.make();
    const tokens = new Set<string>();
    const ids = new Set<string>();
    for (let n = 0; n < 8; n += 1) {
      const { token, session } = ok(await house.enter('officer'));
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      tokens.add(token);
      ids.add(session.id);
    }
    expect([tokens.size, ids.size]).toEqual([8, 8]);
  });

  it('open nothing when they are made up, empty, or an id', async () => {
    const { house, session } = await signedIn(await open(), 'desk');
    for (const token of ['', 'x', session.id, 'A'.repeat(43), 'A'.repeat(1_000_000), '{"$gt":""}'])
      expect(await house.accounts.sessionOf(token)).toBeNull();
  });

  it('are nowhere in the store, nor is any password', async () => {
    const { house, token } = await signedIn(await open(), 'desk', { phone: '13800138000' });
    const device = await house.accounts.createDevice('大厅', 'system');
    const wall = ok(await house.accounts.signInDevice(device.token, '10.0.0.9', 'kiosk'));
    const changed = ok(await house.accounts.changePassword(token, GOOD, 'another long phrase'));
    await house.enter('officer', { password: BAD });
    const all = await house.dump();
    expect(all).toContain('$argon2id$');
    for (const secret of [token, device.token, wall.token, changed.token, GOOD, BAD, 'another long phrase'])
      expect(all).not.toContain(secret);
  });
});

describe('ending', () => {
  it('by signing out is told with the session and opens nothing more', async () => {
    const { house, token, session, account } = await signedIn(await open(), 'desk');
    await house.accounts.end(token);
    expect(await house.accounts.sessionOf(token)).toBeNull();
    expect(house.told.at(-1)).toMatchObject({
      accountId: account.id,
      what: 'sessionRevoked',
      session: session.id,
      byId: account.id,
    });
    const told = house.told.length;
    await house.accounts.end(token);
    await house.accounts.end('nothing');
    expect(house.told).toHaveLength(told);
  });

  it("by its id is one's own right and an administrator's; to others it does not exist", async () => {
    const { house, token, session } = await signedIn(await open(), 'phone');
    const admin = await house.make({ signInName: 'admin', role: 'administrator' });
    const stranger = await house.make({ signInName: 'stranger' });
    const as = (account: { id: string; role: Session['principal']['role'] }) =>
      ({ ...session.principal, id: account.id, role: account.role }) as Session['principal'];
    for (const id of [session.id, 'f'.repeat(16), 'nothing'])
      expect(codeOf(await house.accounts.endById(id, as(stranger)))).toBe('session.unknown');
    expect(await house.accounts.sessionOf(token)).not.toBeNull();
    expect(await house.accounts.endById(session.id, as(admin))).toBeNull();
    expect(await house.accounts.sessionOf(token)).toBeNull();
    expect(house.told.at(-1)).toMatchObject({ what: 'sessionRevoked', session: session.id, byId: admin.id });
  });

  it('takes effect on another server within a second, at once when that server is told', async () => {
    const { house, token, account } = await signedIn(await open(), 'desk');
    const other = await house.second();
    expect(await other.sessionOf(token)).not.toBeNull();
    await house.accounts.end(token);
    house.pass(1000);
    expect(await other.sessionOf(token)).toBeNull();
    const again = ok(await house.enter('officer', { device: 'desk' })).token;
    expect(await other.sessionOf(again)).not.toBeNull();
    await house.accounts.change(account.id, { disabled: true }, 'system');
    other.forget(account.id);
    expect(await other.sessionOf(again)).toBeNull();
  });
});

describe('what is listed', () => {
  it("is one's own, an administrator's is everybody's, and nothing of it opens anything", async () => {
    const house = await open();
    await house.make();
    await house.make({ signInName: 'admin', role: 'administrator' });
    const mine = ok(await house.enter('officer', { userAgent: `Phone\u0000\n${'x'.repeat(500)}` }));
    house.pass(1000);
    const admin = ok(await house.enter('admin', { address: '10.9.9.9' }));
    const own = await house.accounts.sessions(mine.session.principal);
    expect(own.map(({ id }) => id)).toEqual([mine.session.id]);
    expect(own[0]?.userAgent).toMatch(/^Phone x{194}$/);
    const all = await house.accounts.sessions(admin.session.principal);
    expect(all.map(({ id, address }) => [id, address])).toEqual([
      [admin.session.id, '10.9.9.9'],
      [mine.session.id, '10.0.0.1'],
    ]);
    house.pass(31 * MINUTE);
    expect(await house.accounts.sessions(admin.session.principal)).toEqual([]);
  });

  it('says when a session was last seen, to within five minutes', async () => {
    const { house, token, session } = await signedIn(await open(), 'desk');
    house.pass(4 * MINUTE);
    await house.accounts.sessionOf(token);
    house.pass(2 * MINUTE);
    await house.accounts.sessionOf(token);
    const [info] = await house.accounts.sessions(session.principal);
    expect(info?.lastSeenAt).toBe(new Date(house.clock.ms).toISOString());
  });
});

describe('rights', () => {
  it('are those of now: a changed post, village or role is in the very next answer', async () => {
    const { house, account, token } = await signedIn(await open(), 'desk');
    ok(await house.accounts.change(account.id, { role: 'villageLiaison', villageId: 'v2' }, 'system'));
    const session = await house.accounts.sessionOf(token);
    expect(session).toMatchObject({
      device: 'other',
      principal: { role: 'villageLiaison', villageId: 'v2' },
    });
    ok(await house.accounts.change(account.id, { villageId: 'v3' }, 'system'));
    expect((await house.accounts.sessionOf(token))?.principal.villageId).toBe('v3');
  });

  it('carry no phone, no sign-in name, no hash', async () => {
    const { session } = await signedIn(await open(), 'desk', { phone: '13800138000' });
    expect(Object.keys(session).sort()).toEqual([
      'createdAt',
      'device',
      'expiresAt',
      'id',
      'locked',
      'principal',
    ]);
    expect(Object.keys(session.principal).sort()).toEqual([
      ...['departmentId', 'id', 'name', 'post', 'role', 'villageId'],
    ]);
  });
});

it('asked for by two hundred screens at once is one answer, and never older than a second', async () => {
  const { house, token, session } = await signedIn(await open(), 'desk');
  const other = await house.second();
  const answers = await Promise.all(Array.from({ length: 200 }, () => other.sessionOf(token)));
  expect(new Set(answers.map((answer) => answer?.id))).toEqual(new Set([session.id]));
  await house.accounts.end(token);
  house.pass(999);
  expect(await other.sessionOf(token)).not.toBeNull();
  house.pass(1);
  expect(await other.sessionOf(token)).toBeNull();
});
