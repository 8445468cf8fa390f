import { computed, ref, watch } from 'vue';
import { recall, remember } from './remember.ts';

export type Shade = 'light' | 'dark';
export type Theme = Shade | 'auto';

const KEY = 'ui.theme';
const night = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
const systemIsDark = ref(night?.matches ?? false);
const pinned = ref<Shade | null>(null);

/** What somebody chose; `auto` follows the system. */
export const theme = ref<Theme>(known(recall(KEY)));

/** What is shown now. Importing this module sets `data-theme` on the root and keeps it right. */
export const shade = computed<Shade>(() => {
  if (pinned.value) return pinned.value;
  if (theme.value !== 'auto') return theme.value;
  return systemIsDark.value ? 'dark' : 'light';
});

night?.addEventListener('change', (event) => {
  systemIsDark.value = event.matches;
});
watch(theme, (chosen) => remember(KEY, chosen), { flush: 'sync' });
watch(shade, (now) => document.documentElement.setAttribute('data-theme', now), {
  immediate: true,
  flush: 'sync',
});

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
}

/** For a screen that is always of one shade (a wall in a dark room), whatever was chosen; null lets go. */
export function pinShade(only: Shade | null): void {
  pinned.value = only;
}

function known(kept: string | null): Theme {
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}
