import type { Village } from '../../shared/village/contract.ts';
import { initialsOf, rankOf } from '../ui/initials.ts';

type Named = Pick<Village, 'name' | 'alias' | 'order'>;

/**
 * The villages that a text finds, best first: by name, by the other spelling in use, by pinyin initials of either
 * (`slg` finds 束龙沟村). Nothing typed finds all of them, in the unit's own order.
 */
export function findVillages<V extends Named>(villages: readonly V[], typed: string): V[] {
  const found = villages.flatMap((village) => {
    const ranks = namesOf(village).map((name) => rankOf(name, typed));
    const best = Math.min(...ranks.map((rank) => rank ?? Infinity));
    return best === Infinity ? [] : [{ village, best }];
  });
  return found
    .sort((a, b) => a.best - b.best || a.village.order - b.village.order)
    .map(({ village }) => village);
}

/** The village whose name was most likely meant by a text that finds none: near in characters and in sound. */
export function nearestVillage<V extends Named>(villages: readonly V[], typed: string): V | null {
  const sought = bare(typed);
  if (sought === '') return null;
  let nearest: { village: V; far: number } | null = null;
  for (const village of villages) {
    const far = Math.min(...namesOf(village).map((name) => distance(sought, bare(name))));
    if (!nearest || far < nearest.far) nearest = { village, far };
  }
  return nearest && nearest.far <= Math.max(1, sought.length / 2) ? nearest.village : null;
}

function namesOf({ name, alias }: Named): string[] {
  return alias === null ? [name] : [name, alias];
}

/** What tells one village from another: 村 ends them all. */
function bare(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/(行政)?村$/, '');
}

/** Edit distance in characters, where two characters that begin with the same sound are half a step apart. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + apart(a.charAt(i - 1), b.charAt(j - 1));
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function apart(a: string, b: string): number {
  if (a === b) return 0;
  const sound = initialsOf(a);
  return sound !== '' && sound === initialsOf(b) ? 0.5 : 1;
}
