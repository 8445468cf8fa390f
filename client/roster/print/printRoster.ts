import { nextTick, ref } from 'vue';

/** Whether the sheet lies ready for the printer; nothing of it is in the page before. */
export const printing = ref(false);

/** Lays the month out as a sheet and opens the browser's print window; afterwards the screen is as it was. */
export async function printRoster(): Promise<void> {
  printing.value = true;
  await nextTick();
  document.documentElement.dataset.printing = 'roster';
  const end = () => {
    delete document.documentElement.dataset.printing;
    printing.value = false;
    removeEventListener('afterprint', end);
  };
  addEventListener('afterprint', end);
  print();
}
