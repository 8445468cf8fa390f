import { say } from '../ui/language.ts';
import type { Box } from './labels/label.ts';
import type { BaseMap, VillageMark } from './marks.ts';
import { words } from './words.ts';

/** Where the map's own boxes and buttons lie, in pixels from its upper left corner: labels keep clear of them. */
export function furnitureIn(root: HTMLElement | null): Box[] {
  if (!root) return [];
  const { left, top } = root.getBoundingClientRect();
  return [...root.querySelectorAll('[data-furniture]')]
    .map((element) => element.getBoundingClientRect())
    .filter((box) => box.width > 0 && box.height > 0)
    .map((box) => ({
      left: box.left - left - 2,
      top: box.top - top - 2,
      right: box.right - left + 2,
      bottom: box.bottom - top + 2,
    }));
}

/** What must be said of the map: that it is a sketch, that positions are made up, and whose tiles they are. */
export function noteFor(base: BaseMap, villages: readonly VillageMark[]): string {
  const placeholders = villages.some((village) => !village.surveyed);
  if (base.type === 'schematic') return say(placeholders ? words.demonstration : words.schematic);
  const parts = [base.attribution, placeholders ? say(words.placeholders) : ''];
  return parts.filter((part) => part !== '').join(' · ');
}
