import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { addMonths, dayOf, monthOf } from '../../../shared/days.ts';
import type { Post } from '../../../shared/pattern/contract.ts';
import { mayGive } from '../../live/useMay.ts';
import { announce } from '../../ui/announce.ts';
import { say } from '../../ui/language.ts';
import { toast } from '../../ui/toast.ts';
import { zone } from '../../ui/when.ts';
import { provideMonth } from '../context.ts';
import { useDutyWorld } from '../dutyWorld.ts';
import { words } from '../words.ts';
import { keyOf, type Cell, type Change } from './changes.ts';
import { isOver, linesOf, takesPost, type Line } from './lines.ts';
import { useEdits, type Edits, type How } from './useEdits.ts';
import { useProblems } from './useProblems.ts';

/** A month on the screen: its lines, who is where, what is wrong, and writing in it. */
export function useMonth() {
  const duty = useDutyWorld();
  const { world } = duty;
  const month = ref(monthOf(dayOf(duty.at(), zone.value)));
  const lines = computed(() => linesOf(world, month.value, zone.value));
  const names = computed(() => new Map([...world.tables.person.values()].map((one) => [one.id, one])));
  const roster = computed(() => world.tables.roster.get(month.value));
  const edits = useEdits(duty);
  const problems = useProblems(duty, month);
  const turns = computed(() => turnsOf(lines.value, edits.holder));
  provideMonth({ duty, names, edits, marks: problems.marks, turns });

  const today = computed(() => dayOf(duty.minute.value, zone.value));
  const isShut = (line: Line) => isOver(line, duty.minute.value);
  /** Why nothing can be written in a cell; null: it can. */
  function shutBecause(cell: Cell): string | null {
    const line = lines.value.find(({ day, pattern }) => day === cell.day && pattern.id === cell.patternId);
    if (!line || !takesPost(line, cell.post)) return say(words.notHere);
    return isShut(line) ? say(words.past) : null;
  }

  const state = { duty, month, lines, names, roster, edits, problems, turns, today, isShut, shutBecause };
  return { ...state, mayWrite: mayGive('shift.assign'), ...doings({ month, edits, shutBecause, roster }) };
}
export type Month = ReturnType<typeof useMonth>;

interface State {
  readonly month: Ref<string>;
  readonly edits: Edits;
  readonly shutBecause: (cell: Cell) => string | null;
  readonly roster: Readonly<Ref<unknown>>;
}

function doings({ month, edits, shutBecause, roster }: State) {
  /** Cells that are over or not there are left out, with a word; so the rest goes through. */
  async function write(changes: readonly Change[], how?: How): Promise<boolean> {
    if (roster.value || !mayGive('shift.assign')) return false;
    const shut = changes.map(shutBecause).find(Boolean);
    if (shut) announce(shut, { urgent: true });
    return edits.change(
      changes.filter((one) => shutBecause(one) === null),
      how,
    );
  }
  return {
    write,
    put: (cell: Cell, to: string | null) => write([{ ...cell, from: edits.holder(cell), to }]),
    turn(by: 1 | -1): void {
      month.value = addMonths(month.value, by);
    },
    async undo(): Promise<void> {
      if (edits.undoable.value > 0 && (await edits.undo())) toast(say(words.undone), { seconds: 3 });
    },
  };
}

function turnsOf(lines: readonly Line[], holder: (cell: Cell) => string | null): Map<string, number> {
  const turns = new Map<string, number>();
  for (const { day, pattern } of lines) {
    for (const post of [...pattern.needed, ...pattern.optional]) {
      const one = holder({ day, patternId: pattern.id, post });
      if (one) turns.set(one, (turns.get(one) ?? 0) + 1);
    }
  }
  return turns;
}

/** A cell that was marked to be exchanged with another; it is forgotten with the month. */
export function useMark(month: Month['month']) {
  const marked = shallowRef<Cell | null>(null);
  watch(month, () => (marked.value = null));
  const colOf = (line: Line, posts: readonly Post[]) =>
    marked.value && keyOf(marked.value).startsWith(`${line.id}/`) ? posts.indexOf(marked.value.post) : -1;
  return { marked, colOf };
}
