import { onScopeDispose, shallowReactive, shallowRef, watch, type Ref } from 'vue';
import { problemsOf, type Problem } from '../../../shared/roster/problems.ts';
import { problemWords } from '../../../shared/roster/words.ts';
import { language } from '../../ui/language.ts';
import { zone } from '../../ui/when.ts';
import type { DutyWorld } from '../dutyWorld.ts';

export interface Problems {
  /** All of the month, the hard ones first. */
  readonly list: Readonly<Ref<readonly Problem[]>>;
  /** What is wrong at a cell (`shift/post`) or a whole line (`shift/`), in words. */
  readonly marks: ReadonlyMap<string, string>;
}

/**
 * What is wrong with a month, looked through again after each change. It waits until the change is painted: whoever
 * types sees the name first and what it means a moment later.
 */
export function useProblems({ world, minute, at }: DutyWorld, month: Ref<string>): Problems {
  const list = shallowRef<readonly Problem[]>([]);
  const marks = shallowReactive(new Map<string, string>());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    const found = problemsOf(world, month.value, zone.value, at());
    list.value = found.sort((a, b) => Number(b.hard) - Number(a.hard) || (a.day < b.day ? -1 : 1));
    const words = new Map<string, string>();
    for (const one of found) {
      const key = `${one.shiftId}/${one.post ?? ''}`;
      const said = problemWords(world, one)[language.value];
      words.set(key, words.has(key) ? `${words.get(key)}；${said}` : said);
    }
    for (const key of marks.keys()) if (!words.has(key)) marks.delete(key);
    for (const [key, said] of words) marks.set(key, said);
  }

  const { tables } = world;
  const seen = () => [tables.shift, tables.person, tables.absence, tables.pattern, tables.calendar];
  // The Maps stay the same ones: reading them in the getter follows their versions, and every run counts.
  watch(
    () => [...seen().map(({ size }) => size), month.value, minute.value, language.value, {}],
    () => {
      clearTimeout(timer);
      timer = setTimeout(look, 30);
    },
    { flush: 'post' },
  );
  look();
  onScopeDispose(() => clearTimeout(timer));
  return { list, marks };
}
