import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GENESIS, type Entry, type Event } from '../../../shared/entry.ts';
import { faultOf, seal } from '../../../server/journal/chain.ts';
import type { Journal } from '../../../server/journal/journal.ts';

/** What every journal must do, whatever it is made of. */
export function journalContract(name: string, journal: () => Journal): void {
  describe(`${name}: the journal's contract`, () => {
    it('keeps entries in order, whole, and chained', async () => {
      const book = newBook();
      const entries = chain(book, 5);
      expect(await journal().append(entries.slice(0, 2))).toEqual({ stored: 2 });
      expect(await journal().append(entries.slice(2))).toEqual({ stored: 3 });
      const read = await journal().read(book, 0, 100);
      expect(read).toEqual(entries);
      expect(await journal().head(book)).toBe(5);
      let prev = GENESIS;
      for (const entry of read) {
        expect(faultOf(entry, prev, () => false)).toBeNull();
        prev = entry.hash;
      }
    });

    it('reads ranges and knows nothing of other books', async () => {
      const [one, other] = [newBook(), newBook()];
      await journal().append(chain(one, 4));
      await journal().append(chain(other, 2));
      expect((await journal().read(one, 1, 2)).map((entry) => entry.seq)).toEqual([2, 3]);
      expect(await journal().read(one, 4, 10)).toEqual([]);
      expect(await journal().head(newBook())).toBe(0);
      expect(await journal().books()).toEqual(expect.arrayContaining([one, other]));
    });

    it('says that a race was lost, and keeps the prefix', async () => {
      const book = newBook();
      const ours = chain(book, 3);
      const theirs = chain(book, 1);
      await journal().append(theirs);
      expect(await journal().append(ours.slice(0, 1))).toEqual({ stored: 0, stopped: 'race' });
      const next = chain(book, 3, theirs);
      const late = next.slice(2);
      await journal().append(next.slice(1, 2));
      expect(await journal().append([...next.slice(1, 2), ...late])).toMatchObject({ stored: 0 });
      expect(await journal().head(book)).toBe(2);
    });

    it('says that a command has its entry already, and keeps what came before it', async () => {
      const book = newBook();
      const first = chain(book, 1);
      await journal().append(first);
      const [two, three] = chain(book, 3, first).slice(1) as [Entry, Entry];
      const repeat = { ...three, commandId: (first[0] as Entry).commandId };
      expect(await journal().append([two, repeat])).toEqual({ stored: 1, stopped: 'repeat' });
      expect(await journal().head(book)).toBe(2);
    });

    it('finds entries by their commands', async () => {
      const book = newBook();
      const entries = chain(book, 3);
      await journal().append(entries);
      const found = await journal().find([(entries[1] as Entry).commandId, randomUUID()]);
      expect(found).toEqual([entries[1]]);
    });

    it('erases the events about some rows before a seq; digest and chain remain', async () => {
      const book = newBook();
      const entries = chain(book, 4);
      await journal().append(entries);
      const about = new Set(['report/r1', 'report/r3', 'report/r4']);
      expect(await journal().erase(book, about, 4)).toBe(2);
      const read = await journal().read(book, 0, 10);
      expect(read.map((entry) => entry.events[0] === null)).toEqual([true, false, true, false]);
      expect(read[0]?.salts[0]).toBeNull();
      let prev = GENESIS;
      for (const entry of read) {
        expect(faultOf(entry, prev, (row) => about.has(row))).toBeNull();
        prev = entry.hash;
      }
      expect(faultOf(read[0] as Entry, GENESIS, () => false)).toMatch(/without a decision/);
    });
  });
}

const newBook = () => `ex-${randomUUID()}`;

/** Entries 1 to `length`, the first of them given. */
export function chain(book: string, length: number, given: readonly Entry[] = []): Entry[] {
  const entries = [...given];
  while (entries.length < length) {
    const seq = entries.length + 1;
    const at = `2026-04-05T13:28:${String(seq % 60).padStart(2, '0')}.000+08:00`;
    const by = { id: 'c', name: '值班员C', post: '主班' };
    const meta = { book, seq, commandId: randomUUID(), command: 'report.acknowledge', at, by };
    const event = {
      type: 'report.acknowledged',
      id: `r${seq}`,
      words: { 'a.b': '起烟', empty: {}, none: null },
    };
    entries.push(seal(meta, 'f', [event as Event], entries[entries.length - 1]?.hash ?? GENESIS));
  }
  return entries;
}
