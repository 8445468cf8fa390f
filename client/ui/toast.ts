import { readonly, shallowRef } from 'vue';

/** A word about what was just done, with a way back for a few seconds. Never an alarm: those have their own place. */
export type Toast = {
  id: number;
  text: string;
  seconds: number;
  undo?: () => void;
};

const shown = shallowRef<readonly Toast[]>([]);
let last = 0;

/** What is shown now, oldest first; at most three, the oldest goes. */
export const toasts = readonly(shown);

/** Shows `text` for `seconds` (8); with `undo` a button calls it and takes the toast away. Returns its id. */
export function toast(text: string, options: { undo?: () => void; seconds?: number } = {}): number {
  const id = ++last;
  shown.value = [...shown.value, { id, text, seconds: options.seconds ?? 8, undo: options.undo }].slice(-3);
  return id;
}

export function dismissToast(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}
