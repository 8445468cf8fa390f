import { ref, watch } from 'vue';
import { recall, remember } from './remember.ts';

export type Language = 'zh' | 'en';

/** One sentence in both languages. Neither is ever missing, so nothing on a screen is ever mixed. */
export type Sentence = { readonly zh: string; readonly en: string };

const KEY = 'ui.language';

/** The language of this screen. Chinese until somebody chose otherwise; setting it shows and remembers it. */
export const language = ref<Language>(recall(KEY) === 'en' ? 'en' : 'zh');

watch(language, (chosen) => remember(KEY, chosen), { flush: 'sync' });
watch(language, showLanguage, { immediate: true, flush: 'sync' });

export function setLanguage(chosen: Language): void {
  language.value = chosen;
}

/**
 * The sentence in the screen's language, with `{name}` replaced by `params.name`. A measure that has a plural in
 * English is written `{n|village|villages}`: the first word for exactly 1. A name without a value stays in braces,
 * where somebody will see it. Reading it in a template makes the template follow the language.
 */
export function say(sentence: Sentence, params: Record<string, string | number> = {}): string {
  return sentence[language.value].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = params[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : String(value) === '1' ? one : many;
  });
}

/** A typed table of sentences: `const words = sentences({ close: { zh: '关闭', en: 'Close' } })`. */
export function sentences<T extends Record<string, Sentence>>(table: T): T {
  return table;
}

function showLanguage(chosen: Language): void {
  if (typeof document === 'undefined') return;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
}
