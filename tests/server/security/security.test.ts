import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SecurityEvent } from '../../../server/security/contract.ts';
import { openSecurity } from '../../../server/security/security.ts';
import { START } from './contractSuite.ts';
import { logInMemory } from './memory.ts';

beforeEach(() => vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

function house() {
  const log = logInMemory();
  const faults: string[] = [];
  const report = (what: string) => `${faults.push(what)}`;
  const security = openSecurity({ log, now: Date.now, zone: () => 'Asia/Shanghai', report });
  return { log, faults, security };
}
const who = { id: 'officer-c', name: '值班员C', post: '主班', role: 'dutyOfficer' } as const;
const visit = (address: string, session: string | null = null) => ({
  ...{ address, session, requestId: null },
  who: session ? who : null,
});
const wrong = (address: string, op = 'POST /api/session'): SecurityEvent => ({
  ...{ what: 'session.signIn', result: 'refused', code: 'session.wrong', op },
  visit: visit(address),
});

describe('what must be written', () => {
  it('is durable when it returns, with the moment in the zone of the unit', async () => {
    const { log, security } = house();
    const line = await security.must({
      what: 'account.create',
      result: 'begun',
      visit: visit('10.0.0.1', 's'),
    });
    expect(log.lines).toEqual([line]);
    expect(line).toMatchObject({ seq: 1, kind: 'admin', at: '2026-01-01T00:00:00.000+08:00', who });
  });

  it('throws when it cannot be, and nothing stays behind to be written later', async () => {
    const { log, security } = house();
    log.away = true;
    await expect(security.must({ what: 'account.create', result: 'begun' })).rejects.toThrow();
    log.away = false;
    await security.flush();
    expect(log.lines).toEqual([]);
  });

  it('is refused when the log has not answered for five seconds', async () => {
    const { log, security } = house();
    let wanted = (): boolean | undefined => undefined;
    log.append = (_drafts, isWanted) => ((wanted = () => isWanted?.()), new Promise(() => undefined));
    const said = security.must({ what: 'account.create', result: 'begun' }).then(String, String);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(wanted()).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(await said).toContain('in time');
    expect(wanted()).toBe(false);
  });

  it('page after page within a minute is one line and a number', async () => {
    const { log, security } = house();
    const read: SecurityEvent = {
      ...{ what: 'read.journal', result: 'ok', about: 'real' },
      visit: visit('10.0.0.1', 's'),
    };
    for (let page = 0; page < 50; page += 1) await security.mustOnce(read);
    await security.mustOnce({ ...read, about: 'ex-1' });
    await security.flush();
    expect(log.lines.map(({ about, count }) => [about, count])).toEqual([
      ['real', 1],
      ['ex-1', 1],
      ['real', 49],
    ]);
  });

  it('of two at once is durable for both, or for neither', async () => {
    const { log, security } = house();
    const read: SecurityEvent = { what: 'read.journal', result: 'ok', visit: visit('10.0.0.1', 's') };
    const { append } = log;
    let answer = (_said: Promise<unknown>) => {};
    log.append = () => new Promise((resolve) => (answer = (said) => resolve(said as never)));
    const both = [security.mustOnce(read), security.mustOnce(read)].map((one) => one.then(String, String));
    await vi.advanceTimersByTimeAsync(0);
    answer(Promise.reject(new Error('away')));
    expect(await Promise.all(both)).toEqual(['Error: away', 'Error: away']);
    log.append = append;
    await Promise.all([security.mustOnce(read), security.mustOnce(read)]);
    await security.flush();
    expect(log.lines.map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe('what is noted', () => {
  it('is written at once the first time, and the rest of the minute as a number', async () => {
    const { log, security } = house();
    for (let n = 0; n < 300; n += 1) security.note(wrong('10.0.0.9'));
    await vi.advanceTimersByTimeAsync(1);
    expect(log.lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log.lines.map(({ count }) => count)).toEqual([1, 299]);
    security.note(wrong('10.0.0.9'));
    await security.flush();
    expect(log.lines).toHaveLength(3);
  });

  it('of a flood fills no disk, and hides nobody else', async () => {
    const { log, security } = house();
    for (let hour = 0; hour < 24; hour += 1) {
      for (let n = 0; n < 2_000; n += 1) security.note(wrong(`2001:db8::${hour}:${n}`));
      await vi.advanceTimersByTimeAsync(3_600_000);
    }
    const before = log.lines.length;
    expect(before).toBeLessThan(5_000 + 24 * 2 + 1);
    expect(log.lines.reduce((sum, { count }) => sum + count, 0)).toBe(48_000);
    security.note({
      what: 'denied.command',
      result: 'refused',
      op: 'incident.erase',
      visit: visit('10.0.0.3', 's'),
    });
    await security.flush();
    expect(log.lines.at(-1)).toMatchObject({ op: 'incident.erase', who });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
    'is not left lying when it comes %i ticks after another',
    async (ticks) => {
      const { log, security } = house();
      security.note(wrong('10.0.0.1'));
      for (let n = 0; n < ticks; n += 1) await Promise.resolve();
      security.note(wrong('10.0.0.2'));
      await vi.advanceTimersByTimeAsync(10);
      expect(log.lines).toHaveLength(2);
    },
  );

  it('waits for a store that is away, and says how much was lost', async () => {
    const { log, faults, security } = house();
    log.away = true;
    for (let n = 0; n < 1_200; n += 1) security.note(wrong('10.0.0.9', `op ${n}`));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(faults.length).toBeGreaterThan(1);
    log.away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(log.lines).toHaveLength(1_001);
    expect(log.lines.at(-1)).toMatchObject({ what: 'log.lost', count: 200 });
  });

  it('is not waited for longer than two seconds by who looks into the log', async () => {
    const { log, security } = house();
    log.away = true;
    security.note(wrong('10.0.0.9'));
    let done = false;
    const flushed = security.flush().then(() => (done = true));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await flushed;
    log.away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(log.lines).toHaveLength(1);
  });

  it('holds nothing that could begin a line of its own, and nothing long', async () => {
    const { log, security } = house();
    security.note({ ...wrong('1\n2\u2028{"what":"x"}'), about: 'x'.repeat(5_000) });
    await security.flush();
    expect(log.lines[0]?.address).toBe('1 2 {"what":"x"}');
    expect(log.lines[0]?.about).toHaveLength(100);
  });
});
