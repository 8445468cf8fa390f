import { reactive, ref, watch } from 'vue';
import { recall, remember } from '../../../ui/remember.ts';
import { emptyDraft, isUntouched, type CallDraft } from './callDraft.ts';

/**
 * The draft of a call, kept in this browser with every change until it was sent or cleared: a reload, a crash or a
 * closed form lose nothing. `key` is the account's and the book's.
 */
export function useDraft(key: string, receivedAt: () => string) {
  const draft = reactive<CallDraft>(readDraft(recall(key), receivedAt()));
  const kept = ref(!isUntouched(draft));
  watch(draft, keep, { deep: true, flush: 'sync' });

  function keep(): void {
    const text = isUntouched(draft) ? null : JSON.stringify(draft);
    kept.value = remember(key, text) && text !== null;
  }

  function put(next: CallDraft): void {
    Object.assign(draft, next);
  }

  return { draft, kept, put, clear: () => put(emptyDraft(receivedAt())) };
}

/** What was kept, as far as it is what today's form knows; an older form's draft keeps its words. */
export function readDraft(text: string | null, receivedAt: string): CallDraft {
  const empty = emptyDraft(receivedAt);
  if (text === null) return empty;
  try {
    const kept = JSON.parse(text) as Partial<CallDraft> | null;
    return { ...empty, ...kept, counts: { ...empty.counts, ...kept?.counts } };
  } catch {
    return empty;
  }
}
