import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { verifyLog } from '../../../server/security/chain.ts';
import { keepSecurityLog } from '../../../server/security/keep.ts';
import { openSecurity } from '../../../server/security/security.ts';
import { DAY, draft, START } from './contractSuite.ts';
import { logInMemory } from './memory.ts';

/** A log with its keeper, and a clock that is moved by hand. */
function house(days = 400, last: number | null = null) {
  const log = logInMemory();
  const clock = { wall: START, steady: 0 };
  const lease = { isHeld: true };
  const now = () => clock.wall;
  const report = () => 'fault';
  const security = openSecurity({ log, now, zone: () => 'Asia/Shanghai', report });
  const running = () => clock.steady;
  const keeper = keepSecurityLog({ log, security, lease, days, last, now, running, report });
  const pass = (ms: number) => Object.assign(clock, { wall: clock.wall + ms, steady: clock.steady + ms });
  return { log, clock, lease, security, keeper, pass, close: () => (keeper.close(), security.close()) };
}
const what = ({ log }: ReturnType<typeof house>, name: string) =>
  log.lines.filter((line) => line.what === name);

describe('what is old', () => {
  it('goes after its days over two years, never earlier, and every removal is a line of its own', async () => {
    const home = house();
    const { log, security, keeper, pass } = home;
    for (let day = 0; day < 731; day += 1) {
      await security.must({ what: 'session.signIn', result: 'ok' });
      await keeper.beat();
      await keeper.beat();
      const kept = what(home, 'session.signIn').map(({ at }) => Date.parse(at));
      const oldest = kept[0] ?? 0;
      expect(home.clock.wall - oldest).toBeLessThanOrEqual(400 * DAY);
      expect(kept).toHaveLength(Math.min(day + 1, 401));
      if (day % 100 === 0 || day > 728) expect((await verifyLog(log)).fault).toBeNull();
      pass(DAY);
    }
    const removals = what(home, 'log.pruned');
    expect(removals).toHaveLength(730 - 400);
    expect(removals[0]?.detail).toMatchObject({ count: 1, first: 1, through: 1 });
    await home.close();
  });

  it('is left alone by who does not hold the lease', async () => {
    const home = house(184);
    await home.security.must({ what: 'session.signIn', result: 'ok' });
    home.lease.isHeld = false;
    home.pass(300 * DAY);
    await home.keeper.beat();
    expect(home.log.lines).toHaveLength(1);
    home.lease.isHeld = true;
    await home.keeper.beat();
    expect(home.log.lines.map((line) => line.what)).toEqual(['log.pruned']);
    await home.close();
  });

  it('is removed only after that was written down', async () => {
    const home = house();
    await home.security.must({ what: 'session.signIn', result: 'ok' });
    home.pass(500 * DAY);
    const { append } = home.log;
    home.log.append = () => Promise.reject(new Error('away'));
    await expect(home.keeper.beat()).rejects.toThrow('away');
    expect(home.log.lines).toHaveLength(1);
    home.log.append = append;
    await home.keeper.beat();
    expect(home.log.lines.map((line) => line.what)).toEqual(['log.pruned']);
    await home.close();
  });

  it('may not be called old before half a year', () => {
    expect(() => readConfig({ SECURITY_LOG_DAYS: '183' })).toThrow(/SECURITY_LOG_DAYS: must be at least 184/);
    expect(readConfig({ SECURITY_LOG_DAYS: '184' }).SECURITY_LOG_DAYS).toBe(184);
    expect(readConfig({}).SECURITY_LOG_DAYS).toBe(400);
  });
});

describe('a clock', () => {
  it('that somebody set is noticed, forward and back; one that runs is not', async () => {
    const home = house();
    for (const jump of [0, 3_600_000, 0, -7_200_000, 2_000]) {
      home.pass(10_000);
      home.clock.wall += jump;
      await home.keeper.beat();
    }
    await home.security.flush();
    expect(what(home, 'clock.set').map(({ detail }) => detail.ms)).toEqual([3_600_000, -7_200_000]);
    await home.close();
  });

  it('that is set forward takes nothing off the log, not on that day and not later', async () => {
    const home = house();
    await home.security.must({ what: 'session.signIn', result: 'ok' });
    await home.keeper.beat();
    home.pass(2 * DAY);
    await home.keeper.beat();
    home.clock.wall += 500 * DAY;
    for (let n = 0; n < 6; n += 1) {
      home.pass(DAY / 2);
      await home.keeper.beat();
    }
    expect(home.log.lines.map((line) => line.what)).toEqual(['session.signIn', 'clock.set']);
    await home.close();
  });

  it('that was set is not believed either when that cannot be written down', async () => {
    const home = house();
    await home.security.must({ what: 'session.signIn', result: 'ok' });
    home.pass(380 * DAY);
    await home.keeper.beat();
    home.pass(DAY);
    home.clock.wall += 25 * DAY;
    home.log.away = true;
    await expect(home.keeper.beat()).rejects.toThrow('away');
    home.log.away = false;
    home.pass(10_000);
    await home.keeper.beat();
    expect(home.log.lines.map((line) => line.what)).toEqual(['session.signIn']);
    await home.close();
  });

  it('that is wrong from the start on takes nothing off the log until it was put right', async () => {
    const home = house(400, START - 500 * DAY);
    await home.log.append([draft(-500 * DAY)]);
    for (let n = 0; n < 3; n += 1) {
      await home.keeper.beat();
      home.pass(DAY);
    }
    expect(home.log.lines).toHaveLength(1);
    home.clock.wall -= 499 * DAY;
    await home.keeper.beat();
    home.pass(399 * DAY);
    await home.keeper.beat();
    expect(home.log.lines.map((line) => line.what)).toEqual(['clock.set', 'log.pruned']);
    await home.close();
  });

  it('is believed after a start that follows its lines, however long the server then runs', async () => {
    const home = house(400, START - DAY);
    await home.log.append([draft(-DAY)]);
    home.pass(401 * DAY);
    await home.keeper.beat();
    expect(home.log.lines.map((line) => line.what)).toEqual(['log.pruned']);
    await home.close();
  });
});
