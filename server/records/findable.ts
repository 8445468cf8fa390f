import { pinyin } from 'pinyin-pro';
import type { Audience } from '../../shared/roles.ts';
import type { Row, Table } from '../../shared/rows.ts';
import { see } from '../../shared/see.ts';

/** At most so many parts of a row are findable for one audience. */
const LIMIT = 400;

/**
 * What a row can be found by: the bigrams of its words, and the bigrams of their pinyin initials, so that `slg` finds
 * 束龙沟. Single characters stand for themselves. Every part is marked with the kind of audience that may see the words
 * it comes from (`desk:束龙`), so that a search finds nothing out that the row itself would not show.
 */
export function findable(table: Table, row: Row, audiences: readonly string[]): string[] {
  const known = new Map<string, readonly string[]>();
  const partsOf = (text: string) => {
    const parts = known.get(text) ?? [...grams(text), ...grams(initialsOf(text))];
    known.set(text, parts);
    return parts;
  };
  return audiences.flatMap((audience) => {
    const seen = textsOf(see(audience as Audience, table, row));
    const parts = [...new Set(seen.flatMap(partsOf))].slice(0, LIMIT);
    return parts.map((part) => marked(audience, part));
  });
}

/** The parts that must all be there for an audience's search to hit. */
export function sought(audience: Audience, text: string): string[] {
  return grams(text)
    .slice(0, 24)
    .map((part) => marked(audience, part));
}

/** The kind is enough: which village a row is for, its audiences say. */
function marked(audience: string, part: string): string {
  return `${audience.split('/', 1)[0]}:${part}`;
}

function initialsOf(text: string): string {
  return pinyin(text.slice(0, 200), { pattern: 'first', toneType: 'none', type: 'array' }).join('');
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
