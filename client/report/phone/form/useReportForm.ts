import { computed, onScopeDispose, reactive, ref, watch } from 'vue';
import { commands } from '../../../../shared/report/contract.ts';
import { Shelf } from '../../../live/keep/shelf.ts';
import type { NewFile } from '../../../live/keep/parcel.ts';
import { newId } from '../../../live/newId.ts';
import type { Outbox } from '../../../live/outbox.ts';
import { useClock, useOutbox, useSubmit } from '../../../live/use.ts';
import { say } from '../../../ui/language.ts';
import { zone } from '../../../ui/when.ts';
import { formWords } from '../words.ts';
import {
  bodyOf,
  check,
  draftFrom,
  emptyDraft,
  isUntouched,
  type ReportDraft,
  type Sender,
  type Wrong,
} from './draft.ts';
import { usePhotos } from './usePhotos.ts';

/** What is kept of an unfinished report. */
interface Kept {
  readonly draft: ReportDraft;
  readonly files: readonly NewFile[];
}

export interface FormSetting {
  readonly sender: Sender;
  /** The account's and the book's own: one person's draft is never shown to another. */
  readonly draftKey: string;
  /** A refused report to be corrected. */
  readonly again: string | null;
  readonly shrink?: (file: Blob) => Promise<Blob>;
}

const NOTHING: Wrong = {};
/** Milliseconds after the last key until the draft is kept, and until an answer of the shelf is waited for. */
const SOON = 250;
const PATIENCE = 1500;

/** The form of a report: its draft survives a reload, and it is in the outbox the moment it is saved. */
export function useReportForm(setting: FormSetting) {
  const [clock, submit] = [useClock(), useSubmit()];
  const draft = reactive(emptyDraft());
  const photos = usePhotos(setting.shrink);
  const keeper = keepDraft(setting.draftKey);
  const tried = ref(false);
  const saving = ref(false);
  const problem = ref('');
  const wrong = computed(() => (tried.value ? check(draft, clock.now.value, zone.value) : NOTHING));
  const ready = ref(false);
  void restore(setting.again, keeper, useOutbox()).then(({ draft: kept, files }) => {
    Object.assign(draft, kept);
    photos.put(files);
    const keep = () => keeper.later(() => keptOf(draft, photos.files.value));
    watch([() => ({ ...draft, ...draft.counts }), photos.files], keep, { flush: 'sync' });
    ready.value = true;
  });

  /** True when the report lies in the outbox; false when something must be filled in first. */
  async function save(): Promise<boolean> {
    tried.value = true;
    if (saving.value || Object.keys(check(draft, clock.read(), zone.value)).length > 0) return false;
    saving.value = true;
    await photos.settled();
    const files = photos.files.value.map((file) => renewed(file, setting.again));
    const body = bodyOf(draft, setting.sender, clock.read(), zone.value, files);
    problem.value = missing(body);
    if (problem.value === '') {
      await submit('report.submit', body, { files, replaces: draft.replaces ?? undefined }).saved;
      clear();
    }
    saving.value = false;
    return problem.value === '';
  }

  function clear(): void {
    Object.assign(draft, emptyDraft());
    photos.put([]);
    tried.value = false;
    keeper.forget();
  }

  return { draft, photos, wrong, problem, saving, ready, save, clear };
}
export type ReportFormState = ReturnType<typeof useReportForm>;

/** What the form begins with: a refused report to be corrected, what was kept, or nothing. */
async function restore(
  again: string | null,
  keeper: ReturnType<typeof keepDraft>,
  outbox: Outbox,
): Promise<Kept> {
  const refused = again ? await outbox.reopen(again) : null;
  if (refused) return { draft: draftFrom(refused.body, refused.id, zone.value), files: refused.files };
  const kept = await keeper.read();
  return { draft: { ...emptyDraft(), ...kept?.draft }, files: kept?.files ?? [] };
}

function keepDraft(key: string) {
  const shelf = new Shelf();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: (() => Kept | null) | null = null;

  function now(): void {
    clearTimeout(timer);
    const kept = due?.();
    if (due) void shelf.keepDraft(key, kept ?? null).catch(() => undefined);
    due = null;
  }
  addEventListener('pagehide', now);
  onScopeDispose(() => {
    now();
    removeEventListener('pagehide', now);
    void shelf.close();
  });
  return {
    read: () =>
      Promise.race([
        shelf.draft(key).catch(() => undefined) as Promise<Kept | undefined>,
        new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE)),
      ]),
    later(make: () => Kept | null) {
      due = make;
      clearTimeout(timer);
      timer = setTimeout(now, SOON);
    },
    forget() {
      due = () => null;
      now();
    },
  };
}

function keptOf(draft: ReportDraft, files: readonly NewFile[]): Kept | null {
  if (isUntouched(draft) && files.length === 0) return null;
  return { draft: { ...draft, counts: { ...draft.counts } }, files };
}

/** A photo of a refused report goes under a new id: the old one belongs to the report that is given up. */
function renewed(file: NewFile, again: string | null): NewFile {
  return again ? { ...file, id: newId() } : file;
}

/** What the contract does not let in, as a sentence; the form itself has asked for all that a person can forget. */
function missing(body: unknown): string {
  const result = commands['report.submit'].safeParse(body);
  if (result.success) return '';
  return say(formWords.wrong, { path: result.error.issues[0]?.path.join('.') ?? '' });
}
