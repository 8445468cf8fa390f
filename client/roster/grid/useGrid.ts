import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import { POSTS } from '../../../shared/pattern/contract.ts';
import type { Cell } from './changes.ts';
import type { Line } from './lines.ts';

/** A place in the grid: the line's number, and the post's. */
export interface Place {
  readonly row: number;
  readonly col: number;
}

/** What the keys of the grid do beyond moving. */
export interface Doings {
  edit(text: string): void;
  empty(): void;
  /** Marks the cell, or exchanges it with the marked one. */
  mark(): void;
  undo(): void;
  month(by: 1 | -1): void;
  /** Escape; false when there was nothing to leave. */
  leave(): boolean;
}

export const LAST = POSTS.length - 1;

/** Where one stands in the grid, and the block between there and the place where a selection began. */
export function useGrid(lines: Ref<readonly Line[]>, focus: (place: Place) => void) {
  const at = shallowRef<Place>({ row: 0, col: 0 });
  const anchor = shallowRef<Place | null>(null);
  const hasFocus = ref(false);
  watch(lines, () => go(at.value, false, false));

  const block = computed(() => {
    const from = anchor.value ?? at.value;
    return {
      top: Math.min(from.row, at.value.row),
      bottom: Math.max(from.row, at.value.row),
      left: Math.min(from.col, at.value.col),
      right: Math.max(from.col, at.value.col),
    };
  });

  function go({ row, col }: Place, extend = false, focused = true): void {
    anchor.value = extend ? (anchor.value ?? at.value) : null;
    const last = Math.max(0, lines.value.length - 1);
    at.value = { row: Math.min(Math.max(row, 0), last), col: Math.min(Math.max(col, 0), LAST) };
    if (focused) void nextTick(() => focus(at.value));
  }

  function cellAt({ row, col }: Place): Cell | null {
    const line = lines.value[row];
    const post = POSTS[col];
    return line && post ? { day: line.day, patternId: line.pattern.id, post } : null;
  }

  function placeOf({ day, patternId, post }: Cell): Place | null {
    const row = lines.value.findIndex((line) => line.day === day && line.pattern.id === patternId);
    return row < 0 ? null : { row, col: POSTS.indexOf(post) };
  }

  return { at, anchor, block, hasFocus, go, cellAt, placeOf };
}
export type Grid = ReturnType<typeof useGrid>;

/** The keys of the grid. They are off while somebody types in a cell. */
export function gridKeys(grid: Grid, doings: Doings) {
  function chosen({ key, shiftKey }: KeyboardEvent): boolean {
    if (key === ' ' && shiftKey) selectLine(grid);
    else if (key === 'PageUp' || key === 'PageDown') doings.month(key === 'PageUp' ? -1 : 1);
    else if (key === 'Enter' || key === 'F2') doings.edit('');
    else if (key === 'Delete' || key === 'Backspace') doings.empty();
    else if (key === 'x' || key === 'X') doings.mark();
    else if (key === 'Escape') return doings.leave();
    else return false;
    return true;
  }

  return (event: KeyboardEvent): void => {
    if (event.key === 'Process' || event.isComposing) return doings.edit('');
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'z') doings.undo();
    else if (moved(event, grid)) void 0;
    else if (command || event.altKey) return;
    else if (!chosen(event)) {
      if (event.key.length !== 1 || event.key === ' ') return;
      doings.edit(event.key);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

function moved(event: KeyboardEvent, { at, go }: Grid): boolean {
  const { row, col } = at.value;
  const steps: Record<string, Place> = {
    ArrowUp: { row: row - 1, col },
    ArrowDown: { row: row + 1, col },
    ArrowLeft: { row, col: col - 1 },
    ArrowRight: { row, col: col + 1 },
    Home: { row: event.ctrlKey ? 0 : row, col: 0 },
    End: { row: event.ctrlKey ? Infinity : row, col: LAST },
  };
  const to = steps[event.key];
  if (!to || event.altKey || event.metaKey) return false;
  go(to, event.shiftKey);
  return true;
}

function selectLine({ at, anchor, block, go }: Grid): void {
  const { top } = block.value;
  const { row } = at.value;
  go({ row, col: LAST });
  anchor.value = { row: top, col: 0 };
}
