import { ref, watch } from 'vue';
import { ask } from '../live/http.ts';

/** How far the search for somebody's number is. `none`: he has none on file. */
export type CallState = 'hidden' | 'asking' | 'own' | 'none' | 'silent';

/**
 * The telephone number of somebody, fetched when it is asked for and forgotten when it is put away: it is contact
 * data, which no screen keeps.
 */
export function useCall(contactId: () => string | null) {
  const state = ref<CallState>('hidden');
  const number = ref('');

  async function open(): Promise<void> {
    const asked = contactId();
    if (asked === null) return void (state.value = 'none');
    state.value = 'asking';
    const heard = await ask('GET', `/api/contacts/${asked}`);
    if (contactId() !== asked || state.value !== 'asking') return;
    const phone = (heard?.body as { phone?: string | null } | null)?.phone;
    if (heard?.status === 200 && phone) {
      number.value = phone;
      state.value = 'own';
    } else state.value = heard?.status === 200 || heard?.status === 404 ? 'none' : 'silent';
  }
  function shut(): void {
    state.value = 'hidden';
    number.value = '';
  }
  watch(contactId, shut);
  return { state, number, open, shut };
}

/** What a telephone takes. */
export function telOf(number: string): string {
  return `tel:${number.replace(/[^0-9+]/g, '')}`;
}
