import type { Post } from '../../../shared/pattern/contract.ts';
import type { Posts } from '../../../shared/shift/contract.ts';
import type { Wish } from './lines.ts';

/** One post of one shift. */
export interface Cell {
  readonly day: string;
  readonly patternId: string;
  readonly post: Post;
}

/** Who was seen in a cell, and who shall be there; null is nobody. */
export interface Change extends Cell {
  readonly from: string | null;
  readonly to: string | null;
}

export function keyOf({ day, patternId, post }: Cell): string {
  return `${patternId}-${day}/${post}`;
}

export function isSame(a: Cell | null, b: Cell | null): boolean {
  return a !== null && b !== null && keyOf(a) === keyOf(b);
}

/** Changes as one command takes them: shift by shift. */
export function wishesOf(changes: readonly Change[]): Wish[] {
  const wishes = new Map<string, Wish>();
  for (const { day, patternId, post, from, to } of changes) {
    const key = `${patternId}-${day}`;
    const { posts, was } = wishes.get(key) ?? { posts: {}, was: {} };
    wishes.set(key, {
      ...{ day, patternId },
      posts: { ...posts, [post]: to },
      was: { ...was, [post]: from },
    });
  }
  return [...wishes.values()];
}

/** The opposite of `wishesOf`. */
export function changesOf(wishes: readonly Wish[]): Change[] {
  return wishes.flatMap(({ day, patternId, posts, was }) =>
    (Object.entries(posts) as [Post, Posts[Post]][]).map(([post, to]) => ({
      ...{ day, patternId, post },
      from: was[post] ?? null,
      to: to ?? null,
    })),
  );
}

/** What takes changes back. */
export function inverseOf(changes: readonly Change[]): Change[] {
  return changes.map(({ from, to, ...cell }) => ({ ...cell, from: to, to: from }));
}

/** Two cells exchange who is in them; onto an empty one it is a move. */
export function swapped(a: Cell, b: Cell, holder: (cell: Cell) => string | null): Change[] {
  const [inA, inB] = [holder(a), holder(b)];
  if (isSame(a, b) || inA === inB) return [];
  return [
    { ...a, from: inA, to: inB },
    { ...b, from: inB, to: inA },
  ];
}

/** The cells of a block as a table that office programs take: tabs between posts, lines between shifts. */
export function tableOf(
  block: readonly (readonly (string | null)[])[],
  name: (id: string) => string,
): string {
  return block.map((row) => row.map((id) => (id ? name(id) : '')).join('\t')).join('\n');
}

/**
 * A table as it was copied here or in an office program, cell by cell: a person, nobody (an empty cell), or
 * `undefined` for a name that is not on the list.
 */
export function readTable(
  text: string,
  idOf: (name: string) => string | undefined,
): (string | null | undefined)[][] {
  const rows = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  return rows.map((row) => row.split('\t').map((name) => (name.trim() === '' ? null : idOf(name))));
}
