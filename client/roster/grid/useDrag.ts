import { onScopeDispose, ref } from 'vue';
import type { Place } from './useGrid.ts';

/** How far a pointer moves before a press becomes a drag, in pixels. */
const FAR = 6;

/**
 * Dragging a name onto another cell, with whatever pointer. A press that hardly moves is a press; with the shift key it
 * stretches the selection.
 */
export function useDrag(doings: {
  press(place: Place, extend: boolean): void;
  drop(from: Place, to: Place): void;
}) {
  const from = ref<Place | null>(null);
  const over = ref<Place | null>(null);
  let start: { x: number; y: number } | null = null;

  function down(event: PointerEvent): void {
    const place = placeUnder(event.target);
    if (!place || event.button !== 0 || (event.target as Element).closest('.editor')) return;
    doings.press(place, event.shiftKey);
    if (event.shiftKey || event.pointerType === 'touch') return;
    start = { x: event.clientX, y: event.clientY };
    from.value = place;
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', end);
  }

  function move(event: PointerEvent): void {
    if (!start || Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR) return;
    over.value = placeUnder(document.elementFromPoint(event.clientX, event.clientY));
  }

  function up(): void {
    const [a, b] = [from.value, over.value];
    end();
    if (a && b && (a.row !== b.row || a.col !== b.col)) doings.drop(a, b);
  }

  function end(): void {
    start = from.value = over.value = null;
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', up);
    removeEventListener('pointercancel', end);
  }

  onScopeDispose(end);
  return { down, over };
}

/** The place of the grid that an element lies in. */
export function placeUnder(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-row]') : null;
  return cell ? { row: Number(cell.dataset.row), col: Number(cell.dataset.col) } : null;
}
