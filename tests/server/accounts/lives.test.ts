import { describe, expect, it } from 'vitest';
import { BAD, codeOf, DAY, GOOD, HOUR, houses, MINUTE, ok, signedIn, type House } from './house.ts';

const open = houses();

/** A person at work: something happens every twenty minutes. */
async function work(house: House, token: string, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 20 * MINUTE) {
    house.pass(Math.min(left, 20 * MINUTE));
    await house.accounts.attended(token);
  }
}

describe('a desk', () => {
  it('locks for writing after 30 idle minutes, stays signed in, and unlocks in place', async () => {
    const { house, token } = await signedIn(await open(), 'desk');
    house.pass(30 * MINUTE - 1);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: false, device: 'desk' });
    house.pass(1);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: true });
    expect(codeOf(await house.accounts.unlock(token, BAD))).toBe('session.password-wrong');
    house.pass(1000);
    expect(ok(await house.accounts.unlock(token, GOOD))).toMatchObject({ locked: false });
    house.pass(29 * MINUTE);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: false });
  });

  it('counts idle time from what a person did and not from being asked for', async () => {
    const { house, token } = await signedIn(await open(), 'desk');
    for (let n = 0; n < 15; n += 1) {
      house.pass(2 * MINUTE);
      await house.accounts.sessionOf(token);
    }
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: true });
  });

  it('is kept open by a person at work, through a whole shift and 26 hours at most', async () => {
    const { house, token, session, maxAge } = await signedIn(await open(), 'desk');
    expect(maxAge).toBe(26 * 3600);
    await work(house, token, 26 * HOUR - 1);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ id: session.id, locked: false });
    house.pass(1);
    expect(await house.accounts.sessionOf(token)).toBeNull();
    expect(codeOf(await house.accounts.unlock(token, GOOD))).toBe('session.none');
  });

  it('does not open a lock by a click, also when the lock was set by hand', async () => {
    const { house, token } = await signedIn(await open(), 'desk');
    expect(ok(await house.accounts.lock(token))).toMatchObject({ locked: true });
    house.pass(MINUTE);
    await house.accounts.attended(token);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: true });
    house.pass(HOUR);
    await house.accounts.attended(token);
    expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: true });
    expect(ok(await house.accounts.unlock(token, GOOD))).toMatchObject({ locked: false });
  });

  it('does not open a lock by a click either when it fell asleep', async () => {
    const { house, token } = await signedIn(await open(), 'desk');
    house.pass(30 * MINUTE);
    for (let n = 0; n < 3; n += 1) {
      await house.accounts.attended(token);
      expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: true });
      house.pass(MINUTE);
    }
  });

  it('is one only for the duty room: anybody else who asks for it gets an ordinary session', async () => {
    const { house, token, session } = await signedIn(await open(), 'desk', { role: 'auditor' });
    expect(session.device).toBe('other');
    expect(codeOf(await house.accounts.lock(token))).toBe('session.not-desk');
  });

  it('makes guessing at the lock wait, and only there', async () => {
    const { house, token } = await signedIn(await open(), 'desk');
    const other = ok(await house.enter('officer', { device: 'desk' })).token;
    await house.accounts.lock(token);
    await house.accounts.lock(other);
    for (const wait of [1, 2, 4, 8]) {
      expect(codeOf(await house.accounts.unlock(token, BAD))).toBe('session.password-wrong');
      const refusal = await house.accounts.unlock(token, GOOD);
      expect(codeOf(refusal)).toBe('session.wait');
      expect(refusal).toMatchObject({ retryAfter: wait });
      house.pass(wait * 1000);
    }
    expect(ok(await house.accounts.unlock(other, GOOD))).toMatchObject({ locked: false });
    expect(ok(await house.accounts.unlock(token, GOOD))).toMatchObject({ locked: false });
  });
});

describe('a phone', () => {
  it('slides over 180 days and ends when it was not seen for so long', async () => {
    const { house, token, maxAge } = await signedIn(await open(), 'phone', {
      role: 'villageLiaison',
      villageId: 'v1',
    });
    expect(maxAge).toBe(180 * 24 * 3600);
    for (let n = 0; n < 3; n += 1) {
      house.pass(179 * DAY);
      expect(await house.accounts.sessionOf(token)).toMatchObject({ locked: false, device: 'phone' });
    }
    house.pass(180 * DAY);
    expect(await house.accounts.sessionOf(token)).toBeNull();
  });

  it('lives on in the store as well, not in memory alone', async () => {
    const { house, token } = await signedIn(await open(), 'phone');
    house.pass(100 * DAY);
    await house.accounts.sessionOf(token);
    house.pass(100 * DAY);
    const restarted = await house.second();
    expect(await restarted.sessionOf(token)).not.toBeNull();
  });
});

describe('any other session', () => {
  it('ends after 30 idle minutes', async () => {
    const { house, token } = await signedIn(await open(), 'other');
    house.pass(30 * MINUTE - 1);
    expect(await house.accounts.sessionOf(token)).not.toBeNull();
    house.pass(1);
    expect(await house.accounts.sessionOf(token)).toBeNull();
  });

  it('ends after 12 hours however busy', async () => {
    const { house, token, maxAge } = await signedIn(await open(), 'other');
    expect(maxAge).toBe(12 * 3600);
    await work(house, token, 12 * HOUR - 1);
    expect(await house.accounts.sessionOf(token)).not.toBeNull();
    house.pass(1);
    expect(await house.accounts.sessionOf(token)).toBeNull();
  });
});

describe('a wall', () => {
  async function wall() {
    const house = await open();
    const device = await house.accounts.createDevice('大厅', 'system');
    return { house, ...device };
  }

  it('signs in with its token as often as it likes and lives for years', async () => {
    const { house, token, id } = await wall();
    const { token: session } = ok(await house.accounts.signInDevice(token, '10.0.0.9', 'kiosk'));
    expect(session).not.toBe(token);
    for (let n = 0; n < 3; n += 1) {
      house.pass(399 * DAY);
      expect(await house.accounts.sessionOf(session)).toMatchObject({
        device: 'wall',
        locked: false,
        principal: { id, role: 'wall', name: '大厅' },
      });
    }
  });

  it('is gone when its token is revoked, and comes back with it', async () => {
    const { house, token, id } = await wall();
    const { token: session } = ok(await house.accounts.signInDevice(token, '10.0.0.9', 'kiosk'));
    ok(await house.accounts.change(id, { disabled: true }, 'admin'));
    expect(await house.accounts.sessionOf(session)).toBeNull();
    expect(codeOf(await house.accounts.signInDevice(token, '10.0.0.9', 'kiosk'))).toBe(
      'session.device-unknown',
    );
    ok(await house.accounts.change(id, { disabled: false }, 'admin'));
    ok(await house.accounts.signInDevice(token, '10.0.0.9', 'kiosk'));
  });

  it('cannot be entered by its name, and nothing else opens a wall', async () => {
    const { house, id } = await wall();
    const name = (await house.accounts.find(id))?.signInName ?? '';
    expect(codeOf(await house.enter(name))).toBe('session.wrong');
    for (const token of ['', 'x'.repeat(43), 'x'.repeat(20), name, id])
      expect(codeOf(await house.accounts.signInDevice(token, 'a', 'b'))).toBe('session.device-unknown');
  });
});
