import { computed, shallowRef, type ComputedRef } from 'vue';
import type { BodyOf, CommandType } from '../../shared/catalogue.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { useOutbox, useSubmit } from './use.ts';
import type { Sending, SubmitOptions } from './submit.ts';

/** One command at a time from one place of a screen, with what became of it for showing beside that place. */
export interface Give {
  /** Resolves with the id once accepted, with null once refused; a fault is waited out. */
  give<T extends CommandType>(type: T, body: BodyOf<T>, options?: SubmitOptions): Promise<string | null>;
  /** On its way: the button says so. */
  readonly busy: ComputedRef<boolean>;
  readonly refusal: ComputedRef<Refusal | null>;
  /** The server does not answer yet; kept, and tried again by itself. */
  readonly waiting: ComputedRef<Refusal | null>;
  forget(): void;
}

export function useGive(): Give {
  const submit = useSubmit();
  const outbox = useOutbox();
  const sending = shallowRef<Sending | null>(null);
  const state = computed(() => sending.value?.state.value ?? null);
  return {
    async give(type, body, options) {
      sending.value = submit(type, body, options);
      const { id, answered } = sending.value;
      const item = await answered;
      // The form still holds the words: refused, they need not lie in the outbox as well.
      if (item.state === 'refused') await outbox.discard(id);
      return item.state === 'delivered' ? id : null;
    },
    busy: computed(() => state.value !== null && state.value !== 'delivered' && state.value !== 'refused'),
    refusal: computed(() => sending.value?.refusal.value ?? null),
    waiting: computed(() => sending.value?.fault.value ?? null),
    forget: () => (sending.value = null),
  };
}
