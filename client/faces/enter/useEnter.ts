import { onScopeDispose, ref } from 'vue';
import { findSession, session, setupNeeded, standing } from '../../account/session.ts';
import { forgetDraft, readDraft } from './setup/draft.ts';
import { whereTo } from './whereTo.ts';

export type EnterView = 'asking' | 'silent' | 'setup' | 'signIn' | 'wall' | 'settings';

const AGAIN_MS = 8_000;

/**
 * What the door shows: the set-up on the first visit or while one is under way in this tab, nothing for whoever is in
 * (he goes to his page), else sign-in. Silence is told and asked again.
 */
export function useEnter() {
  const view = ref<EnterView>('asking');
  const retryAt = ref<number | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const door = () => (location.hash === '#wall' ? 'wall' : 'signIn');

  async function ask(): Promise<void> {
    clearTimeout(timer);
    retryAt.value = undefined;
    const found = await look();
    if (found === 'in' && location.hash === '#settings') return void (view.value = 'settings');
    if (found === 'in') return leave();
    view.value = found === 'out' ? door() : found;
    if (found !== 'silent') return;
    retryAt.value = Date.now() + AGAIN_MS;
    timer = setTimeout(() => void ask(), AGAIN_MS);
  }

  function leave(): void {
    const principal = session.value?.principal;
    if (standing.value !== 'in' || !principal) return void (view.value = door());
    location.assign(whereTo(principal, new URLSearchParams(location.search).get('next')));
  }

  const turned = () => {
    if (view.value === 'wall' || view.value === 'signIn') view.value = door();
  };
  addEventListener('hashchange', turned);
  onScopeDispose(() => {
    removeEventListener('hashchange', turned);
    clearTimeout(timer);
  });
  void ask();
  return { view, retryAt, ask: () => void ask(), leave };
}

/** Who comes: somebody who is in, nobody, the first visitor, or no answer. */
async function look(): Promise<'silent' | 'setup' | 'in' | 'out'> {
  const how = await findSession();
  if (how === 'unknown' || how === 'remembered') return 'silent';
  const draft = readDraft();
  if (setupNeeded.value || draft?.isMade || draft?.wasSent) return 'setup';
  forgetDraft();
  return how === 'in' && location.hash !== '#wall' ? 'in' : 'out';
}
