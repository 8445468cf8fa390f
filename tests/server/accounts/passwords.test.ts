import { describe, expect, it } from 'vitest';
import { addressKey, countGuesses } from '../../../server/accounts/passwords/guessing.ts';
import { oneAtATime, openHashing } from '../../../server/accounts/passwords/hashing.ts';
import { weakness } from '../../../server/accounts/passwords/weak.ts';

const about = ['wangli', '王丽', '13800138000', '土城子乡', '束龙沟村'];

describe('weak passwords', () => {
  it.each([
    ...['12345678', '11111111', '12121212', 'abcabcabc', 'qwertyuiop', '1qaz2wsx', '19900101', '87654321'],
    ...['password', 'Password123!', 'P@ssw0rd', 'Admin@123', 'Aa123456', 'woaini1314', '5201314520'],
    ...['zhishou2024', '1q2w3e4r', 'iloveyou1', 'ｐａｓｓｗｏｒｄ'],
  ])('refuses %s as common', (password) => {
    expect(weakness(password, about)).toBe('common');
  });

  it.each(['wangli123', 'WANGLI2024', 'ilgnaw!!', '王丽13800138000', '土城子乡123', '束龙沟村值班2024'])(
    'refuses %s as made of what stands around the account',
    (password) => {
      expect(weakness(password, about)).toBe('name');
    },
  );

  it.each([
    ...['correct horse battery', '苹果 河流 纸张 三', '村东头老槐树下', 'bA7kq-mz', 'wangli-tulip-river'],
    ...['duty-desk-9f3k', 'x'.repeat(3) + 'kQ7-mm2z!', `${'long phrase '.repeat(12)}end`],
  ])('takes %s', (password) => {
    expect(weakness(password, about)).toBeNull();
  });
});

describe('hashing', () => {
  it('makes argon2id with 19 MiB, two passes, one lane, and a salt of its own', async () => {
    const hashing = openHashing();
    const [one, other] = [await hashing.hash('lamp river'), await hashing.hash('lamp river')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(hashing.isOutdated(one)).toBe(false);
    expect(hashing.isOutdated(one.replace('t=2', 't=1'))).toBe(true);
  });

  it('knows a password however its characters were composed, to the last of 64', async () => {
    const hashing = openHashing();
    const stored = await hashing.hash('caf\u00e9 河流 lamp');
    expect(await hashing.matches(stored, 'cafe\u0301 河流 lamp')).toBe(true);
    const long = await hashing.hash('a1'.repeat(32));
    expect(await hashing.matches(long, `${'a1'.repeat(31)}a2`)).toBe(false);
  });

  it('says no without a hash, whatever the password', async () => {
    expect(await openHashing().matches(null, 'nobody has this password')).toBe(false);
  });

  it('lets one work, keeps a queue and turns the rest away; a failure frees its place', async () => {
    const inTurn = oneAtATime(2);
    let now = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      throw new Error('work failed');
    };
    const given = [inTurn(work), inTurn(work), inTurn(work), inTurn(work)];
    expect(given.map((one) => one !== null)).toEqual([true, true, true, false]);
    const ends = await Promise.allSettled(given.slice(0, 3));
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    expect(most).toBe(1);
    expect(await inTurn(async () => 'free again')).toBe('free again');
  });

  it('lets those who are known go first, in a line that strangers cannot fill', async () => {
    const inTurn = oneAtATime(2);
    const came: string[] = [];
    const come = (name: string, known: boolean) => inTurn(async () => void came.push(name), known);
    const strangers = ['1', '2', '3', '4'].map((name) => come(name, false));
    expect(strangers.map((one) => one !== null)).toEqual([true, true, true, false]);
    await Promise.all([...strangers, come('known', true), come('known too', true)]);
    expect(came).toEqual(['1', 'known', 'known too', '2', '3']);
  });
});

describe('counting guesses', () => {
  it('doubles from one second to a quarter of an hour and stays there', () => {
    let at = 0;
    const guesses = countGuesses({ now: () => at, free: 0, longest: 900_000 });
    const waits = Array.from({ length: 14 }, () => {
      guesses.failed('x');
      const wait = guesses.wait('x');
      at += wait;
      return wait / 1000;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
    expect(guesses.wait('x')).toBe(0);
  });

  it('lets at most ten tries through in any quarter of an hour, however long somebody guesses', () => {
    let at = 0;
    const guesses = countGuesses({ now: () => at, free: 0, longest: 900_000 });
    const tries: number[] = [];
    for (; at < 8 * 3_600_000; at += 1000) {
      if (guesses.wait('x') > 0) continue;
      guesses.failed('x');
      tries.push(at);
    }
    const most = tries.map((start) => tries.filter((one) => one >= start && one < start + 900_000).length);
    expect(Math.max(...most)).toBe(10);
  });

  it('counts an address over a sliding quarter of an hour', () => {
    let at = 0;
    const guesses = countGuesses({ now: () => at, free: Infinity, longest: 0, most: 100 });
    for (let n = 0; n < 99; n += 1) guesses.failed('a');
    expect(guesses.wait('a')).toBe(0);
    at = 600_000;
    guesses.failed('a');
    expect(guesses.wait('a')).toBe(300_000);
    at = 900_000;
    expect(guesses.wait('a')).toBe(0);
    for (let n = 0; n < 99; n += 1) guesses.failed('a');
    expect(guesses.wait('a')).toBe(600_000);
  });

  it('forgets a key that was quiet for a quarter of an hour, and forgives one at once', () => {
    let at = 0;
    const guesses = countGuesses({ now: () => at, free: 0, longest: 900_000 });
    for (let n = 0; n < 5; n += 1) guesses.failed('x');
    at = 16_000 + 900_000;
    guesses.failed('x');
    expect(guesses.wait('x')).toBe(1000);
    guesses.forgive('x');
    expect(guesses.wait('x')).toBe(0);
  });

  it('takes an IPv4 address for the same however it is written, and an IPv6 network for one asker', () => {
    expect(addressKey('::ffff:10.1.2.3')).toBe('10.1.2.3');
    expect(addressKey('10.1.2.3')).toBe('10.1.2.3');
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:0DB8:0001:0002::9'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80::2'));
  });
});
