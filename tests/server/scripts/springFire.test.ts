import { describe, expect, it } from 'vitest';
import { HAPPENINGS, happening, ROSTER, STOCK } from '../../../scripts/scenario/springFire.ts';
import { ASIDES } from '../../../scripts/scenario/asides.ts';
import { CREW } from '../../../scripts/scenario/crew.ts';
import { STEPS } from '../../../scripts/scenario/steps.ts';
import { msOf } from '../../../shared/time.ts';

describe('the spring fire', () => {
  it('has 71 happenings, numbered and in order of time', () => {
    const numbers = HAPPENINGS.map(({ no }) => no);
    expect(numbers).toEqual(Array.from({ length: 71 }, (_one, n) => `E${String(n + 1).padStart(2, '0')}`));
    const times = HAPPENINGS.map(({ at }) => msOf(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('says everything in both languages', () => {
    for (const { no, zh, en } of HAPPENINGS) {
      expect(zh, no).toMatch(/\p{Script=Han}/u);
      expect(en, no).toMatch(/^[A-Z\d][^\p{Script=Han}]+$/u);
    }
  });

  it('has shifts that follow each other for 72 hours', () => {
    expect(ROSTER.map(({ until }) => until).slice(0, -1)).toEqual(ROSTER.map(({ from }) => from).slice(1));
    expect(msOf(ROSTER[2]?.until ?? '') - msOf(ROSTER[0]?.from ?? '')).toBe(72 * 3_600_000);
  });

  it('has a store whose lines are what the dispatches and the return say, and add up', () => {
    const moved = (...numbers: string[]) => {
      const sums: Record<string, number> = {};
      for (const no of numbers) {
        for (const [name, count] of Object.entries(happening(no).facts.items ?? {}))
          sums[name] = (sums[name] ?? 0) + count;
      }
      return sums;
    };
    const [issued, returned] = [moved('E31', 'E49'), moved('E61')];
    for (const line of STOCK) {
      expect(line.issued, line.name).toBe(issued[line.name]);
      expect(line.returned, line.name).toBe(returned[line.name] ?? 0);
      expect(line.closing, line.name).toBe(line.opening - line.issued + line.returned);
    }
    expect(STOCK).toHaveLength(Object.keys(issued).length);
  });

  it('is played by people of the crew, at the times of its happenings', () => {
    const names = new Set(CREW.map(({ signInName }) => signInName));
    for (const { no, at, by } of [...STEPS, ...ASIDES]) {
      expect(names).toContain(by);
      if (no) expect(at).toBe(happening(no).at);
    }
    const numbers = STEPS.map(({ no }) => no);
    expect(numbers).toEqual([...numbers].sort());
  });
});
