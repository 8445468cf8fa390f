import { computed, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Table, Tables } from '../../shared/rows.ts';
import type { Presence } from '../../shared/wire.ts';
import type { LiveClock } from './clock.ts';
import { useLive, type LiveBook } from './live.ts';
import type { LinkState, Way } from './link.ts';
import type { Outbox } from './outbox.ts';
import type { Submit } from './submit.ts';
import type { LiveWorld } from './world.ts';

/*
 * What screens use. All of it is of the book the page is in; `book` names another one that is followed beside it.
 * Called in `setup`, after `useLive().start(…)`.
 */

/** The rows of a book. `useRows`, `useRow` and `useUnit` are for templates; this is for reading at one moment. */
export function useWorld(book?: string): LiveWorld {
  return bookOf(book).world;
}

/** All rows of a table that this screen may see, in no order. New whenever one of them changed. */
export function useRows<T extends Table>(table: T, book?: string): ComputedRef<readonly Tables[T][]> {
  const { world } = bookOf(book);
  return computed(() => [...world.rowsOf(table).values()]);
}

/** One row, or undefined while there is none to see. */
export function useRow<T extends Table>(
  table: T,
  id: () => string | null | undefined,
  book?: string,
): ComputedRef<Tables[T] | undefined> {
  const { world } = bookOf(book);
  return computed(() => {
    const key = id();
    return key ? world.row(table, key) : undefined;
  });
}

export interface LinkView {
  readonly state: Readonly<Ref<LinkState>>;
  readonly way: Readonly<Ref<Way>>;
  /** Milliseconds of this device's clock; null while it is not waiting to try again. */
  readonly retryAt: Readonly<Ref<number | null>>;
  readonly heardAt: Readonly<Ref<number | null>>;
  /** Whether the rows were loaded at all. */
  readonly loaded: Readonly<Ref<boolean>>;
  readonly retryNow: () => void;
  /** Tells the server whether a person is at this screen, and whether it sounds (null: it never does). */
  readonly attend: (attended: boolean, sound: boolean | null) => void;
}

export function useLink(book?: string): LinkView {
  const { link, world } = bookOf(book);
  const { state, way, retryAt, heardAt } = link;
  return {
    ...{ state, way, retryAt, heardAt, loaded: world.loaded },
    retryNow: () => link.retryNow(),
    attend: (attended, sound) => link.attend({ attended, sound }),
  };
}

/** Who is there, as the server tells desks and walls; null before it did, and while not connected. */
export function usePresence(book?: string): Readonly<ShallowRef<Presence | null>> {
  return bookOf(book).link.presence;
}

export function useClock(book?: string): LiveClock {
  return bookOf(book).clock;
}

export function useOutbox(): Outbox {
  const { outbox } = useLive();
  if (!outbox) throw new Error(TOO_EARLY);
  return outbox;
}

export function useSubmit(): Submit {
  return useLive().submit;
}

const TOO_EARLY = 'useLive().start() comes first';

function bookOf(name: string | undefined): LiveBook {
  const live = useLive();
  const found = name === undefined ? live.current : live.books.get(name);
  if (!found) throw new Error(TOO_EARLY);
  return found;
}
