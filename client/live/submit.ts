import { computed, watch, type ComputedRef } from 'vue';
import type { BodyOf, CommandType } from '../../shared/catalogue.ts';
import type { Refusal } from '../../shared/refusal.ts';
import type { Fault } from '../../shared/wire.ts';
import { newId } from './newId.ts';
import type { OutboxItem, OutboxState } from './keep/board.ts';
import type { NewCommand } from './keep/parcel.ts';
import type { Outbox } from './outbox.ts';

export type SubmitOptions = { readonly [K in Optional]?: NewCommand[K] | undefined } & {
  /** Made beforehand, where the body must name it. */
  readonly id?: string;
};

type Optional = 'ifSeq' | 'files' | 'contact' | 'replaces';

/** A command on its way, for the screen that gave it. */
export interface Sending {
  readonly id: string;
  /** `saving` until it is on the disk. */
  readonly state: ComputedRef<OutboxState | 'saving'>;
  readonly refusal: ComputedRef<Refusal | null>;
  /** Why the last try came to nothing; it is tried again by itself. */
  readonly fault: ComputedRef<Fault | null>;
  /** On the disk: true; false when it lies in this page's memory alone. */
  readonly saved: Promise<boolean>;
  /** Resolves, perhaps after days, with the item delivered or refused. */
  readonly answered: Promise<OutboxItem>;
}

/**
 * Gives a command to the outbox. Nothing is shown as done before it is: the state of the sending is what a screen
 * shows, and the rows change when the server says so.
 */
export type Submit = <T extends CommandType>(type: T, body: BodyOf<T>, options?: SubmitOptions) => Sending;

/** @param bookOf the book that commands go to at the moment of the call */
export function submitTo(outbox: () => Outbox, bookOf: () => string): Submit {
  return (type, body, { id = newId(), ...options } = {}) => {
    const box = outbox();
    const item = box.follow(id);
    const madeAt = new Date().toISOString();
    return {
      id,
      state: computed(() => item.value?.state ?? 'saving'),
      refusal: computed(() => item.value?.refusal ?? null),
      fault: computed(() => item.value?.fault ?? null),
      saved: box.put({ id, book: bookOf(), type, body, madeAt, ...options }),
      answered: new Promise((resolve) => {
        const stop = watch(
          item,
          (now) => {
            if (now?.state !== 'delivered' && now?.state !== 'refused') return;
            resolve(now);
            queueMicrotask(() => stop());
          },
          { immediate: true, flush: 'sync' },
        );
      }),
    };
  };
}
