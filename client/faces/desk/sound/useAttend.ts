import { onScopeDispose, watch, type Ref } from 'vue';
import { findSession, session } from '../../../account/session.ts';
import { useLink } from '../../../live/use.ts';

/** Somebody is at the screen if there was input within so long. */
const ATTENDED_MS = 2 * 60_000;
const LOOK_MS = 15_000;
/** While somebody is there it is said again so often: the server counts idle time from the last word. */
const REPEAT_MS = 60_000;
/** After so long without input a desk may have locked itself at the server: the next input asks. */
const ASK_MS = 10 * 60_000;

/** Tells the server whether a person is at this desk and whether it sounds, whenever one of both changes. */
export function useAttend(sound: Readonly<Ref<boolean>>): void {
  const link = useLink();
  let inputAt = Date.now();
  let told: boolean | null = null;
  let toldAt = 0;

  const look = () => tell(Date.now() - inputAt < ATTENDED_MS);
  function tell(attended: boolean, anyway = false): void {
    const again = attended && Date.now() - toldAt > REPEAT_MS;
    if (attended === told && !again && !anyway) return;
    told = attended;
    toldAt = Date.now();
    link.attend(attended, sound.value);
  }
  function input(): void {
    const away = Date.now() - inputAt;
    inputAt = Date.now();
    if (away > ASK_MS && session.value && !session.value.locked) void findSession();
    tell(true);
  }

  const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
  for (const name of inputs) addEventListener(name, input, { passive: true });
  const timer = setInterval(look, LOOK_MS);
  watch(sound, () => tell(told ?? true, true), { immediate: true });
  onScopeDispose(() => {
    clearInterval(timer);
    for (const name of inputs) removeEventListener(name, input);
  });
}
