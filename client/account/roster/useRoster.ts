import { computed, onMounted, ref, shallowRef } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import { isFoundBy } from '../../ui/initials.ts';
import { changeAccount, listAccounts, type Account } from '../accounts.ts';

/**
 * The accounts as the server has them, people and walls apart. `find` is by name, sign-in name, post, village or
 * initials; `refusal` is said beside the list.
 */
export function useRoster(villageName: (id: string | null) => string) {
  const accounts = shallowRef<readonly Account[] | null>(null);
  const refusal = ref<Refusal | null>(null);
  const find = ref('');
  const busy = ref('');

  const people = computed(() =>
    (accounts.value ?? [])
      .filter((account) => account.role !== 'wall')
      .filter((account) => textsOf(account, villageName).some((text) => isFoundBy(text, find.value))),
  );
  const walls = computed(() => (accounts.value ?? []).filter((account) => account.role === 'wall'));

  async function load(): Promise<void> {
    const outcome = await listAccounts();
    refusal.value = outcome.ok ? null : outcome.refusal;
    if (outcome.ok) accounts.value = outcome.value;
  }

  async function setDisabled({ id }: Account, disabled: boolean): Promise<void> {
    busy.value = id;
    const outcome = await changeAccount(id, { disabled });
    busy.value = '';
    if (outcome.ok) await load();
    else refusal.value = outcome.refusal;
  }

  onMounted(load);
  return { accounts, people, walls, refusal, find, busy, load, setDisabled };
}

function textsOf({ name, signInName, post, villageId }: Account, villageName: (id: string | null) => string) {
  return [name, signInName, post, villageName(villageId)];
}
