import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidentStates } from '../../shared/incident/refusals.ts';
import { INCIDENT_STATES } from '../../shared/incident/contract.ts';
import { fill, isRefusal, refuse, type Params, type Sentence } from '../../shared/refusal.ts';
import { villageRefusals } from '../../shared/village/noun.ts';

/** Every table of refusals that a module of the shared room exports, found and not listed: none can be left out. */
const modules = import.meta.glob<Record<string, unknown>>('../../shared/**/*.ts', { eager: true });
const tables = Object.values(modules).flatMap((module) =>
  Object.entries(module).filter(([name]) => name.endsWith('Refusals')),
) as [string, Record<string, Sentence>][];
const all = tables.flatMap(([table, sentences]) =>
  Object.entries(sentences).map(([code, sentence]) => ({
    noun: table.slice(0, -'Refusals'.length),
    code,
    ...sentence,
  })),
);
/** Given where the id is looked up, which no pure decision can do: the desk's own tests show it. */
const ELSEWHERE = ['command.id-reused'];

describe('every refusal', () => {
  it.each(all)(
    '$code is of its noun, in both languages, with the same parameters',
    ({ noun, code, zh, en }) => {
      expect(code).toMatch(new RegExp(`^${noun}\\.[a-z][a-z-]*$`));
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z{]/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
      const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(names(zh)).toEqual(names(en));
    },
  );
  it('is provoked by a specification here', () => {
    const folder = new URL('.', import.meta.url);
    const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.test.ts') && name !== 'refusal.test.ts',
    );
    const text = specs.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const missing = all.filter(({ code }) => !text.includes(`'${code}'`) && !ELSEWHERE.includes(code));
    expect(missing.map(({ code }) => code)).toEqual([]);
  });
  it('has a word for every state of an incident', () => {
    expect(Object.keys(incidentStates).sort()).toEqual([...INCIDENT_STATES].sort());
  });
});

describe('filling a sentence', () => {
  const filled = (text: string, params: Params) => fill({ zh: text, en: text }, params).en;
  it('puts a sentence in by its language', () => {
    const of = { zh: '主班', en: 'primary officer' };
    expect(fill({ zh: '缺{of}', en: 'No {of}' }, { of })).toEqual({ zh: '缺主班', en: 'No primary officer' });
  });
  it('puts parameters in, as often as they stand', () => {
    expect(filled('{a} and {b} and {a}', { a: 1, b: 'two' })).toBe('1 and two and 1');
  });
  it('leaves an unknown parameter and other braces as they stand', () => {
    expect(filled('{a} {} { a } {a-b}', {})).toBe('{a} {} { a } {a-b}');
  });
  it('takes nothing from the prototype of its parameters', () => {
    expect(filled('{constructor} {toString}', {})).toBe('{constructor} {toString}');
  });
  it('takes a value literally: it is neither filled again nor a pattern', () => {
    expect(filled('{a}', { a: '{b} $& $1', b: 'no' })).toBe('{b} $& $1');
  });
  it('makes a refusal that is told from rows and lists', () => {
    const refusal = refuse(villageRefusals, 'village.exists', { name: '高和村' });
    expect(refusal).toEqual({
      code: 'village.exists',
      zh: '已有村“高和村”',
      en: 'There is a village “高和村” already',
    });
    expect([refusal, [], null, 'x', { id: 'row' }].map(isRefusal)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
