import { computed, ref, watch } from 'vue';
import type { BodyOf } from '../../../shared/catalogue.ts';
import { DAY_TYPES, type DayType } from '../../../shared/calendar/contract.ts';
import { POSTS, type Pattern, type Post, type ShiftKind } from '../../../shared/pattern/contract.ts';
import { patternsOf } from '../../../shared/pattern/onDay.ts';
import { newId } from '../../live/newId.ts';
import { useGive } from '../../live/useGive.ts';
import { say } from '../../ui/language.ts';
import { toast } from '../../ui/toast.ts';
import { clockOf, minutesOf } from '../day.ts';
import { useDutyWorld } from '../dutyWorld.ts';
import { formWords as words } from '../formWords.ts';

/** A pattern while it is being written: times as people write them. */
export interface PatternDraft {
  id: string;
  zh: string;
  en: string;
  kind: ShiftKind;
  line: 'main' | 'extra';
  starts: string;
  ends: string;
  on: DayType[];
  from: string;
  until: string;
  needed: Post[];
  optional: Post[];
}

/** All patterns on the screen at once, since they are given at once: no minute of any day may be left out. */
export function usePatterns() {
  const { world } = useDutyWorld();
  const own = computed(() => world.tables.pattern.size > 0);
  const drafts = ref<PatternDraft[]>([]);
  const chosen = ref('');
  const give = useGive();
  const tried = ref(false);
  const load = () => (drafts.value = patternsOf(world).map(draftOf));
  watch(
    () =>
      patternsOf(world)
        .map(({ id, seq }) => `${id}${seq}`)
        .join(),
    load,
    { immediate: true },
  );
  const draft = computed(() => drafts.value.find(({ id }) => id === chosen.value));

  function add(): void {
    const id = newId();
    drafts.value = [...drafts.value, { ...BLANK, id, on: [...DAY_TYPES], needed: ['primary'], optional: [] }];
    chosen.value = id;
  }
  function drop(id: string): void {
    drafts.value = drafts.value.filter((one) => one.id !== id);
    chosen.value = '';
  }
  async function save(): Promise<void> {
    tried.value = true;
    const patterns = drafts.value.flatMap((one) => bodyOf(one) ?? []);
    const bad = drafts.value.find((one) => bodyOf(one) === null);
    if (bad) chosen.value = bad.id;
    else if (await give.give('pattern.arrange', { patterns })) toast(say(words.saved), { seconds: 3 });
  }
  return { own, drafts, chosen, draft, add, drop, save, give, tried };
}

const BLANK = {
  ...{ zh: '', en: '', kind: 'special' as const, line: 'extra' as const },
  ...{ starts: '08:30', ends: '17:30', from: '', until: '' },
};

function draftOf({
  id,
  name,
  kind,
  line,
  startMinute,
  minutes,
  on,
  season,
  needed,
  optional,
}: Pattern): PatternDraft {
  return {
    ...{ id, zh: name.zh, en: name.en, kind, line },
    ...{ starts: clockOf(startMinute), ends: clockOf(startMinute + minutes) },
    ...{ on: [...on], from: season?.from ?? '', until: season?.until ?? '' },
    ...{ needed: [...needed], optional: [...optional] },
  };
}

type Body = BodyOf<'pattern.arrange'>['patterns'][number];

/** A pattern that ends when it begins lasts a day. Null while something is missing or cannot be read. */
function bodyOf({
  id,
  zh,
  en,
  kind,
  line,
  starts,
  ends,
  on,
  from,
  until,
  needed,
  optional,
}: PatternDraft): Body | null {
  const [start, end] = [minutesOf(starts), minutesOf(ends)];
  if (start === null || end === null || zh.trim() === '' || on.length === 0 || needed.length === 0)
    return null;
  const minutes = end > start ? end - start : end + 1440 - start;
  const season = from && until ? { from, until } : null;
  const name = { zh: zh.trim(), en: en.trim() || zh.trim() };
  const posts = {
    needed,
    optional: POSTS.filter((post) => optional.includes(post) && !needed.includes(post)),
  };
  return { id, name, kind, line, startMinute: start, minutes, on, season, ...posts };
}
