import { nextTick, type Ref } from 'vue';
import { postNames } from '../../../shared/pattern/contract.ts';
import { announce } from '../../ui/announce.ts';
import { say } from '../../ui/language.ts';
import { isSame, swapped, type Cell, type Change } from './changes.ts';
import { useClip } from './useClip.ts';
import { useDrag } from './useDrag.ts';
import { gridKeys, useGrid, type Grid, type Place } from './useGrid.ts';
import { useMark, type Month } from './useMonth.ts';

interface Parts {
  readonly month: Month;
  /** What somebody types in the active cell; null while nobody does. */
  readonly typed: Ref<string | null>;
  readonly focus: (place: Place) => void;
  /** A cell of a published month was asked for. */
  readonly open: (cell: Cell) => void;
}

/** What keys, pointer and clipboard do in the grid. */
export function useGridDoings({ month, typed, focus, open }: Parts) {
  const { edits, write, roster, mayWrite } = month;
  const grid = useGrid(month.lines, focus);
  const mark = useMark(month.month);
  const here = () => grid.cellAt(grid.at.value);
  const { edit, leave, take } = typing({ month, typed, open, focus }, grid, mark);

  const exchange = (a: Cell, b: Cell) => void write(swapped(a, b, edits.holder));
  const onKey = gridKeys(grid, {
    edit,
    empty: () => void write(emptied(grid, edits.holder)),
    mark: () => marking(mark.marked, here(), Boolean(roster.value) || !mayWrite, exchange),
    undo: () => void month.undo(),
    month(by) {
      month.turn(by);
      // All its cells are others now: where one stood is where one stands.
      void nextTick(() => grid.go(grid.at.value));
    },
    leave: () => forget(grid, mark.marked, edits),
  });
  const drag = useDrag({
    press: (place, extend) => grid.go(place, extend),
    drop(from, to) {
      const [a, b] = [grid.cellAt(from), grid.cellAt(to)];
      if (a && b) exchange(a, b);
      grid.go(to);
    },
  });
  return { grid, mark, drag, clip: useClip(grid, month), onKey, take, leave, edit };
}

/** Typing in a cell: how it begins, what it takes, and where one stands after. */
function typing({ month, typed, open }: Parts, grid: Grid, { marked }: ReturnType<typeof useMark>) {
  const { edits, put, shutBecause, roster, mayWrite } = month;
  const here = () => grid.cellAt(grid.at.value);

  function edit(text: string): void {
    const cell = here();
    if (!cell) return;
    if (roster.value) return open(cell);
    const shut = mayWrite ? shutBecause(cell) : '';
    if (shut !== null) return announce(shut, { urgent: true });
    // Names begin with x as well: a letter that follows it on the same cell makes a word of both.
    const began = text !== '' && isSame(marked.value, cell) ? 'x' : '';
    marked.value = null;
    edits.refused.clear();
    typed.value = began + text;
  }

  function leave(focused: boolean): void {
    typed.value = null;
    if (focused) grid.go(grid.at.value);
  }

  function take(personId: string, how: 'down' | 'right'): void {
    const cell = here();
    const { row, col } = grid.at.value;
    typed.value = null;
    if (cell) void put(cell, personId);
    grid.go(how === 'down' ? { row: row + 1, col } : { row, col: col + 1 });
  }
  return { edit, leave, take };
}

function emptied(grid: Grid, holder: (cell: Cell) => string | null): Change[] {
  const { top, bottom, left, right } = grid.block.value;
  const changes: Change[] = [];
  for (let row = top; row <= bottom; row += 1)
    for (let col = left; col <= right; col += 1) {
      const cell = grid.cellAt({ row, col });
      const from = cell && holder(cell);
      if (cell && from) changes.push({ ...cell, from, to: null });
    }
  return changes;
}

function marking(
  marked: Ref<Cell | null>,
  cell: Cell | null,
  shut: boolean,
  exchange: (a: Cell, b: Cell) => void,
): void {
  if (!cell || shut) return;
  const before = marked.value;
  marked.value = before ? null : cell;
  if (before && !isSame(before, cell)) exchange(before, cell);
  else if (!before) announce(`${cell.day} ${say(postNames[cell.post])}`);
}

/** What Escape leaves, one thing at a time; false when there is nothing, and Escape belongs to the window. */
function forget(grid: Grid, marked: Ref<Cell | null>, edits: Month['edits']): boolean {
  if (marked.value) marked.value = null;
  else if (edits.refused.size > 0) edits.refused.clear();
  else if (grid.anchor.value) grid.anchor.value = null;
  else return false;
  return true;
}
