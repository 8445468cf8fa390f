import type { Cell } from '../sheet/task.ts';

/** A cell as words that can be compared: full-width letters as plain ones, brackets of one kind, no space around. */
export function plain(cell: Cell | undefined): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .trim();
}

/** The same without any space, for headings: offices write “日  期”. */
export function tight(cell: Cell | undefined): string {
  return plain(cell).replace(/\s+/g, '');
}

/** Chinese office words for a part of the day, as kinds of shift; null when there is none. */
export function partIn(text: string): 'day' | 'night' | 'd24' | 'noon' | null {
  if (/24小时|二十四小时|全天|全日|昼夜/.test(text)) return 'd24';
  if (/夜班|夜间|晚班|晚上|^夜$|^晚$/.test(text)) return 'night';
  if (/午间|午班|中午|中班/.test(text)) return 'noon';
  return /白班|白天|日班|日间|早班|^白$/.test(text) ? 'day' : null;
}
export type Part = NonNullable<ReturnType<typeof partIn>>;
