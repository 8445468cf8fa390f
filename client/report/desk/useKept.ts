import { ref, watch, type Ref } from 'vue';
import { recall, remember } from '../../ui/remember.ts';

/**
 * Words that somebody writes in a small form, kept in this browser until they are sent or given up: opening another
 * row or reloading the page loses none. `key` names the form and the row it is about.
 */
export function useKept(key: string, initial = ''): { text: Ref<string>; forget: () => void } {
  const name = `form.${key}`;
  const text = ref(recall(name) ?? initial);
  watch(text, (written) => remember(name, written === initial ? null : written), { flush: 'sync' });
  return { text, forget: () => void remember(name, null) };
}
