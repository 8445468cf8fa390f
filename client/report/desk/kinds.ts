import { CLASSES, classOf, FIRST_WORDS, KINDS, type KindCode } from '../../../shared/kind.ts';
import { rankOf } from '../../ui/initials.ts';
import { say } from '../../ui/language.ts';
import type { Suggestion } from '../../ui/useSuggest.ts';
import { callWords } from './words.ts';

const CODES = Object.keys(KINDS) as KindCode[];
const LONG = CODES.filter((code) => !FIRST_WORDS.includes(code) && classOf(code) !== 'U');

/** Every kind there is, the common first words before the four statutory classes. */
export function allKinds(): Suggestion[] {
  const common = FIRST_WORDS.map((code) => suggestion(code, say(callWords.firstWords)));
  return [...common, ...LONG.map((code) => suggestion(code, className(code)))];
}

/** The kinds that a text finds: by name, pinyin initials or English word; the common ones first among equals. */
export function findKinds(typed: string): Suggestion[] {
  if (typed.trim() === '') return allKinds();
  return [...FIRST_WORDS, ...LONG]
    .flatMap((code) => {
      const best = Math.min(rankOf(KINDS[code].zh, typed) ?? Infinity, rankInEnglish(code, typed));
      return best === Infinity ? [] : [{ code, best }];
    })
    .sort((a, b) => a.best - b.best)
    .map(({ code }) => ({ ...suggestion(code), hint: className(code) }));
}

export function kindName(code: string): string {
  return code in KINDS ? say(KINDS[code as KindCode]) : '';
}

/** An English word is found from its beginning: `hq` means 火情 and not the middle of “earthquake”. */
function rankInEnglish(code: KindCode, typed: string): number {
  const sought = typed.trim().toLowerCase();
  const words = KINDS[code].en.toLowerCase();
  if (words.startsWith(sought)) return 0;
  return words.includes(` ${sought}`) ? 2 : Infinity;
}

function suggestion(code: KindCode, group?: string): Suggestion {
  return { value: code, label: say(KINDS[code]), ...(group === undefined ? {} : { group }) };
}

function className(code: KindCode): string {
  const which = classOf(code);
  return which === 'U' ? say(callWords.firstWords) : say(CLASSES[which]);
}
