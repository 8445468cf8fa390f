import { COMMON, WALKS } from './common.ts';

/**
 * Whether a password would be among the first guesses: too regular, one of the common ones with figures behind it,
 * or little more than words that stand around the account (`context`: sign-in name, name, phone, unit, villages).
 * Nothing is asked of what it is made of (ASVS 5.0, 6.2.4, 6.2.5, 6.2.11).
 */
export function weakness(password: string, context: readonly string[]): 'common' | 'name' | null {
  const folded = fold(password);
  if (isRegular(folded) || isCommon(folded) || isCommon(spelled(folded))) return 'common';
  return isAbout(folded, context) ? 'name' : null;
}

/** Fewer unknown characters than this are no password. */
const ENOUGH = 5;
/** Words that stand around every account of this product. */
const OWN = ['值守', '值班', '应急', '联络员', '管理员', 'zhishou', 'zhiban', 'yingji'];
const SPELLINGS: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** “p@ssw0rd” is “password”; what stands at the end is left, for there the figures are figures. */
function spelled(text: string): string {
  const [, body = '', tail = ''] = /^(.*?)([^\p{L}]*)$/su.exec(text) ?? [];
  return [...body].map((letter) => SPELLINGS[letter] ?? letter).join('') + tail;
}

/** One or two characters, a short piece over and over, a walk over the keyboard, a date. */
function isRegular(text: string): boolean {
  if (new Set(text).size <= 2) return true;
  if (/^(.{1,4})\1+$/su.test(text)) return true;
  if (/^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text)) return true;
  return unexplained(text) < ENOUGH - 2;
}

/** A common beginning with nothing but a walk, a year or a few figures and signs around it. */
function isCommon(text: string): boolean {
  const stem = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (!COMMON.has(stem)) return false;
  const rest = text.replace(stem, '').replace(/(19|20)\d\d/, '');
  return unexplained(rest) < ENOUGH;
}

function isAbout(text: string, context: readonly string[]): boolean {
  const words = [...OWN, ...context].map((word) => fold(word).trim()).filter((word) => [...word].length >= 2);
  const known = [...words, ...words.map((word) => [...word].reverse().join(''))];
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length);
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return left !== text && (unexplained(left) < ENOUGH || COMMON.has(left.replace(/[^\p{L}]+/gu, '')));
}

/** How many characters remain when runs of three and more along a walk, forwards or backwards, count as one. */
function unexplained(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count += 1) at += Math.max(1, runAt(text, at));
  return count;
}

/** The length of the longest run that begins at `at`: along a walk, or of one character. */
function runAt(text: string, at: number): number {
  let best = 0;
  for (let length = 3; at + length <= text.length; length += 1) {
    const piece = text.slice(at, at + length);
    const backwards = [...piece].reverse().join('');
    const same = new Set(piece).size === 1;
    if (!same && !WALKS.some((walk) => walk.includes(piece) || walk.includes(backwards))) break;
    best = length;
  }
  return best;
}
