/**
 * Puts a text on the clipboard. Over plain http browsers have no clipboard for pages: the old way by a selected field
 * stands in. False when neither worked, so that the person can be told to copy by hand.
 */
export async function copyText(text: string, near: HTMLElement = document.body): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, near);
  }
}

/** `near` is an element of the same dialog: outside an open dialog nothing can be selected. */
function copyBySelection(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea');
  const before = document.activeElement;
  field.value = text;
  field.className = 'visually-hidden';
  field.readOnly = true;
  near.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
