import { readonly, ref } from 'vue';

const polite = ref('');
const urgent = ref('');

/** What the live regions of the page say now; `LiveRegion` shows it to screen readers. */
export const spoken = { polite: readonly(polite), urgent: readonly(urgent) };

/**
 * Has a screen reader say `text`: when it is idle, or with `urgent` at once. Focus stays where it is. The same text
 * twice is said twice, since the region changes by a mark that is not read.
 */
export function announce(text: string, options: { urgent?: boolean } = {}): void {
  const region = options.urgent ? urgent : polite;
  region.value = region.value === text ? `${text}\u00a0` : text;
}
