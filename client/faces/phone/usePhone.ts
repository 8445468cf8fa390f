import { onScopeDispose, ref, watch, watchEffect } from 'vue';
import { findSession, session, standing } from '../../account/session.ts';
import { useLive } from '../../live/live.ts';

/** A page that is older than the server loads itself anew, but not over and over. */
const RELOADED = 'phone.reloaded';
const AGAIN_MS = 60_000;

/**
 * Finds out who is there, connects as that person, and lets go when somebody else is. A page that was opened while
 * nobody answered asks again as soon as the browser says that the network is back.
 */
export function usePhone() {
  const live = useLive();
  const asking = ref(true);

  async function askAgain(): Promise<void> {
    asking.value = true;
    await findSession();
    asking.value = false;
  }

  function follow(): void {
    const liaison = session.value?.principal;
    if (!liaison || liaison.role !== 'villageLiaison') return live.stop();
    if (live.account !== liaison.id) live.start({ account: liaison.id, book: bookInAddress() });
    attend();
  }

  function attend(): void {
    live.current?.link.attend({ attended: document.visibilityState === 'visible', sound: null });
  }

  function online(): void {
    if (standing.value !== 'in') void askAgain();
  }

  watch(() => session.value?.principal.id, follow);
  watchEffect(() => live.isTooOld && reload());
  document.addEventListener('visibilitychange', attend);
  addEventListener('online', online);
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', attend);
    removeEventListener('online', online);
    live.stop();
  });
  void askAgain();
  return { asking, askAgain };
}

function bookInAddress(): string {
  return new URLSearchParams(location.search).get('book') ?? 'real';
}

function reload(): void {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < AGAIN_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}
