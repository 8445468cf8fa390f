import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../shared/rows.ts';
import { emptyWorld, type World } from '../../../shared/world.ts';
import type { Snapshots } from '../../../server/snapshots/snapshots.ts';

/** What snapshots must do, whatever they are made of. */
export function snapshotsContract(name: string, snapshots: () => Snapshots): void {
  describe(`${name}: the snapshots' contract`, () => {
    it('gives a World back as it was written, of any size, also an empty one', async () => {
      for (const rows of [0, 1, 1_203]) {
        const world = worldOf(newBook(), 7, rows);
        expect(await snapshots().write(world, 1)).toBe(true);
        expect(await snapshots().load(world.book)).toEqual(world);
      }
    });

    it('has none of a book that was never written', async () => {
      expect(await snapshots().load(newBook())).toBeNull();
    });

    it('has the newest, and keeps books apart', async () => {
      const [one, other] = [newBook(), newBook()];
      await snapshots().write(worldOf(one, 1, 3), 1);
      await snapshots().write(worldOf(other, 1, 2), 1);
      await snapshots().write(worldOf(one, 2, 1), 1);
      expect(await snapshots().load(one)).toEqual(worldOf(one, 2, 1));
      expect(await snapshots().load(other)).toEqual(worldOf(other, 1, 2));
    });

    it('takes none from one whose lease has gone to another', async () => {
      const book = newBook();
      expect(await snapshots().write(worldOf(book, 1, 2), 4)).toBe(true);
      expect(await snapshots().write(worldOf(book, 5, 3), 5)).toBe(true);
      expect(await snapshots().write(worldOf(book, 3, 4), 4)).toBe(false);
      expect(await snapshots().load(book)).toEqual(worldOf(book, 5, 3));
    });

    it('has a whole World whoever writes at once', async () => {
      const book = newBook();
      const fences = [1, 2, 3, 4, 5];
      await Promise.all(fences.map((fence) => snapshots().write(worldOf(book, fence, 40), fence)));
      expect(await snapshots().load(book)).toEqual(worldOf(book, 5, 40));
    });
  });
}

export const newBook = (): string => `ex-${randomUUID()}`;

export function worldOf(book: string, seq: number, rows: number): World {
  const world = Object.assign(emptyWorld(book), { seq, at: '2026-04-05T13:28:00.000+08:00', hash: `${seq}` });
  const villages = world.tables.village as Map<string, Row>;
  for (let n = 0; n < rows; n += 1)
    villages.set(`v${n}`, { id: `v${n}`, name: `村${n}`, none: null, empty: {} } as never);
  return world;
}
