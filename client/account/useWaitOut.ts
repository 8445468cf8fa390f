import { nextTick, onScopeDispose, ref, watch } from 'vue';
import type { Refusal } from '../../shared/refusal.ts';
import { plainly } from './accounts.ts';
import { secondsIn, useRetryAfter } from './useRetryAfter.ts';

/** So many seconds are waited out here; for more a person comes back and presses again. */
const SHORT = 10;
const TRIES = 3;

/**
 * Proving who one is, where an earlier wrong try makes the next one wait: a short wait is waited out and what
 * was typed is tried again by itself, so that a right password is not lost on the way. `waiting` says that it is so.
 */
export function useWaitOut() {
  const refusal = ref<Refusal | null>(null);
  const wait = useRetryAfter(refusal);
  const waiting = ref(false);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function over(): Promise<void> {
    await nextTick();
    while (wait.value && !gone) {
      await new Promise<void>((resolve) => {
        const stop = watch(wait, () => {
          stop();
          resolve();
        });
      });
    }
  }

  /** Null when it worked, else why not. */
  async function attempt(once: () => Promise<Refusal | null>): Promise<Refusal | null> {
    for (let n = 1; ; n += 1) {
      refusal.value = plainly(await once());
      const seconds = secondsIn(refusal.value);
      if (seconds === null || seconds > SHORT || n === TRIES) return refusal.value;
      waiting.value = true;
      await over();
      waiting.value = false;
      if (gone) return refusal.value;
    }
  }
  return { refusal, wait, waiting, attempt };
}

/** Whether what was typed is of no use any more: it was tried and was wrong. */
export function isSpent(refusal: Refusal | null): boolean {
  return refusal === null || refusal.code === 'session.wrong' || refusal.code === 'session.password-wrong';
}
