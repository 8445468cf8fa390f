import { onScopeDispose, watch } from 'vue';
import { findSession } from '../../../account/session.ts';
import { useLive } from '../../../live/live.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const RELOADED = 'wall.reloaded';

/**
 * A wall is never reloaded by hand: when the server is newer than this page, by the server's word or by another
 * script in the page it serves, it loads itself anew, at most once a minute and only while the server answers. Every
 * hour it looks, and says hello to its session, so that the cookie never runs out.
 */
export function useFresh(): void {
  const live = useLive();
  const look = async () => {
    await findSession();
    if (live.isTooOld || (await isOutdated())) reload();
  };
  const timer = setInterval(() => void look(), HOUR);
  const again = setInterval(() => live.isTooOld && void look(), MINUTE);
  watch([() => live.current?.link.state.value, () => live.isTooOld], ([state, tooOld], [before]) => {
    if (tooOld || (state === 'connected' && before === 'connecting')) void look();
  });
  onScopeDispose(() => {
    clearInterval(timer);
    clearInterval(again);
  });
}

/** Whether the page that the server serves now begins with another script than this one did. */
async function isOutdated(): Promise<boolean> {
  const script = document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '';
  try {
    const response = await fetch(location.pathname, { cache: 'no-cache', credentials: 'same-origin' });
    return response.ok && script !== '' && isOther(await response.text(), script);
  } catch {
    return false;
  }
}

/** A page with scripts, but without this one. */
export function isOther(html: string, script: string): boolean {
  return html.includes('<script') && !html.includes(`"${script}"`);
}

function reload(): void {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < MINUTE) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}
