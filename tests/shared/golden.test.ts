import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { parse } from '../../shared/check.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { envelope } from '../../shared/wire.ts';
import { FOLD_VERSION } from '../../shared/world.ts';
import { goldenJournal, goldenOutbox, tablesOf } from '../support/golden.ts';
import { GOLDEN } from '../support/goldenSteps.ts';
import { foldAll } from '../support/world.ts';

const journal = goldenJournal();
const outbox = goldenOutbox();
const HOW = 'add steps to tests/support/goldenSteps.ts and run `npx tsx tests/support/writeGolden.ts`';

describe('the golden journal', () => {
  it.each(journal.books)('folds to the World it always folded to: $book', ({ book, entries, tables }) => {
    const world = foldAll(entries, book);
    expect(tablesOf(world)).toEqual(tables);
    expect(world).toMatchObject({ seq: entries.length, at: entries.at(-1)?.at, hash: entries.at(-1)?.hash });
  });
  it('was frozen for this version of the fold', () => {
    expect(journal.foldVersion, 'another fold: old snapshots may not be used').toBe(FOLD_VERSION);
  });
  it('holds every event there is', () => {
    const there = new Set(
      journal.books.flatMap(({ entries }) => entries.flatMap(({ events }) => events.map((one) => one?.type))),
    );
    const missing = catalogue.eventTypes.filter((type) => !there.has(type));
    expect(missing, HOW).toEqual([]);
  });
  it('holds no event that is not known any more', () => {
    const types = journal.books.flatMap(({ entries }) => entries.flatMap(({ events }) => events));
    for (const event of types) if (event) expect(catalogue.eventTypes).toContain(event.type);
  });
  it('holds an incident whose events were erased, and the decision to do so', () => {
    const entries = journal.books[0]?.entries ?? [];
    const erased = entries.flatMap(({ events, about }) => about.filter((_about, n) => events[n] === null));
    expect(new Set(erased.map((about) => about.split('/')[0]))).toEqual(new Set(['incident', 'report']));
    const decided = entries.flatMap(({ events }) => events).find((one) => one?.type === 'incident.erased');
    expect(decided).toMatchObject({ reason: '保存期满' });
  });
});

describe('the golden outbox', () => {
  it.each(outbox.map((one) => [one.type, one.id, one] as const))(
    '%s %s is still let in',
    (_type, _id, one) => {
      expect(envelope.parse(one)).toEqual(one);
      const parsed = parse(one.type, one.body);
      expect(isRefusal(parsed) ? parsed : parsed.body).toEqual(one.body);
    },
  );
  it('holds every command there is', () => {
    const there = new Set(outbox.map(({ type }) => type));
    const missing = catalogue.commandTypes.filter((type) => !there.has(type));
    expect(missing, HOW).toEqual([]);
  });
  it('holds no command of a type that was taken away', () => {
    for (const { type } of outbox) expect(catalogue.commandTypes).toContain(type);
  });
});

it('both hold all that the story tells', () => {
  const steps = GOLDEN.flatMap((one) => one.steps);
  expect(outbox.length, HOW).toBeGreaterThanOrEqual(steps.length);
  expect(journal.books.flatMap(({ entries }) => entries).length, HOW).toBe(steps.length);
});
