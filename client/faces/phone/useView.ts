import { nextTick, onScopeDispose, ref, type Ref } from 'vue';

/** Where one is: the phone's own back button works, and a reload stays. */
export type View =
  | { readonly name: 'home' }
  | { readonly name: 'form'; readonly again: string | null }
  | { readonly name: 'detail'; readonly id: string }
  | { readonly name: 'zero' };

export const HOME = '#/';
export const FORM = '#/report';
export const ZERO = '#/zero';
export const detailOf = (id: string) => `#/report/${id}`;
export const againOf = (id: string) => `#/again/${id}`;

/** The view in the address. After each change the top of the page is shown and the heading has the focus. */
export function useView(): { view: Ref<View>; go: (hash: string) => void } {
  const view = ref<View>(read());
  const follow = async () => {
    view.value = read();
    await nextTick();
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  addEventListener('hashchange', follow);
  onScopeDispose(() => removeEventListener('hashchange', follow));
  return {
    view,
    go: (hash) => {
      location.hash = hash;
    },
  };
}

function read(): View {
  const [, name, id] = location.hash.split('/');
  if (name === 'again' && id) return { name: 'form', again: id };
  if (name === 'report') return id ? { name: 'detail', id } : { name: 'form', again: null };
  return { name: name === 'zero' ? name : 'home' };
}
