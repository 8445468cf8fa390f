/** What the menu opens over the desk. `signOut` is the outbox with a word of warning. */
export const DIALOGS = [
  'help',
  'outbox',
  'signOut',
  'roster',
  'zero',
  'layers',
  'history',
  'settings',
  'exercise',
  'closeExercise',
] as const;
export type DialogName = (typeof DIALOGS)[number];

export function isDialog(name: string): name is DialogName {
  return (DIALOGS as readonly string[]).includes(name);
}
