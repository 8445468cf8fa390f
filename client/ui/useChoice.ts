import { computed, nextTick, type ModelRef } from 'vue';
import type { Shape } from './icons.ts';

export type Option = { value: string; label: string; icon?: Shape; disabled?: boolean };

/**
 * The keyboard of a set of which one is chosen: one stop for Tab, arrows move and choose, Home and End go to the
 * ends. In a grid, up and down keep the column. `focus` is told which option to go to.
 */
export function useChoice(
  options: () => readonly Option[],
  model: ModelRef<string>,
  columns: () => number,
  focus: (index: number) => void,
) {
  /** The option that Tab stops at: the chosen one, else the first that can be chosen. */
  const stop = computed(() => {
    const chosen = options().findIndex((o) => o.value === model.value && !o.disabled);
    return chosen >= 0 ? chosen : options().findIndex((o) => !o.disabled);
  });

  function onKey(event: KeyboardEvent, from: number): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = target(options(), columns(), event.key, from);
    const option = to === null ? undefined : options()[to];
    if (to === null || !option) return;
    event.preventDefault();
    model.value = option.value;
    void nextTick(() => focus(to));
  }

  return { stop, onKey };
}

function target(options: readonly Option[], columns: number, key: string, from: number): number | null {
  const row = columns > 1 ? columns : 1;
  if (key === 'ArrowRight') return walk(options, from, 1, true);
  if (key === 'ArrowLeft') return walk(options, from, -1, true);
  if (key === 'ArrowDown') return walk(options, from, row, row === 1);
  if (key === 'ArrowUp') return walk(options, from, -row, row === 1);
  if (key === 'Home') return walk(options, -1, 1, true);
  if (key === 'End') return walk(options, options.length, -1, true);
  return null;
}

/** The next option in that direction which can be chosen; at an edge it goes round, or stays where it was. */
function walk(options: readonly Option[], from: number, step: number, round: boolean): number {
  const count = options.length;
  for (let n = 1; n <= count; n++) {
    const raw = from + step * n;
    if (!round && (raw < 0 || raw >= count)) return from;
    const index = ((raw % count) + count) % count;
    if (!options[index]?.disabled) return index;
  }
  return from;
}
