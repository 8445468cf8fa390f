import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import type { Refusal } from '../../../shared/refusal.ts';
import { sentenceOf, withQuery } from '../../live/http.ts';
import { useWorld } from '../../live/use.ts';
import { useGive } from '../../live/useGive.ts';
import type { RosterImport, UnknownName } from '../../../shared/roster/imported.ts';
import { sendTable } from './sendTable.ts';
import { personOf, stopsOf, takenBack, wishesOf, type Wishes } from './settle.ts';
import { words } from './words.ts';

/** An office's table on its way into the month: read by the server, settled here, written by one command. */
export function useImport(month: Ref<string>) {
  const world = useWorld();
  const give = useGive();
  const reading = useReading(() => ({ book: world.book, month: month.value }));
  const { file, answer, read } = reading;
  /** What was written, and whether it was taken back. */
  const written = shallowRef<{ readonly shifts: Wishes; readonly isBack: boolean } | null>(null);
  const who = reactive<Record<string, string>>({});
  const isOpen = ({ name }: UnknownName) => !who[name];
  const postsOf = (id: string) => world.row('shift', id)?.posts ?? {};
  const stops = computed(() => (answer.value ? stopsOf(answer.value, who) : 0));
  const fill = computed(() => (answer.value ? wishesOf(answer.value, who, postsOf) : []));

  async function write(): Promise<void> {
    const shifts = fill.value;
    if (await give.give('shift.fill', { how: 'imported', shifts })) written.value = { shifts, isBack: false };
  }
  async function takeBack(): Promise<void> {
    const shifts = written.value?.shifts ?? [];
    if (await give.give('shift.fill', { how: 'undone', shifts: takenBack(shifts) }))
      written.value = { shifts, isBack: true };
  }
  /** Puts the names that are still open on the duty list, as the table has them, and reads it again. */
  async function addPeople(): Promise<void> {
    for (const one of answer.value?.unknown.filter(isOpen) ?? [])
      if (!(await give.give('person.add', personOf(one)))) return;
    if (file.value) await read(file.value);
  }
  function forget(): void {
    reading.forget();
    written.value = null;
    for (const name of Object.keys(who)) delete who[name];
    give.forget();
  }
  watch(month, forget);
  watch(answer, () => (written.value = null), { flush: 'sync' });
  return { ...reading, who, stops, fill, give, isOpen, written, write, takeBack, addPeople, forget };
}
export type Importing = ReturnType<typeof useImport>;

/** A file, and what the server has read in it. */
function useReading(query: () => Record<string, string>) {
  const file = shallowRef<File | null>(null);
  const answer = shallowRef<RosterImport | null>(null);
  const refusal = shallowRef<Refusal | null>(null);
  const reading = ref(false);
  return {
    ...{ file, answer, refusal, reading },
    async read(chosen: File): Promise<void> {
      [file.value, answer.value, refusal.value, reading.value] = [chosen, null, null, true];
      const heard = await sendTable(withQuery('/api/imports/roster', query()), chosen);
      if (file.value !== chosen) return; // another one was chosen, or the dialog is shut
      reading.value = false;
      if (heard?.status === 200) answer.value = heard.body as RosterImport;
      else refusal.value = sentenceOf(heard?.body) ?? { code: 'silence', ...words.silence };
    },
    forget(): void {
      [file.value, answer.value, refusal.value, reading.value] = [null, null, null, false];
    },
  };
}
