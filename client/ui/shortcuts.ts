import { computed, onScopeDispose, shallowRef } from 'vue';
import type { Sentence } from './language.ts';

/**
 * A key and what it does. `key` is as the keyboard names it (`n`, `?`, `Enter`); letters are lower case. `when` may
 * say no for now: the key then belongs to whoever comes next.
 */
export type Shortcut = {
  key: string;
  does: Sentence;
  run: (event: KeyboardEvent) => void;
  when?: () => boolean;
};

const sets = shallowRef<readonly (readonly Shortcut[])[]>([]);

/** Every shortcut that is alive, in the order of their sets, each key once: the list of the help dialog. */
export const shortcuts = computed(() => {
  const seen = new Map<string, Shortcut>();
  for (const set of sets.value) for (const one of set) seen.set(one.key, one);
  return [...seen.values()];
});

/**
 * Single-letter keys while this component lives. They are off while somebody types, chooses or has a dialog open,
 * and with Ctrl, Alt or Meta held; Enter and Space stay with a focused control. The latest set is asked first.
 */
export function useShortcuts(set: readonly Shortcut[]): void {
  if (sets.value.length === 0) window.addEventListener('keydown', onKey);
  sets.value = [...sets.value, set];
  onScopeDispose(() => {
    sets.value = sets.value.filter((one) => one !== set);
    if (sets.value.length === 0) window.removeEventListener('keydown', onKey);
  });
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = keyOf(event);
  if (isTaken(event.target, key)) return;
  const found = findFor(key);
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

function findFor(key: string): Shortcut | undefined {
  for (const set of [...sets.value].reverse()) {
    const found = set.find((one) => one.key === key && (one.when?.() ?? true));
    if (found) return found;
  }
  return undefined;
}

/** With a Chinese input method on, a key may come as `Process` or in full width; the key that was meant is known. */
function keyOf(event: KeyboardEvent): string {
  if (event.key === 'Process') {
    if (event.code === 'Slash') return event.shiftKey ? '?' : '/';
    return event.code.replace(/^Key/, '').toLowerCase();
  }
  if (event.key === '？') return '?';
  if (event.key === '、' || event.key === '／') return '/';
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function isTaken(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="menu"]')) return true;
  if (/^(SELECT|TEXTAREA)$/.test(target.tagName)) return true;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|range)$/.test(target.type);
  return key === 'Enter' && target.closest('a[href], button, summary, [role="button"]') !== null;
}
