import { POSTS } from '../../../shared/pattern/contract.ts';
import { say } from '../../ui/language.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../../ui/announce.ts';
import { personNamed } from '../people.ts';
import { words } from '../words.ts';
import { readTable, tableOf, type Change } from './changes.ts';
import type { Grid } from './useGrid.ts';
import type { Month } from './useMonth.ts';

/** Copying and pasting cells, as a table of names: also from and to an office program. */
export function useClip(grid: Grid, { names, edits, duty, write }: Month) {
  const known = new Map<string, string>();

  function copy(event: ClipboardEvent): void {
    const { top, bottom, left, right } = grid.block.value;
    const block: (string | null)[][] = [];
    for (let row = top; row <= bottom; row += 1) {
      const cells = POSTS.map((_post, col) => grid.cellAt({ row, col })).slice(left, right + 1);
      block.push(cells.map((cell) => (cell ? edits.holder(cell) : null)));
    }
    const nameOf = (id: string) => names.value.get(id)?.name ?? '';
    // Of two people of one name the one who was copied here is meant.
    for (const id of block.flat()) if (id) known.set(nameOf(id), id);
    event.clipboardData?.setData('text/plain', tableOf(block, nameOf));
    event.preventDefault();
    announce(say(words.copiedCells, { n: block.length * (right - left + 1) }));
  }

  async function paste(event: ClipboardEvent): Promise<void> {
    event.preventDefault();
    const idOf = (name: string) => known.get(name.trim()) ?? personNamed(duty.world, name)?.id;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const changes = changesFrom(grid, readTable(text, idOf), edits.holder);
    const strangers = strangersIn(text, idOf);
    if (strangers.length > 0) toast(say(words.unknownNames, { names: strangers.slice(0, 5).join('、') }));
    if (await write(changes)) announce(say(words.pasted, { n: changes.length }));
  }

  return { copy, paste };
}

/** A single cell that was copied fills the whole selection; a block begins at its first cell. */
function changesFrom(
  grid: Grid,
  table: (string | null | undefined)[][],
  holder: Month['edits']['holder'],
): Change[] {
  const { top, bottom, left, right } = grid.block.value;
  const one = table.length === 1 && table[0]?.length === 1;
  const [height, width] = one ? [bottom - top + 1, right - left + 1] : [table.length, 0];
  const changes: Change[] = [];
  for (let n = 0; n < height; n += 1) {
    const line = one ? Array.from({ length: width }, () => table[0]?.[0]) : (table[n] ?? []);
    line.forEach((to, m) => {
      const cell = grid.cellAt({ row: top + n, col: left + m });
      if (cell && to !== undefined && holder(cell) !== to) changes.push({ ...cell, from: holder(cell), to });
    });
  }
  return changes;
}

function strangersIn(text: string, idOf: (name: string) => string | undefined): string[] {
  const names = text.split(/[\t\n\r]+/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== '' && idOf(name) === undefined))];
}
