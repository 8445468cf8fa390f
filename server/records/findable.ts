import { pinyin } from 'pinyin-pro';
import type { Row } from '../../shared/rows.ts';

/** At most so many parts of a row are findable. */
const LIMIT = 400;

/**
 * What a row can be found by: the bigrams of its words, and the bigrams of their pinyin initials, so that
 * `slg` finds 束龙沟. Single characters stand for themselves.
 */
export function findable(row: Row): string[] {
  const parts = new Set<string>();
  for (const text of textsOf(row)) {
    for (const part of grams(text)) parts.add(part);
    const initials = pinyin(text.slice(0, 200), { pattern: 'first', toneType: 'none', type: 'array' }).join(
      '',
    );
    for (const part of grams(initials)) parts.add(part);
    if (parts.size > LIMIT) break;
  }
  return [...parts].slice(0, LIMIT);
}

/** The parts that must all be there for a search to hit. */
export function sought(text: string): string[] {
  return grams(text).slice(0, 24);
}

function grams(text: string): string[] {
  const clean = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  const letters = [...clean];
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, n) => `${letters[n]}${letter}`);
}

const NAMED = ['words', 'title', 'reason', 'name', 'alias', 'unit', 'post', 'detail', 'number'];

function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > 2) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    if (typeof field === 'string') return NAMED.includes(key) ? [field.slice(0, 500)] : [];
    return Array.isArray(field) ? [] : textsOf(field, depth + 1);
  });
}
