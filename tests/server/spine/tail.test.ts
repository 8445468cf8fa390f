import { describe, expect, it } from 'vitest';
import { emptyWorld } from '../../../shared/world.ts';
import type { Journal } from '../../../server/journal/journal.ts';
import { openTail } from '../../../server/tail.ts';
import { chain } from '../journal/contractSuite.ts';

const NOBODY = {} as Journal;

describe('what a tail remembers', () => {
  it('gives the entries after a seq in order, a page at a time', () => {
    const entries = chain('real', 10);
    const tail = openTail(NOBODY, emptyWorld('real'));
    tail.accept(entries.slice(0, 6));
    tail.accept(entries.slice(6));
    expect(tail.recent(0, 4)).toEqual(entries.slice(0, 4));
    expect(tail.recent(4, 100)).toEqual(entries.slice(4));
    expect(tail.recent(10, 100)).toEqual([]);
  });

  it('says so when that is too long ago', () => {
    const entries = chain('real', 6_000);
    const tail = openTail(NOBODY, emptyWorld('real'));
    expect(tail.recent(0, 1)).toBeNull();
    for (let at = 0; at < entries.length; at += 100) tail.accept(entries.slice(at, at + 100));
    expect(tail.recent(0, 1)).toBeNull();
    expect(tail.recent(3_000, 1)).toBeNull();
    expect(tail.recent(5_000, 2)).toEqual(entries.slice(5_000, 5_002));
  });
});
