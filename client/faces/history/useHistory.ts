import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { askRecords, type Remembered } from '../../live/records.ts';

export type Sought = 'incident' | 'report';
const PAGE = 50;
/** Waits until a person pauses in typing. */
const PAUSE_MS = 250;

export interface History {
  readonly rows: Readonly<ShallowRef<readonly Remembered<Sought>[]>>;
  readonly state: Readonly<Ref<'looking' | 'done' | 'away'>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly look: () => Promise<void>;
  readonly more: () => Promise<void>;
}

/** Looks through the records as words are typed; an answer that comes after a later question is dropped. */
export function useHistory(book: string, what: Ref<Sought>, find: Ref<string>): History {
  const rows = shallowRef<readonly Remembered<Sought>[]>([]);
  const state = ref<'looking' | 'done' | 'away'>('looking');
  const hasMore = ref(false);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(before?: number): Promise<void> {
    const mine = (asked += 1);
    state.value = 'looking';
    const looking = {
      book,
      find: find.value.trim().slice(0, 60),
      limit: PAGE,
      ...(before ? { before } : {}),
    };
    const found = await askRecords(what.value, looking);
    if (mine !== asked) return;
    state.value = found ? 'done' : 'away';
    if (!found) return;
    rows.value = before ? [...rows.value, ...found] : found;
    hasMore.value = found.length === PAGE;
  }
  watch(what, () => void ask());
  watch(find, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_MS);
  });
  return {
    ...{ rows, state, hasMore },
    look: () => ask(),
    more: () => ask(rows.value[rows.value.length - 1]?.first),
  };
}
