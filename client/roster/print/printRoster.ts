import { nextTick, ref, shallowRef } from 'vue';

/** Whether the sheet lies ready for the printer; nothing of it is in the page before. */
export const printing = ref(false);

/** Telephone numbers by the id of the person, while the sheet is printed and no longer. */
export const phones = shallowRef<ReadonlyMap<string, string>>(new Map());

/** Lays the month out as a sheet and opens the browser's print window; afterwards the screen is as it was. */
export async function printRoster(numbers: Promise<ReadonlyMap<string, string>>): Promise<void> {
  phones.value = await numbers;
  printing.value = true;
  await nextTick();
  document.documentElement.dataset.printing = 'roster';
  const end = () => {
    delete document.documentElement.dataset.printing;
    printing.value = false;
    phones.value = new Map();
    removeEventListener('afterprint', end);
  };
  addEventListener('afterprint', end);
  print();
}
