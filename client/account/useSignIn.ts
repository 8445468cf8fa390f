import { computed, ref } from 'vue';
import type { Refusal } from '../../shared/refusal.ts';
import { say } from '../ui/language.ts';
import { recall, remember } from '../ui/remember.ts';
import { plainly } from './accounts.ts';
import { signIn } from './session.ts';
import { useRetryAfter } from './useRetryAfter.ts';
import { words } from './words.ts';

export type SignInDevice = 'desk' | 'phone' | 'other';

/** Whether somebody said that this is the duty room's computer; remembered by the browser. Yes until told otherwise. */
const KEPT = 'account.dutyRoom';
/** Narrower than this is taken for a phone in somebody's hand. */
export const PHONE = '(max-width: 640px)';

/**
 * Signing in with name and password. The device decides how long the session lives: what the page is for, else a
 * phone on a small screen, else a desk when this is the duty room's computer. The password is gone after every try.
 */
export function useSignIn(fixed: () => SignInDevice | undefined) {
  const name = ref('');
  const password = ref('');
  const isDutyRoom = ref(recall(KEPT) !== 'no');
  const isSmall = typeof matchMedia === 'function' && matchMedia(PHONE).matches;
  const tried = ref(false);
  const busy = ref(false);
  const refusal = ref<Refusal | null>(null);
  const wait = useRetryAfter(refusal);

  const device = computed<SignInDevice>(
    () => fixed() ?? (isSmall ? 'phone' : isDutyRoom.value ? 'desk' : 'other'),
  );
  const errors = computed(() => ({
    name: tried.value && name.value.trim() === '' ? say(words.nameNeeded) : undefined,
    password: passwordError(),
  }));

  function passwordError(): string | undefined {
    if (tried.value && password.value === '' && !refusal.value) return say(words.passwordNeeded);
    return refusal.value ? say(refusal.value) : undefined;
  }

  /** True when somebody is in. */
  async function enter(): Promise<boolean> {
    tried.value = true;
    refusal.value = null;
    if (busy.value || wait.value || name.value.trim() === '' || password.value === '') return false;
    busy.value = true;
    refusal.value = plainly(await signIn(name.value.trim(), password.value, device.value));
    busy.value = false;
    // Who could not reach the server need not type it again.
    if (refusal.value?.code !== 'unavailable') password.value = '';
    if (!refusal.value && !fixed()) remember(KEPT, isDutyRoom.value ? null : 'no');
    return refusal.value === null;
  }

  return { name, password, isDutyRoom, isSmall, device, busy, wait, errors, enter };
}
