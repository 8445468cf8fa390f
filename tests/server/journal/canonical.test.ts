import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, faultOf, seal } from '../../../server/journal/chain.ts';
import { GENESIS } from '../../../shared/entry.ts';

/** What the canonical text means, as plainly as it can be said. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${plainly(field)}`).join(',')}}`;
}

it('the canonical text is JSON with every object’s keys in order, whatever they are', () => {
  const value = fc.anything({ withNullPrototype: true });
  fc.assert(
    fc.property(value, (one) => {
      expect(canonical(one)).toBe(plainly(one));
    }),
    { numRuns: 1_000 },
  );
});

it('an entry’s hash is that of its parts in canonical text, however its author’s fields are ordered', () => {
  const by = { post: '主班', id: 'c', name: '值班员C' };
  const meta = {
    book: 'real',
    seq: 1,
    commandId: 'c1',
    command: 'book.open',
    at: '2026-04-05T13:30:00.000+08:00',
  };
  const entry = seal({ ...meta, by }, 'print', [{ type: 'book.opened', id: 'book' }], GENESIS);
  const { fingerprint, about, digests } = entry;
  const parts = [GENESIS, 'real', 1, 'c1', 'book.open', fingerprint, meta.at, by, about, digests];
  expect(entry.hash).toBe(createHash('sha256').update(plainly(parts), 'utf8').digest('hex'));
  expect(entry.digests[0]).toBe(
    createHash('sha256')
      .update(`${entry.salts[0]}${plainly(entry.events[0])}`, 'utf8')
      .digest('hex'),
  );
  expect(faultOf(entry, GENESIS, () => false)).toBeNull();
});
