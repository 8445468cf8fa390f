import { pinyin } from 'pinyin-pro';
import type { Audience } from '../../shared/roles.ts';
import type { Row, Table } from '../../shared/rows.ts';
import { see } from '../../shared/see.ts';

/** At most so many parts of a row are findable for one audience. */
const LIMIT = 400;
/** Initials are made of so many UTF-16 units of a text; what was kept before may have more of them. */
const BEGINNING = 40;

/**
 * What a row can be found by: the bigrams of its words, and the bigrams of the pinyin initials of how they begin, so
 * that `slg` finds 束龙沟. Single characters stand for themselves. Every part is marked with the kind of audience that may see the words
 * it comes from (`desk:束龙`), so that a search finds nothing out that the row itself would not show.
 */
export function findable(table: Table, row: Row, audiences: readonly string[]): string[] {
  const known = new Map<string, readonly string[]>();
  const found: string[] = [];
  for (const audience of audiences) {
    const parts = new Set<string>();
    for (const text of textsOf(see(audience as Audience, table, row))) {
      if (!known.has(text)) known.set(text, [...grams(text), ...grams(initialsOf(text))]);
      for (const part of known.get(text) ?? []) parts.add(part);
    }
    const mark = markOf(audience);
    for (const part of [...parts].slice(0, LIMIT)) found.push(mark + part);
  }
  return found;
}

/** The parts that must all be there for an audience's search to hit. */
export function sought(audience: Audience, text: string): string[] {
  const mark = markOf(audience);
  return grams(text)
    .slice(0, 24)
    .map((part) => mark + part);
}

/** The kind is enough: which village a row is for, its audiences say. */
function markOf(audience: string): string {
  return `${audience.split('/', 1)[0]}:`;
}

/** Of how a text begins: a long one has nearly every pair of initials in it, and would be found by any. */
function initialsOf(text: string): string {
  return pinyin(text.slice(0, BEGINNING), { pattern: 'first', toneType: 'none', type: 'array' }).join('');
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
