import { expect, it } from 'vitest';
import { isLater, Turnstile } from '../../../server/live/turnstile.ts';

it('serves so many at once, the next in their order, and tells the others when to come again', async () => {
  const turnstile = new Turnstile({ atOnce: 2, inLine: 3 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (n: number) => () => {
    begun.push(n);
    return new Promise<number>((resolve) => ends.push(() => resolve(n)));
  };
  const passing = [1, 2, 3, 4, 5].map((n) => turnstile.pass(work(n)));
  const sent = await turnstile.pass(work(6));
  expect(isLater(sent) && sent.retryAfterMs).toBeGreaterThanOrEqual(1_000);
  expect(begun).toEqual([1, 2]);
  for (let n = 0; n < 5; n += 1) {
    ends[n]?.();
    await passing[n];
    await Promise.resolve(); // the next one's turn
  }
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(await Promise.all(passing)).toEqual([1, 2, 3, 4, 5]);
});

it('gives the place back when the work fails', async () => {
  const turnstile = new Turnstile({ atOnce: 1, inLine: 0 });
  await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turnstile.pass(() => Promise.resolve('yes'))).toBe('yes');
});
