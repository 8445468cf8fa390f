import { nextTick, onScopeDispose, ref, type ShallowRef } from 'vue';

/**
 * The keyboard of a menu button: Down or a press opens at the first item, Up at the last; arrows go round, Home and
 * End to the ends, a letter to the item that begins with it, Escape and Tab close. Focus returns to the button.
 */
export function useMenu(
  root: Readonly<ShallowRef<HTMLElement | null>>,
  items: Readonly<ShallowRef<readonly HTMLElement[] | null>>,
  focusButton: () => void,
) {
  const open = ref(false);
  const onOutside = (event: Event) => root.value?.contains(event.target as Node) || shut(false);
  onScopeDispose(() => document.removeEventListener('pointerdown', onOutside, true));

  function show(at: number): void {
    open.value = true;
    document.addEventListener('pointerdown', onOutside, true);
    void nextTick(() => go(at));
  }

  function shut(refocus = true): void {
    if (!open.value) return;
    open.value = false;
    document.removeEventListener('pointerdown', onOutside, true);
    if (refocus) focusButton();
  }

  function go(index: number): void {
    const all = enabled(items.value);
    if (all.length > 0) all[(index + all.length) % all.length]?.focus();
  }

  function onButtonKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    show(event.key === 'ArrowDown' ? 0 : -1);
  }

  function onMenuKey(event: KeyboardEvent): void {
    if (event.key === 'Tab') return shut(false);
    const to = target(event, enabled(items.value));
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === 'shut') shut();
    else go(to);
  }

  return { open, toggle: () => (open.value ? shut() : show(0)), shut, onButtonKey, onMenuKey };
}

function enabled(items: readonly HTMLElement[] | null): HTMLElement[] {
  return (items ?? []).filter((el) => el.getAttribute('aria-disabled') !== 'true');
}

function target(event: KeyboardEvent, all: readonly HTMLElement[]): number | 'shut' | null {
  const here = all.findIndex((el) => el === document.activeElement);
  if (event.key === 'Escape') return 'shut';
  if (event.key === 'ArrowDown') return here + 1;
  if (event.key === 'ArrowUp') return here < 0 ? -1 : here - 1;
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return -1;
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.altKey || event.metaKey)
    return null;
  return byLetter(event.key.toLowerCase(), all, here);
}

/** The next item after `here` that begins with the letter, going round. */
function byLetter(letter: string, all: readonly HTMLElement[], here: number): number {
  for (let n = 1; n <= all.length; n++) {
    const index = (here + n) % all.length;
    if (all[index]?.textContent?.trim().toLowerCase().startsWith(letter)) return index;
  }
  return here;
}
