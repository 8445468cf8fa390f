import { nextTick, onBeforeUnmount, onMounted, watch, type Ref, type ShallowRef } from 'vue';

/**
 * Opens and closes a native dialog with `open`, keeps the page behind it out of reach, and returns the focus to
 * whatever had it. A browser without dialogs (Safari before 15.4) shows it in place of the page by its `open`
 * attribute; Escape then is ours to hear.
 */
export function useDialog(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>, open: Ref<boolean>) {
  let opener: Element | null = null;

  async function follow(): Promise<void> {
    await nextTick();
    const el = dialog.value;
    if (!el || el.open === open.value) return;
    if (open.value) show(el);
    else hide(el);
  }

  function show(el: HTMLDialogElement): void {
    opener = document.activeElement;
    if (typeof el.showModal === 'function') el.showModal();
    else el.setAttribute('open', '');
    firstOf(el)?.focus();
  }

  function hide(el: HTMLDialogElement): void {
    if (typeof el.close === 'function') el.close();
    else el.removeAttribute('open');
    giveBack();
  }

  function giveBack(): void {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    opener = null;
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    open.value = false;
  }

  onMounted(() => void follow());
  watch(open, () => void follow());
  onBeforeUnmount(() => open.value && giveBack());
  return { onKey };
}

/** What the author marked, else the first control of the content: never the cross, which stands before it. */
function firstOf(el: HTMLElement): HTMLElement | null {
  const control = 'input:not([type="hidden"]), select, textarea, button, a[href], [tabindex="0"]';
  return (
    el.querySelector<HTMLElement>('[autofocus]') ??
    [...el.querySelectorAll<HTMLElement>(control)].find((one) => one.closest('[data-content]')) ??
    null
  );
}
