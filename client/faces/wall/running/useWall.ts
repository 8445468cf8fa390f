import { computed, onScopeDispose, ref, watch } from 'vue';
import { BOOK, REAL } from '../../../../shared/book/contract.ts';
import { findSession, session, setupNeeded, signInDevice, standing } from '../../../account/session.ts';
import { useLive } from '../../../live/live.ts';

/** `running` is the picture; the others are notices in its place. */
export type WallPhase = 'silent' | 'noToken' | 'revoked' | 'notSetUp' | 'noBook' | 'running';

const AGAIN_MS = 5_000;
/** A wall of an exercise that is gone shows so for this long, then it is the duty room's again. */
const BACK_MS = 10_000;

/**
 * Signs the wall in with the token it was opened with, or with the session it has, and connects. Whatever fails by
 * silence is tried again for ever; nothing has to be pressed.
 */
export function useWall(token: string | null) {
  const live = useLive();
  const book = bookInAddress();
  const refused = ref(false);
  const wasIn = ref(false);
  let waiting = token;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function enter(): Promise<void> {
    const refusal = waiting ? await signInDevice(waiting) : null;
    if (refusal && refusal.code === 'unavailable') return again();
    refused.value = refusal !== null;
    waiting = null;
    const how = standing.value === 'in' && !refusal ? 'in' : await findSession();
    if (how === 'unknown' || how === 'remembered' || how === 'out') again();
    connect();
  }

  /** Also after “nobody is signed in”: somebody may give this browser a session meanwhile, in another tab. */
  function again(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void enter(), AGAIN_MS);
  }

  function connect(): void {
    const account = session.value?.principal.id;
    if (!account) return;
    if (live.account === account) {
      for (const { link } of live.books.values()) link.resume();
      return;
    }
    wasIn.value = true;
    live.start({ account, book });
    if (book !== REAL) live.follow(REAL);
  }

  const phase = computed(() => phaseOf(live, wasIn.value || refused.value));
  watch(phase, (now) => {
    if (now === 'noBook') setTimeout(() => location.replace(location.pathname), BACK_MS);
    if (now === 'revoked') again();
  });
  onScopeDispose(() => clearTimeout(timer));
  void enter();
  return { phase };
}

/** @param was somebody was in, or tried with a token that is no good */
function phaseOf(live: ReturnType<typeof useLive>, was: boolean): WallPhase {
  if (standing.value === 'out') return setupNeeded.value ? 'notSetUp' : was ? 'revoked' : 'noToken';
  if (live.current?.link.state.value === 'no-book') return 'noBook';
  return live.current?.world.loaded.value ? 'running' : 'silent';
}

function bookInAddress(): string {
  const named = new URLSearchParams(location.search).get('book') ?? REAL;
  return BOOK.test(named) ? named : REAL;
}
