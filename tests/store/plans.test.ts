import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, apart, DOCS, fill, text } from './random/ask.ts';
import { questionOf } from './random/questions.ts';
import { Chance } from './random/values.ts';
import { openSubject, SUBJECT, SUBJECT_URI, type Target } from './stores.ts';

/*
 * Whatever index is chosen, the rows and their order are those of a scan. The random collections have indexes of every
 * kind: compound, downwards, of lists, sparse, partial, unique.
 */
const LONG = process.env.LONG === '1';
const FIXED = LONG ? Array.from({ length: 40 }, (_, n) => 100 + n) : [101, 102, 103, 104, 105];
const { SEED } = process.env;
const MORE = SEED !== undefined ? [Number(SEED)] : LONG ? [Date.now() % 1_000_000] : [];
const SEEDS = [...FIXED, ...MORE];
const QUESTIONS = 800;

let target: Target;
beforeAll(async () => {
  target = await openSubject();
});
afterAll(() => target.close());

describe.each(SEEDS)(`an index on ${SUBJECT}, seed %i`, (seed) => {
  it(`gives what a scan gives, ${QUESTIONS} times`, async () => {
    const { db } = target;
    const name = `plans-${seed}`;
    const chance = new Chance(seed);
    await fill([db], name, chance, true);
    for (let round = 0; round < QUESTIONS; round++) {
      const question = questionOf(chance, DOCS);
      const about = `seed ${seed}, question ${round}: ${text(question)}`;
      const planned = await answer(db, name, question);
      const scanned = await answer(db, name, question, { $natural: 1 });
      expect(apart(planned, scanned), about).toBe('');
      if (question.sort || planned.startsWith('refused')) continue;
      const { n } = await db.command({ count: name, query: question.filter });
      expect(n, about).toBe(planned === '' ? 0 : planned.split('\n').length);
    }
    if (SUBJECT_URI === undefined)
      expect(await db.command({ validate: name })).toMatchObject({ valid: true });
  }, 300_000);
});

it('says what was compared', () => {
  const total = SEEDS.length * QUESTIONS;
  console.log(`store: ${total} random questions by index and by scan on ${SUBJECT}: 0 differences`);
  expect(total).toBeGreaterThanOrEqual(4000);
});
