import { describe, expect, it } from 'vitest';
import type { Audience } from '../../../shared/roles.ts';
import type { Table } from '../../../shared/rows.ts';
import type { Question, Records } from '../../../server/records/records.ts';
import { attachment, drop, incident, newBook, put, report, village } from './rows.ts';

/** What records must do, whatever they are made of. */
export function recordsContract(name: string, records: () => Records): void {
  const ask = async (book: string, table: Table, audience: Audience, more: Partial<Question> = {}) =>
    (await records().ask({ book, table, audience, limit: 50, ...more })).map(
      ({ row }) => (row as { id: string }).id,
    );

  describe(`${name}: what the records keep`, () => {
    it('keeps a row as it was last, since when it is there, and that it left', async () => {
      const book = newBook();
      await records().project(book, [
        put(3, 'report', report('r')),
        put(5, 'report', report('r', { seq: 5 })),
      ]);
      const now = await records().ask({ book, table: 'report', audience: 'desk', limit: 5 });
      expect(now).toMatchObject([{ first: 3, archived: false, row: { seq: 5 } }]);
      await records().project(book, [drop(9, 'report', report('r', { seq: 5 }))]);
      const then = await records().ask({ book, table: 'report', audience: 'desk', limit: 5 });
      expect(then).toMatchObject([{ first: 3, archived: true, row: { seq: 5 } }]);
      expect(await records().one(book, 'report', 'r', 'desk')).toMatchObject({ id: 'r' });
      expect(await records().one(newBook(), 'report', 'r', 'desk')).toBeNull();
    });

    it('never lets an older change overwrite a newer one', async () => {
      const book = newBook();
      await records().project(book, [put(5, 'report', report('r', { words: '后' }))]);
      await records().project(book, [
        put(4, 'report', report('r', { words: '先' })),
        put(4, 'report', report('s')),
      ]);
      expect(await records().one(book, 'report', 'r', 'desk')).toMatchObject({ words: '后' });
      expect(await ask(book, 'report', 'desk')).toEqual(['r', 's']);
    });

    it('forgets a whole book, and no other', async () => {
      const [one, other] = [newBook(), newBook()];
      for (const book of [one, other]) await records().project(book, [put(1, 'report', report('r'))]);
      await records().setCheckpoint(one, 1, 1);
      await records().clear(one);
      expect([await ask(one, 'report', 'desk'), await records().checkpoint(one)]).toEqual([[], 0]);
      expect(await ask(other, 'report', 'desk')).toEqual(['r']);
    });
  });

  describe(`${name}: looking back`, () => {
    it('comes to every row, page by page, also where many appeared in one entry', async () => {
      const book = newBook();
      const ids = Array.from({ length: 12 }, (_, n) => `v${String(n).padStart(2, '0')}`);
      const seqOf = (n: number) => (n < 2 ? 1 : n < 9 ? 2 : n);
      await records().project(
        book,
        ids.map((id, n) => put(seqOf(n), 'village', village(id, `村${id}`))),
      );
      const met: string[] = [];
      for (let before = 1_000, most = 0; most < 20; most += 1) {
        const page = await records().ask({ book, table: 'village', audience: 'desk', before, limit: 3 });
        if (page.length === 0) break;
        met.push(...page.map(({ row }) => (row as { id: string }).id));
        before = page[page.length - 1]?.first ?? 0;
      }
      expect(met).toHaveLength(ids.length);
      expect([...met].sort()).toEqual(ids);
    });

    it('finds by words and by initials', async () => {
      const book = newBook();
      await records().project(book, [
        put(1, 'village', village('slg', '束龙沟村')),
        put(2, 'village', village('gh', '高和村')),
      ]);
      expect(await ask(book, 'village', 'desk', { find: '龙沟' })).toEqual(['slg']);
      expect(await ask(book, 'village', 'desk', { find: 'slg' })).toEqual(['slg']);
      expect(await ask(book, 'village', 'desk', { find: '龙和' })).toEqual([]);
    });

    it('finds a long text by the initials it begins with, not by any pair that it must have somewhere', async () => {
      const book = newBook();
      const words = `西坡有烟，请求支援${'，火势蔓延'.repeat(10)}，另有积水`;
      await records().project(book, [put(1, 'report', report('r', { words }))]);
      expect(await ask(book, 'report', 'desk', { find: '积水' })).toEqual(['r']);
      expect(await ask(book, 'report', 'desk', { find: 'qqzy' })).toEqual(['r']);
      expect(await ask(book, 'report', 'desk', { find: 'js' })).toEqual([]);
    });

    it('lets nobody find a row by what it does not show him', async () => {
      const book = newBook();
      const place = {
        villageId: 'shulonggou',
        point: null,
        source: 'village',
        accuracy: null,
        detail: '王某家东',
      };
      const fire = incident('i', { title: '王某家火灾', reason: '人为纵火', place });
      await records().project(book, [
        put(1, 'incident', fire),
        put(2, 'report', report('r', { words: '王某放火' })),
      ]);
      const found = (audience: Audience, find: string) => ask(book, 'incident', audience, { find });
      expect(await found('desk', '纵火')).toEqual(['i']);
      expect(await found('village/shulonggou', '纵火')).toEqual([]);
      expect(await found('village/shulonggou', 'zh')).toEqual([]);
      expect(await found('village/shulonggou', '火灾')).toEqual(['i']);
      expect(await found('department/police', '纵火')).toEqual([]);
      expect(await found('department/police', '火灾')).toEqual(['i']);
      expect(await found('wall', '家东')).toEqual([]);
      expect(await ask(book, 'report', 'wall')).toEqual(['r']);
      expect(await ask(book, 'report', 'wall', { find: '放火' })).toEqual([]);
      expect(await ask(book, 'report', 'village/shulonggou', { find: '放火' })).toEqual(['r']);
      expect(await ask(book, 'report', 'village/gaohe', { find: '放火' })).toEqual([]);
    });

    it('lets nobody ask for what belongs to a row when he is not shown that it does', async () => {
      const book = newBook();
      await records().project(book, [put(1, 'report', report('a', { state: 'merged', mergedInto: 'b' }))]);
      expect(await ask(book, 'report', 'desk', { of: 'b' })).toEqual(['a']);
      expect(await ask(book, 'report', 'wall', { of: 'b' })).toEqual([]);
    });

    it('shows every village and department what is for all of them, and of the rest its own', async () => {
      const book = newBook();
      await records().project(book, [
        put(1, 'village', village('gaohe', '高和村')),
        put(2, 'report', report('r')),
        put(3, 'report', report('none', { villageId: null })),
      ]);
      for (const audience of ['village/gaohe', 'village/shulonggou', 'department/police'] as const)
        expect(await ask(book, 'village', audience)).toEqual(['gaohe']);
      expect(await ask(book, 'report', 'village/gaohe')).toEqual([]);
      expect(await ask(book, 'report', 'village/shulonggou')).toEqual(['r']);
      expect(await ask(book, 'report', 'village/')).toEqual([]);
      expect(await ask(book, 'report', 'department/police')).toEqual([]);
    });
  });

  describe(`${name}: a page`, () => {
    it('is full of what its asker may see, however much newer there is that he may not', async () => {
      const book = newBook();
      const rows = Array.from({ length: 9 }, (_, n) =>
        put(n + 1, 'report', report(`r${n}`, { villageId: n < 3 ? 'gaohe' : 'shulonggou' })),
      );
      await records().project(book, rows);
      expect(await ask(book, 'report', 'village/gaohe', { limit: 2 })).toEqual(['r2', 'r1']);
    });
  });

  describe(`${name}: the archive`, () => {
    const names = async (book: string, id: string) =>
      (await records().archived(book, 'incident', id)).map(({ table, row }) => `${table}/${row.id}`).sort();

    it('names what left with a row, and what was merged into it and left by itself, however long the chain', async () => {
      const book = newBook();
      await records().project(book, archivedIncident());
      expect(await names(book, 'i')).toEqual(
        ['attachment/fa', 'attachment/fb', 'incident/i', 'report/a', 'report/b', 'report/c'].sort(),
      );
      expect(await names(book, 'other')).toEqual(['incident/other']);
      expect(await names(book, 'unknown')).toEqual([]);
    });

    it('has nothing of a row that is not archived', async () => {
      const book = newBook();
      await records().project(book, [put(1, 'incident', incident('i'))]);
      expect(await names(book, 'i')).toEqual([]);
    });

    it("is not led to a stranger's rows by an attachment of a chosen id", async () => {
      const book = newBook();
      const own = report('r', { incidentId: 'i' });
      await records().project(book, [
        drop(5, 'report', report('strange')),
        drop(5, 'attachment', attachment('photo', 'strange')),
        ...[
          drop(9, 'incident', incident('i')),
          drop(9, 'report', own),
          drop(9, 'attachment', attachment('strange', 'r')),
        ],
      ]);
      expect(await names(book, 'i')).toEqual(['attachment/strange', 'incident/i', 'report/r']);
    });

    it('forgets all that, once and again, and nothing else', async () => {
      const book = newBook();
      await records().project(book, archivedIncident());
      await records().forget(book, 'incident', 'i');
      await records().forget(book, 'incident', 'i');
      expect([await ask(book, 'incident', 'desk'), await ask(book, 'report', 'desk')]).toEqual([
        ['other'],
        ['open'],
      ]);
      expect(await ask(book, 'attachment', 'desk')).toEqual([]);
    });
  });

  describe(`${name}: how far they are`, () => {
    it('knows whether it is caught up', async () => {
      const book = newBook();
      expect([await records().checkpoint(book), await records().isCaughtUp(book, 0)]).toEqual([0, true]);
      expect(await records().setCheckpoint(book, 7, 1)).toBe(true);
      expect(await Promise.all([7, 8].map((seq) => records().isCaughtUp(book, seq)))).toEqual([true, false]);
    });

    it('takes no checkpoint from one whose lease has gone to another', async () => {
      const book = newBook();
      expect(await records().setCheckpoint(book, 7, 4)).toBe(true);
      expect(await records().setCheckpoint(book, 9, 5)).toBe(true);
      expect(await records().setCheckpoint(book, 8, 4)).toBe(false);
      expect(await records().checkpoint(book)).toBe(9);
      expect(await records().setCheckpoint(book, 10, 5)).toBe(true);
      expect(await records().checkpoint(book)).toBe(10);
    });
  });
}

/** An incident with a report, into which one was merged that left earlier, and one into that; and others beside it. */
export function archivedIncident() {
  const merged = (id: string, mergedInto: string) => report(id, { state: 'merged', mergedInto });
  return [
    put(1, 'report', report('open', { mergedInto: 'c' })),
    drop(4, 'report', merged('a', 'b')),
    drop(4, 'attachment', attachment('fa', 'a')),
    drop(6, 'report', merged('b', 'c')),
    drop(6, 'attachment', attachment('fb', 'b')),
    drop(9, 'incident', incident('i')),
    drop(9, 'report', report('c', { incidentId: 'i' })),
    drop(10, 'incident', incident('other')),
  ];
}
