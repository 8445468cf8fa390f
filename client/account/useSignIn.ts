import { computed, ref } from 'vue';
import { say } from '../ui/language.ts';
import { recall, remember } from '../ui/remember.ts';
import { signIn } from './session.ts';
import { isSpent, useWaitOut } from './useWaitOut.ts';
import { words } from './words.ts';

export type SignInDevice = 'desk' | 'phone' | 'other';

/** Whether somebody said that this is the duty room's computer; remembered by the browser. Yes until told otherwise. */
const KEPT = 'account.dutyRoom';
/** Narrower than this is taken for a phone in somebody's hand. */
export const PHONE = '(max-width: 640px)';

/**
 * Signing in with name and password. The device decides how long the session lives: what the page is for, else a
 * phone on a small screen, else a desk when this is the duty room's computer. A password that was wrong is gone; one that
 * must wait is kept and tried by itself.
 */
export function useSignIn(fixed: () => SignInDevice | undefined) {
  const name = ref('');
  const password = ref('');
  const isDutyRoom = ref(recall(KEPT) !== 'no');
  const isSmall = typeof matchMedia === 'function' && matchMedia(PHONE).matches;
  const tried = ref(false);
  const busy = ref(false);
  const { refusal, wait, waiting, attempt } = useWaitOut();

  const device = computed<SignInDevice>(
    () => fixed() ?? (isSmall ? 'phone' : isDutyRoom.value ? 'desk' : 'other'),
  );
  const errors = computed(() => ({
    name: tried.value && name.value.trim() === '' ? say(words.nameNeeded) : undefined,
    password: passwordError(),
  }));

  function passwordError(): string | undefined {
    if (tried.value && password.value === '' && !refusal.value) return say(words.passwordNeeded);
    if (waiting.value && wait.value) return say(words.waitThenAgain, { n: wait.value });
    return refusal.value ? say(refusal.value) : undefined;
  }

  /** True when somebody is in. */
  async function enter(): Promise<boolean> {
    tried.value = true;
    refusal.value = null;
    if (busy.value || wait.value || name.value.trim() === '' || password.value === '') return false;
    busy.value = true;
    const no = await attempt(() => signIn(name.value.trim(), password.value, device.value));
    busy.value = false;
    if (isSpent(no)) password.value = '';
    if (!no && !fixed()) remember(KEPT, isDutyRoom.value ? null : 'no');
    return no === null;
  }

  return { name, password, isDutyRoom, isSmall, device, busy, wait, errors, enter };
}
