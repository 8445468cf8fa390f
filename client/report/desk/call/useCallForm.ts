import { computed, ref, shallowRef } from 'vue';
import type { Sentence } from '../../../../shared/refusal.ts';
import type { Reopened } from '../../../live/keep/parcel.ts';
import { newId } from '../../../live/newId.ts';
import { useClock, useLink, useSubmit } from '../../../live/use.ts';
import { say } from '../../../ui/language.ts';
import { toast } from '../../../ui/toast.ts';
import { clockTime, zone } from '../../../ui/when.ts';
import { callWords } from '../words.ts';
import { bodyOf, problemsOf, textOf, type CallDraft, type Problems } from './callDraft.ts';
import { fromRefused } from './fromRefused.ts';
import { useDraft } from './useDraft.ts';
import { usePickedFiles, type PickedFiles } from './usePickedFiles.ts';

/** What came of logging a call: its id, and whether the server has it already or it waits in the outbox. */
export interface Logged {
  readonly id: string;
  readonly delivered: boolean;
}

/** So long an answer is waited for while there is a line; then the desk is free for the next call. */
const PATIENCE_MS = 4_000;

/**
 * Taking down a call: the draft with its files, what is wrong with it, and sending it. After sending the form is
 * empty again; after a refusal it holds what it held, and says why.
 *
 * @param key names the draft in this browser: the account and the book
 */
export function useCallForm(key: string, reopened: Reopened | null) {
  const clock = useClock();
  // A refused report comes back beside the call that is being taken, never in its place.
  const name = reopened ? `call.${key}.${reopened.id}` : `call.${key}`;
  const { draft, kept, put, clear } = useDraft(name, () => clockTime(clock.read()));
  const picked = usePickedFiles(name);
  const tried = ref(false);
  const at = () => ({ now: clock.now.value, zone: zone.value });
  const problems = computed<Problems>(() => (tried.value ? problemsOf(draft, at()) : {}));
  const wrong = computed(() => Object.keys(problems.value).length);
  const sending = useSending(reopened);
  if (reopened) {
    put(fromRefused(reopened, clock.read()));
    void picked.ready.then(() => picked.replace(reopened.files));
  }

  /** Null while it cannot go: `problems` or `refusal` say why. */
  async function log(): Promise<Logged | null> {
    tried.value = true;
    if (sending.busy.value || wrong.value > 0) return null;
    const logged = await sending.send(draft, picked, at());
    if (!logged) return null;
    clear();
    picked.replace([]);
    tried.value = false;
    return logged;
  }

  const { refusal, busy } = sending;
  return { draft, kept, picked, problems, wrong, refusal, busy, log };
}

/** Sends a draft as a report; a refused one is replaced by the next that is sent from the same form. */
function useSending(reopened: Reopened | null) {
  const submit = useSubmit();
  const link = useLink();
  const busy = ref(false);
  const refusal = shallowRef<Sentence | null>(reopened?.refusal ?? null);
  let replaces = reopened?.id;

  async function send(draft: CallDraft, picked: PickedFiles, at: Parameters<typeof bodyOf>[1]) {
    refusal.value = null;
    busy.value = true;
    const { body, files, contact } = parcelOf(draft, picked, at);
    const sending = submit('report.submit', body, { files, contact, replaces });
    // Who takes a call down has it: it need not be signed for once more.
    void sending.answered.then(({ state, id: reportId }) => {
      if (state === 'delivered') submit('report.acknowledge', { reportId });
    });
    const durable = await sending.saved;
    // Without a line nobody waits for the answer: it is kept here, and goes by itself.
    const patience = pause(link.state.value === 'connected' ? PATIENCE_MS : 0);
    const item = await Promise.race([sending.answered, patience]);
    busy.value = false;
    refusal.value = item?.refusal ?? null;
    replaces = refusal.value ? sending.id : undefined;
    if (refusal.value) return null;
    tell(body.words, item !== null, durable);
    return { id: sending.id, delivered: item !== null };
  }

  return { send, busy, refusal };
}

function parcelOf(draft: CallDraft, picked: PickedFiles, at: Parameters<typeof bodyOf>[1]) {
  const files = picked.files.map(({ id, name, media, bytes }) => ({ id, name, media, bytes }));
  const phone = textOf(draft.phone);
  const contact = phone === null ? undefined : { id: newId(), name: textOf(draft.name), phone };
  const fileIds = files.map(({ id }) => id);
  return { files, contact, body: bodyOf(draft, at, { fileIds, contactId: contact?.id ?? null }) };
}

function tell(words: string, delivered: boolean, durable: boolean): void {
  const begin = words.slice(0, 24);
  toast(say(delivered ? callWords.logged : callWords.keptForLater, { words: begin }));
  if (!durable) toast(say(callWords.keptLoose), { seconds: 30 });
}

function pause(ms: number): Promise<null> {
  return new Promise((done) => setTimeout(() => done(null), ms));
}
