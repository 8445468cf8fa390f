import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { isSpent, useWaitOut } from '../../../client/account/useWaitOut.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (seconds: number) => ({
  code: 'session.wait',
  zh: `试错次数过多，请等${seconds}秒再试`,
  en: `Too many wrong tries: wait ${seconds} seconds and try again`,
});
const wrong = { code: 'session.wrong', zh: '用户名或密码不对', en: 'The name or the password is wrong' };

function house() {
  const scope = effectScope();
  return { scope, ...(scope.run(useWaitOut) as ReturnType<typeof useWaitOut>) };
}

describe('a right password after a wrong one', () => {
  it('is kept, waits its seconds, and is tried again by itself', async () => {
    const { attempt, waiting, wait: left } = house();
    const answers = [wait(2), null];
    const once = vi.fn(async () => answers.shift() ?? null);
    const done = attempt(once);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([waiting.value, left.value, once.mock.calls.length]).toEqual([true, 1, 1]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await done).toBeNull();
    expect([waiting.value, once.mock.calls.length]).toEqual([false, 2]);
  });

  it('is not waited for when it takes long: that is said, and the field is kept', async () => {
    const { attempt, waiting } = house();
    const once = vi.fn(async () => wait(64));
    const no = await attempt(once);
    expect([no?.code, waiting.value, isSpent(no), once.mock.calls.length]).toEqual([
      ...['session.wait', false, false, 1],
    ]);
  });

  it('is gone only when it was wrong', async () => {
    expect([wrong, wait(1), { code: 'unavailable', zh: '', en: '' }, null].map(isSpent)).toEqual([
      ...[true, false, false, true],
    ]);
    const { attempt } = house();
    const answers = [wait(1), wrong];
    const done = attempt(async () => answers.shift() ?? null);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await done).toEqual(wrong);
  });

  it('is not tried when the form has gone', async () => {
    const { attempt, scope } = house();
    const once = vi.fn(async () => wait(3));
    void attempt(once);
    await vi.advanceTimersByTimeAsync(500);
    scope.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(once).toHaveBeenCalledTimes(1);
  });
});
