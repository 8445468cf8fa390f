import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOut, textOf } from './case.ts';
import { CASES } from './cases/all.ts';
import { DIFFERENCES, DIFFERENT_CASES } from './differences.ts';
import { PAGE, tableOf } from './page.ts';
import { OTHER, OTHER_URI, openOther, openSubject, SUBJECT, type Target } from './stores.ts';

/*
 * What the product asks of MongoDB, and what MongoDB's manual says comes of it: on the embedded store, or on the
 * server that MONGODB_URI names, and on a second one where OTHER_STORE_URI names it.
 */
const stores: [name: string, open: () => Promise<Target>, different: ReadonlySet<string>][] = [
  [SUBJECT, openSubject, new Set()],
];
if (OTHER_URI !== undefined) stores.push([OTHER, openOther, DIFFERENT_CASES]);

describe.each(stores)('%s', (_name, open, different) => {
  let target: Target;
  let count = 0;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  describe.each(Object.entries(CASES))('%s', (_group, cases) => {
    it.each(cases.map((one) => [one.name, one] as const))('%s', async (name, one) => {
      const seen = textOf(await carryOut(target.db, one, `case-${++count}`));
      if (different.has(name))
        expect(seen, 'no longer a difference: take it off the list').not.toBe(textOf(one.gives));
      else expect(seen).toBe(textOf(one.gives));
    });
  });
});

describe('the suite', () => {
  const names = Object.values(CASES).flatMap((cases) => cases.map(({ name }) => name));

  it('has its cases, each with a name of its own', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(300);
    const where = [SUBJECT, ...(OTHER_URI === undefined ? [] : [OTHER])].join(' and ');
    console.log(`store: ${names.length} cases on ${where}; ${DIFFERENT_CASES.size} known to differ`);
  });

  it('has its differences on the page for operators (writePage.ts writes them there)', () => {
    expect(readFileSync(PAGE, 'utf8')).toContain(tableOf(DIFFERENCES));
  });

  it('lists no difference in a case that there is not', () => {
    expect([...DIFFERENT_CASES].filter((name) => !names.includes(name))).toEqual([]);
  });
});
