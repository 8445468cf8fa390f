import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GUARDS } from '../../../scripts/mutate/guards.ts';

const sourceOf = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

it('there are thirty guards and more to take away', () => {
  expect(GUARDS.length).toBeGreaterThanOrEqual(30);
});

it.each(GUARDS)('the guard of “$promise” is where it is said to be', ({ file, line, without }) => {
  const parts = sourceOf(file).split(line);
  expect(parts).toHaveLength(2);
  expect(without).not.toBe(line);
});
